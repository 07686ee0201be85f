"""The editor's YAML files to a plan and back, with the line and column of every problem."""
