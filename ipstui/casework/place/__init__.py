"""Place: where the person lives."""
