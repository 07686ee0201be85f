"""A plan to Markdown pages, and what hand-written pages may hold."""
