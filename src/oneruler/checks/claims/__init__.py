"""Prose and tables become claims: typed statements with the figures they rest on and where each stands."""
