"""项目: the list, and one page a project."""
