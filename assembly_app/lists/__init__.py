"""Lists of people as files: what spreadsheets write, what their columns mean, and who is in them."""
