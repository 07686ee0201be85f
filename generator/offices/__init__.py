"""An office's folder of its own data and settings: made, and brought up to date."""
