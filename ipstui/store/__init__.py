"""The local case file: one JSON file that is whole or not there at all, kept by one person on one machine."""
