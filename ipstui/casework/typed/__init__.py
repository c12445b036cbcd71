"""What people type, read as they meant it or refused with a sentence: days, times, numbers, a calculator's request."""
