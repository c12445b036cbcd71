"""A specialist's own spreadsheet: read, understood, asked about, and only then brought in."""
