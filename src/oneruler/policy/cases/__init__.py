"""Worked cases: facts and what they must come to, and which rows and sides of conditions no case touches."""
