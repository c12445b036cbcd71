"""Narrowing a list by typing part of a name: `/` opens the line, Esc closes it."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.widgets import Input, Static

from ipstui.casework.spelling import plain, rank
from ipstui.screens.view import View


class Finder(View):
    """A place with one list that can be narrowed, and the whole of the line under the cursor below it.

    It asks `wanted` of each name it draws.
    """

    def on_mount(self) -> None:
        """Tell the whole of the line under the cursor wherever it goes."""
        self.watch(self.lines, "cursor", self.show_detail, init=False)

    def show_detail(self) -> None:
        """Tell the whole of the line under the cursor: a narrow window cuts it in the list."""
        self.query_one("#detail", Static).update(Content(self.lines.full_text), layout=False)

    def wanted(self, *texts: str) -> bool:
        """Whether any of the texts fits what is being looked for; everything does when nothing is."""
        found = self.query("#find").results(Input)
        sought = next((each.value for each in found), "")
        return not plain(sought) or any(rank(sought, text) is not None for text in texts)

    async def action_find(self) -> None:
        """Open the line to type in, or go back to it."""
        fields = list(self.query("#find").results(Input))
        if fields:
            fields[0].focus()
            return
        field = Input(placeholder="part of a name; Enter keeps, Esc shows everyone", id="find", compact=True)
        await self.mount(field, before="Hints")
        field.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Keep the narrowed list and go to it."""
        event.stop()
        self.lines.focus()

    async def on_key(self, event: events.Key) -> None:
        """Let Esc close the line, and arrow down go to the list."""
        if not (fields := list(self.query("#find").results(Input))):
            return
        if event.key == "escape":
            event.stop()
            await fields[0].remove()
            self.lines.focus()
            self.redraw()
        elif event.key == "down" and fields[0].has_focus:
            event.stop()
            self.lines.focus()
