"""What the rules promise, without a database."""
