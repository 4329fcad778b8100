"""The demo evening: an invented neighbourhood council, ready to open or played to the minutes."""
