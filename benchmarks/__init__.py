"""Reports with known faults, and what a checker makes of them.

The generator and the measures know nothing of how ``oneruler.checks`` reads a paper: they judge it from outside.
"""
