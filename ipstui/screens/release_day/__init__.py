"""The day of release: planning it, and the checklist on the day."""
