"""The week's report, to look at and to print."""
