"""A sheet in words: for the terminal, for a page, and as the content of a printed form."""
