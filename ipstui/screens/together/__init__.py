"""The screen for two: what is written together, one question at a time, and nobody else is named."""
