"""Before a release, at a transfer, and at the end: meetings, what each will do, and a careful goodbye."""
