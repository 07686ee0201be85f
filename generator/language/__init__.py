"""The words that all rooms share: column names, sentences, problems, pinyin, and two helpers."""
