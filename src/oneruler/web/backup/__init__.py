"""Backups: one file that holds everything but the keys, and a way back that is all or nothing."""
