"""What the events of the whole caseload add up to: every figure with its rule, its base and what it was counted from."""
