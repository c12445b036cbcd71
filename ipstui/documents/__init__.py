"""What is printed or handed over, each in a form that can be read without this program."""
