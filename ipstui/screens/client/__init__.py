"""One client: the frame, and one file for each tab."""
