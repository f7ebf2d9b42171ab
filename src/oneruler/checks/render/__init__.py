"""How is a check's report shown? To machines (JSON, SARIF), in a terminal, as a page with highlights. No Django."""
