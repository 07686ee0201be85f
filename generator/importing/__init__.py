"""Word, Excel and CSV documents → the table."""
