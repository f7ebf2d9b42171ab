"""The office itself: who works here."""
