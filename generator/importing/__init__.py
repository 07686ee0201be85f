"""Word, Excel and CSV documents to the table."""
