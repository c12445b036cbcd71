"""The job search and its clock."""
