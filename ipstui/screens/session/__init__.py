"""The session: two people at one screen."""
