"""Copying entries for the official record."""
