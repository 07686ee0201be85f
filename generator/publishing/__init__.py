"""A pushed commit to the live site, whole or not at all."""
