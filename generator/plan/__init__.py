"""Defines what a plan is: its types, deadlines, groupings, changes and addresses."""
