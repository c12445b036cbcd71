"""The diary: appointments and tasks, what was put aside, who was gone through."""
