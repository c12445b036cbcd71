"""Papers: identity, bank account, letters and cards that work needs, and the right to work."""
