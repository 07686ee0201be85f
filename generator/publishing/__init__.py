"""Publishing by pushing to git: refused if wrong, whole or not at all, back in one command."""
