"""Publishes a pushed commit to the live site, completely or not at all."""
