"""Minutes and badges as PDF: the blocks laid out on pages, tagged, and made for the archive."""
