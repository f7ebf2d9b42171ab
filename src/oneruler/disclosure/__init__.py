"""What was told to whom, when, from which figures."""
