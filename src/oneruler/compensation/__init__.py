"""Sheets, their publication, agreements, the check before payment, vacating and demolition."""
