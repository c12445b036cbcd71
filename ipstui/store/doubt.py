"""Saves that stand although the disk would not confirm them: what follows them is done, and the doubt is told."""

from __future__ import annotations

from collections.abc import Callable

from ipstui.store.errors import NotSaved
from ipstui.store.outcomes import Act


def insist(step: Callable[[], object], save: Callable[[], object]) -> None:
    """Do a step that saves; if the disk would not confirm it, `save` once more what stands already.

    Raises NotSaved: `uncertain` if the first stands and the second was not confirmed either.
    """
    try:
        step()
    except NotSaved as doubt:
        if not doubt.uncertain:
            raise
        try:
            save()
        except NotSaved:
            raise doubt from None


def stands(step: Callable[[], object], act: Act) -> str:
    """A save as the first step of an act; the text says why the disk would not confirm it, "" when it did.

    Raises NotSaved, as of the act, when nothing was saved.
    """
    try:
        step()
    except NotSaved as problem:
        if not problem.uncertain:
            raise problem.of(act) from problem
        return problem.why
    return ""


class doubt_comes_last:  # noqa: N801 reads as what it does
    """Holds back a save that the disk did not confirm until memory says what the disk does; then raises it."""

    def __init__(self) -> None:
        self._doubt: NotSaved | None = None

    def __enter__(self) -> doubt_comes_last:
        return self

    def __exit__(self, kind: object, problem: BaseException | None, trace: object) -> bool:
        if isinstance(problem, NotSaved) and problem.uncertain:
            self._doubt = problem
        return self._doubt is not None

    def settle(self) -> None:
        """Raise what was held back."""
        if self._doubt is not None:
            raise self._doubt
