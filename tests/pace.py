"""How much slower this machine is than the one on which limits of time were set: a slow one fails no test."""

from functools import cache
from time import process_time

_TURNS = 300_000
_THERE = 0.003
"""Seconds of the processor that so many turns took there."""


def within(limit: float) -> float:
    """Return the limit, in seconds of the processor, as it is here: longer on a slower machine, never shorter."""
    return limit * max(1.0, _slower())


@cache
def _slower() -> float:
    return min(_taken() for _ in range(5)) / _THERE


def _taken() -> float:
    began = process_time()
    for _ in range(_TURNS):
        pass
    return process_time() - began
