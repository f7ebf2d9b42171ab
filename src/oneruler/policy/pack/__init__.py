"""A pack as officers keep it: a folder of YAML and CSV, read as text, then by schema, every fault with its place."""
