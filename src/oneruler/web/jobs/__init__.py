"""Long works: which there are, who does them, and what is done every day."""
