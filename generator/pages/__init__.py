"""Renders a plan as Markdown pages and checks the hand-written pages."""
