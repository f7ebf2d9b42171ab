"""Right holders, the facts about them and their versions, recognition."""
