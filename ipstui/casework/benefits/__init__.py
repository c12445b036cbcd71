"""Benefits: hours against limits, and the session gone through together."""
