"""Pay: what comes off it, the least it may be, and what goes with it."""
