"""Minutes for office programs: Word, OpenDocument, and a workbook of the tables."""
