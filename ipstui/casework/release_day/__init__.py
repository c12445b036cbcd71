"""The day of release: its plan, what came of it, and the records that follow."""
