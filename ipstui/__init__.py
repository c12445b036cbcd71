"""ipstui: a case tracker and benefits calculator for employment specialists, in the terminal."""

__version__ = "0.1.0"
