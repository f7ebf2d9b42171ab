"""The scalar reading of the tree: one household, in Decimal, every step kept."""
