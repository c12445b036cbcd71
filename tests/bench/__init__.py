"""Measurements: `python -m tests.bench.startup` and its neighbours. They print figures and assert nothing."""
