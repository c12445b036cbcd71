"""The weekly review, and what is asked from it."""
