"""户: one page a household, from the survey to the emptied house."""
