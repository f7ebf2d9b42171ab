"""Pages of the three administrators: the first run, people and posts, the audit trail."""
