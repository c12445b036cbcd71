"""Everyone, and a new person."""
