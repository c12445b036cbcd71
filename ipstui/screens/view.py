"""What every full screen has in common: it draws from the desk, and draws again when something was saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import work
from textual.events import Resize

from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.words import names_of
from ipstui.desk import Desk
from ipstui.screens.own import Own
from ipstui.shell.contract import Shell, shell_of
from ipstui.store.caseload import Change
from ipstui.store.errors import NotSaved
from ipstui.widgets.lines import Lines, Target

if TYPE_CHECKING:  # a form is loaded when it is opened
    from ipstui.screens.dialog import Dialog


class View(Own[None]):
    """A screen named in the table of actions. Subclasses draw in `redraw`, and nowhere else."""

    NAME = ""
    _drawn_width = 0
    _fresh = True

    @property
    def ips(self) -> Shell:
        """The app around this screen."""
        return shell_of(self)

    @property
    def desk(self) -> Desk:
        """The open caseload and what follows from it."""
        return self.ips.desk

    @property
    def names(self) -> Mapping[str, str]:
        """What the ids in the chosen person's events are called, for lines about them."""
        casefile, caseload = self.chosen(), self.desk.caseload
        return names_of(casefile.story, caseload.employers, caseload.vacancies) if casefile is not None else {}

    @property
    def lines(self) -> Lines:
        """The list that keys act on."""
        return self.query_one(Lines)

    @property
    def mark(self) -> str:
        """What the top line says on the right."""
        if self.desk.caseload.read_only:
            return "READ ONLY"
        return "MADE-UP PEOPLE" if self.desk.made_up else ""

    def on_mount(self) -> None:
        """Draw, and go on drawing whenever something is saved."""
        self.ips.changed.subscribe(self, lambda _: self.redraw())
        self._drawn_width = self.app.size.width
        self.redraw()

    def on_screen_resume(self) -> None:
        """Draw anew: the day may have changed, or another screen may have saved; not right after mounting."""
        if not self._fresh:
            self.redraw()
        self._fresh = False

    def on_resize(self, event: Resize) -> None:
        """Draw to the new width."""
        if event.size.width != self._drawn_width:
            self._drawn_width = event.size.width
            self.redraw()

    def redraw(self) -> None:
        """Draw from the desk."""
        raise NotImplementedError

    def leave_if_shown(self) -> None:
        """Leave: what it is about is no longer there. Below a question or a text it does so once that is closed.

        Textual calls a screen current that only shines through: dismissed then, it would close the one above it. Until
        it leaves nothing shines through any more.
        """
        if self.app.screen is self:
            self.dismiss()
            return
        for shown in self.children:
            shown.display = False

    def chosen(self) -> Casefile | None:
        """Return the casefile that keys act on, or None: that of the screen's own person, if it is about one."""
        return self.desk.known(self.place())

    def reopens(self) -> str:
        """Return what makes this screen anew after a lock: its person, and after a blank what else it is about."""
        return self.place()

    def place(self) -> str:
        """Return the client this screen is about, so that it is opened again after a lock; "" for a place of the app.

        A screen that answers with a client is made anew by the app, by its name.
        """
        return ""

    async def try_save(self, *changes: Change, label: str) -> bool:
        """Save, and say so when it did not work; False is also returned when it is to be tried again."""
        try:
            await self.ips.save(*changes, label=label)
        except (Unfit, NotSaved) as error:
            if isinstance(error, NotSaved) and error.whole is not None:
                self.ips.try_again(error, *changes, label=label)
            else:  # trying again would change nothing: read only, or the change itself is at fault
                self.ips.tell(str(error), problem=True)
            return False
        return True

    @work
    async def action_acts(self) -> None:
        """Offer what can be done here about the line under the cursor, and do what is chosen."""
        from ipstui.actions import actions_on, key_name
        from ipstui.screens.choose import ChooseScreen

        moving = ("acts", "back", "find", "next_tab", "previous_tab")
        acts = [each for each in actions_on(self.NAME) if each.id not in moving]
        casefile = self.chosen()
        line = self.focused.line if isinstance(self.focused, Lines) else None
        pointed = next((cell for cell in line.cells if cell.strip()), "") if line is not None else ""
        title = casefile.client.name if casefile is not None else pointed or "What can be done here"
        rows = [(each.id, f"{each.label}  ({key_name(each, self.ips.keys)})") for each in acts]
        if chosen := await self.app.push_screen_wait(ChooseScreen(title, rows)):
            await self.run_action(chosen)

    def on_lines_menu(self) -> None:
        """A right click asks for the menu of its line."""
        self.action_acts()

    def action_back(self) -> None:
        """Go back to the review; from there, say how to leave."""
        if self.NAME == "review":
            left = self.ips.unsaved() or "Everything is saved."
            self.ips.tell(f"This is the first screen. Ctrl+Q leaves ipstui. {left}")
        else:
            self.ips.act("go('review')")

    def action_help(self) -> None:
        """The keys of this screen."""
        self.app.call_later(self.app.run_action, "help")

    def about(self) -> Casefile | None:
        """The chosen person; None once it was said that there is none, so that no key is without an answer."""
        if (casefile := self.chosen()) is None:
            nobody = not self.desk.caseload.clients
            self.ips.tell("Nobody is here yet: a adds a person." if nobody else "Put the cursor on a person first.")
        return casefile

    # What can be done about a person, from any screen that shows one

    def action_log(self) -> None:
        """Log a contact with the chosen person."""
        if (casefile := self.about()) is not None:
            from ipstui.screens.forms.log import LogScreen

            self.app.push_screen(LogScreen(casefile))

    def action_next_date(self) -> None:
        """Book what comes next with the chosen person."""
        if (casefile := self.about()) is not None:
            from ipstui.screens.forms.next_date import NextDateScreen

            self.app.push_screen(NextDateScreen(casefile))

    def stand_on(self, what: str, key: str) -> None:
        """Put the cursor on what was just added, where the list shows it."""
        lines, target = self.lines, Target(what, key)
        if target in lines.targets:
            lines.go_to(target)

    def add(self, form: Dialog, what: str) -> None:
        """Open a form that adds to the list, and stand on what it added."""
        self.app.push_screen(form, lambda saved: self.stand_on(what, form.added) if saved else None)

    @work
    async def action_record(self) -> None:
        """Record any kind of event about the chosen person."""
        if (casefile := self.about()) is not None:
            from ipstui.screens.forms.any_kind import record_any

            await record_any(self.app, casefile)

    def action_why(self) -> None:
        """Say why the chosen person is where they are."""
        if (casefile := self.about()) is not None:
            from ipstui.screens.review.why import WhyScreen

            self.app.push_screen(WhyScreen(casefile, self.names))

    def action_snooze(self) -> None:
        """Put one of the chosen person's flags aside."""
        casefile = self.about()
        if casefile is None:
            return
        if not any(flag.snoozed_until is None for flag in casefile.flags):
            self.ips.tell("Nothing to snooze: no flag is raised for this person.")
            return
        from ipstui.screens.review.snooze import SnoozeScreen

        self.app.push_screen(SnoozeScreen(casefile))

    def action_copy_record(self) -> None:
        """Copy the chosen person's new entries for the official record."""
        if (casefile := self.about()) is not None:
            from ipstui.screens.copy.screen import CopyScreen

            self.app.push_screen(CopyScreen(casefile, self.try_save))
