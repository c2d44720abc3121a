"""The Markdown that we write, for a terminal of 80 columns, with colour or without."""
