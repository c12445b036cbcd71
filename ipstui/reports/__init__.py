"""What the events of the whole caseload add up to: each figure with its rule, base and evidence."""
