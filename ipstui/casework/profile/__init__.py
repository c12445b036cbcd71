"""The profile: what the person wants, knows and needs at work."""
