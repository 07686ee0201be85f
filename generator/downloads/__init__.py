"""Writes a plan as files to download: annex, tables, calendars, JSON, data package."""
