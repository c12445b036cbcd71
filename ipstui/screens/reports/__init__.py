"""The place of the reports: which report, its figures, what is behind one, and what is recorded of the service."""
