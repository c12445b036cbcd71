"""A spreadsheet brought in, step by step."""
