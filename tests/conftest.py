"""Fixtures for all tests."""

pytest_plugins = ["tests.site_support", "tests.preview_support"]
