"""Forms that record something about a person."""
