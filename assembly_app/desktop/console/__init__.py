"""The console: everything that happens in the room, and the one button for what comes next."""
