"""What is written together: the shared understanding, and the shared action plan."""
