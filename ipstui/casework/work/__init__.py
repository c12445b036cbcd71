"""Work: offers, jobs, in-work support."""
