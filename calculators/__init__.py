"""Pure sums and checks. Nothing here knows the caseload, the clock or the screen."""
