"""Renders a government office's open-government work plan as a static site."""
