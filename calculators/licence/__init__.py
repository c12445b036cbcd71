"""What a licence says about a proposal: which condition bears on it, on which days, and what must be asked."""
