"""Disclosure: what may be said to employers and who was told; and, set apart, convictions and when they are spent."""
