"""Contact: meetings that count, and how long ago the last one was."""
