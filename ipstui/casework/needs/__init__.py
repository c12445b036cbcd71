"""Needs: what must be put right beside work, and what was given for it."""
