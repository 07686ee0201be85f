"""A clerk's change in the office's folder to the office's repository, and back."""
