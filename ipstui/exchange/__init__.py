"""What goes in and out: spreadsheets, the calendar, and everything in open formats."""
