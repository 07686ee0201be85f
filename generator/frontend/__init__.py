"""What a browser is given beside the pages: the search index, the stylesheet, the scripts."""
