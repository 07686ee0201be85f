"""A plan to the files that anyone may take along: annex, tables, calendars, JSON, data package."""
