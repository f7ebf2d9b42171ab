"""Plans, projects, the statutory procedure and its papers, hand-over."""
