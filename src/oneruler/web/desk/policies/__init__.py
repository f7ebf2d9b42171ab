"""政策: the documents on the shelf, read, compared, and tried on a household. Nothing is stored."""
