"""Custody: the stays inside, and the release to come."""
