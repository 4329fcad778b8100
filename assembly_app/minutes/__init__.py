"""Documents: the minutes drafted from the journal, badges, exports; one exporter a format."""
