"""The words that all rooms share: the table's own, the program's sentences, what can be wrong."""
