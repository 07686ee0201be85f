"""Reads the links that entries of progress rest on, from the network, only when somebody asks."""
