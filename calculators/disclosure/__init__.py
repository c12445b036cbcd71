"""When a conviction or caution is spent, what holds it open, and what a check would show by a day."""
