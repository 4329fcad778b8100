"""Practice: simulated phones that take part in a copy of an assembly."""
