"""What a generator of sites is given: values for templates, navigation, search indexes, files."""
