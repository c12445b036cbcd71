"""The licence: versions, conditions, what the officer said, and the check of a proposal."""
