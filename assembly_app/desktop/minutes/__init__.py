"""The secretary's place: what the journal drafted, what people write on it, and the pages as they will be printed."""
