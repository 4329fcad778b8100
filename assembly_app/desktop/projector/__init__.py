"""What the room sees: one sentence large, drawn alike on the screen of the hall and small in the console."""
