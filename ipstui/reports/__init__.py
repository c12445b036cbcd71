"""What is told of the work to others: figures with their rule and the events behind them. No files, no screen."""
