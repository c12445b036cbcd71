"""Words to copy, letters and the CV: shown, changed where wanted, and taken out by the person."""
