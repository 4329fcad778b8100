"""What the program says, in the words of the field: every face says the same thing the same way."""
