"""Reads Word, Excel and CSV documents into the table."""
