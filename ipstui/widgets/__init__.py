"""Pieces used by several screens."""
