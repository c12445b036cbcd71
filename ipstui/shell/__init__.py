"""The app around every screen."""
