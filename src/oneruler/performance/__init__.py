"""Goals, indicators, monitoring, self-evaluation and its report."""
