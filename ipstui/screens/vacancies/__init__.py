"""Vacancies over everybody: what is open and whom it fits, applications, courses and placements."""
