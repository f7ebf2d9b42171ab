"""What every floor counts with: money, areas, printed numbers, dates, findings, documents. No Django."""
