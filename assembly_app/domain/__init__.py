"""What an assembly is, in plain Python: no window, no database, no network, no clock, no chance, no file."""
