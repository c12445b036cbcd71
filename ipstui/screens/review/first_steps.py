"""The box on the review that leads through the first person: five steps, each an act that is there every day."""

from __future__ import annotations

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from ipstui.actions import ACTIONS, key_name
from ipstui.casework.first_steps import STEPS, Step
from ipstui.shell.contract import shell_of

ROOMY = 20
"""Lines of the screen below which only the next step is drawn."""
WIDE, SIDE = 132, 38
"""From how many cells the reasons stand at the side, and how many they take (review.tcss)."""
_ACTS = {action.id: action for action in ACTIONS if "review" in action.screens}
LEAVE = "Esc: leave these steps. F1, F1: the guide, which has them too."
DONE = "That is a working day. a: the next person. Ctrl+P: everything else, by a word."


class FirstSteps(Static):
    """Draws the steps, the next one with what it is for. A click does a step, as its key does."""

    def __init__(self) -> None:
        super().__init__(id="first-steps")
        self._at: list[str] = []
        """The step of each line, "" for one that is none."""

    def show(self, done: frozenset[str]) -> None:
        """Draw which are done; where the screen is short, only what comes next."""
        size = self.app.size
        following = next((step for step in STEPS if step.id not in done), None)
        drawn = [("", _heading(size.width - (SIDE if size.width >= WIDE else 0)))]
        for number, step in enumerate(STEPS, 1):
            key = key_name(_ACTS[step.id], shell_of(self).keys)
            if step is following:
                drawn += [(step.id, text) for text in _next(number, step, key)]
            elif size.height >= ROOMY:
                drawn.append((step.id, _other(number, step, key, step.id in done)))
        if size.height >= ROOMY:
            drawn.append(("", Content("")))
        drawn.append(("", Content.styled(f" {LEAVE}", "$text-muted") if following else Content(f" {DONE}")))
        self._at = [step for step, _ in drawn]
        self.update(Content("\n").join(text for _, text in drawn))

    async def on_click(self, event: Click) -> None:
        """Do the step that was clicked on."""
        event.stop()
        if event.y < len(self._at) and self._at[event.y]:
            await self.screen.run_action(self._at[event.y])


def _heading(width: int) -> Content:
    title = " YOUR FIRST PERSON, IN FIVE STEPS "
    return Content.assemble((title, "bold $accent"), ("─" * max(width - len(title) - 2, 0), "$secondary 60%"))


def _next(number: int, step: Step, key: str) -> tuple[Content, Content]:
    also = " or Enter" if number == 1 else ""
    press = f" ► {number} of {len(STEPS)}  {step.title}: press {key}{also}"
    return Content.styled(press, "bold"), Content(f"           {step.told}")


def _other(number: int, step: Step, key: str, done: bool) -> Content:
    if done:
        return Content.styled(f"   done    {step.title} ({key})", "$text-muted")
    return Content(f"   {number} of {len(STEPS)}  {step.title} ({key})")
