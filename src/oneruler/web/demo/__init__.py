"""The demonstration: invented people, an invented paper, sign-in with one click. Its settings are its own."""
