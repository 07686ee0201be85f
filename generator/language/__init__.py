"""The words that all rooms share: column names, the program's sentences, problems, pinyin."""
