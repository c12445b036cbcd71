"""Employers: who they are, how far it has come, and this week's meetings towards the six."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ipstui.actions import bindings
from ipstui.casework import say
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.employers import EmployerLine, employers_of
from ipstui.casework.events import EmployerContact
from ipstui.casework.forms import Field, build, fields_of
from ipstui.casework.people import Employer
from ipstui.casework.spelling import same_name
from ipstui.screens.dialog import Dialog
from ipstui.screens.finder import Finder
from ipstui.store.caseload import Change, new_id
from ipstui.widgets.hints import Hints
from ipstui.widgets.lines import Column, Heading, Line, Lines, Target
from ipstui.widgets.topline import TopLine

COLUMNS = (
    Column(19, share=1, style="bold", most=24),
    Column(17),
    Column(14, share=1, style="$text-muted", spare=1),
    Column(10, style="$text-muted", most=15),
    Column(3, right=True, style="$text-muted"),
    Column(24, share=1, style="$text-muted", wide=110),
)
_FIELDS = {field.name: field for field in fields_of(EmployerContact)}
_STAGE = msgspec.structs.replace(_FIELDS["stage"], name="stage", label="Stage now")


class EmployersScreen(Finder):
    """Every employer, the one met last first."""

    NAME = "employers"
    BINDINGS = bindings("employers")
    AUTO_FOCUS = "#employers"
    CSS_PATH = "employers.tcss"

    def compose(self) -> ComposeResult:
        """The top line, the tally, the employers, the whole of the line under the cursor."""
        yield TopLine(self.NAME, self.mark)
        yield Static(id="tally")
        yield Lines(COLUMNS, empty="No employers yet. Press a to add one, or name one when you log a contact.",
                    id="employers")  # fmt: skip
        yield Static(id="detail")
        yield Hints()

    def redraw(self) -> None:
        """Draw the tally and the list."""
        today, strip = self.desk.today, self.desk.review().strip
        done, target = strip.employer_contacts, 0 if strip.on_leave else strip.employer_contacts_target
        boxes = "■ " * min(done, target) + "□ " * max(target - done, 0)
        self.query_one("#tally", Static).update(
            Content.assemble(
                (f" Met in person this week: {strip.employers}  ", "bold"),
                (boxes, "$accent"),
                ("Mon to Sun; each meeting counts", "$text-muted"),
            )
        )
        rows: list[Line | Heading] = []
        found = self._found()
        if found:
            rows.append(Heading(f"{say.plural(len(found), 'employer')}: stage, place, last contact, contacts"))
        for each in found:
            employer = each.employer
            last = say.day(each.last, today) if each.last else "never"
            stage = "do not contact" if employer.do_not_contact else say.label(each.stage) or "new"
            cells = (employer.name, stage, employer.place, last, str(each.contacts), employer.next_step)
            rows.append(Line(Target("employer", employer.id), cells))
        if not rows and self.desk.caseload.employers:
            rows.append(Heading("No employer is called that. Esc shows them all again.", quiet=True))
        self.query_one("#employers", Lines).show(rows)
        self.show_detail()

    def _found(self) -> list[EmployerLine]:
        caseload = self.desk.caseload
        lines = employers_of(caseload.employers.values(), self.desk.employer_contacts(), self.desk.today)
        return [each for each in lines if self.wanted(each.employer.name, each.employer.place)]

    def _employer(self) -> Employer | None:
        target = self.query_one("#employers", Lines).target
        return self.desk.caseload.employers.get(target.id) if target is not None else None

    def on_lines_chosen(self, event: Lines.Chosen) -> None:
        """Open the employer."""
        event.stop()
        self.action_open()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Narrow the list while typing."""
        event.stop()
        self.redraw()

    def action_open(self) -> None:
        """Show the facts of the employer, its open vacancies and the contacts; no client is named."""
        employer = self._employer()
        if employer is None:
            return
        from ipstui.casework.search.fits import open_vacancies
        from ipstui.screens.reading import ReadingScreen
        from ipstui.screens.vacancies.fits import facts_of

        today = self.desk.today
        contacts = [c for c in self.desk.employer_contacts() if c.employer == employer.id]
        facts = [
            employer.sector,
            employer.place,
            employer.phone,
            employer.email,
            employer.people,
            employer.how_met,
            employer.attitude,
        ]
        parts: list[tuple[str, str]] = [(" · ".join(fact for fact in facts if fact) + "\n\n", "bold")]
        if employer.next_step:
            parts.append((f"Next step: {employer.next_step}\n\n", ""))
        opened = [each for each in open_vacancies(self.desk.caseload.vacancies.values(), today)
                  if each.employer == employer.id]  # fmt: skip
        parts += [(f"Vacancy: {each.role}, {facts_of(each, today)}\n", "") for each in opened]
        if opened:
            parts.append(("\n", ""))
        for contact in sorted(contacts, key=lambda c: c.on, reverse=True):
            about = "about a client" if contact.client else "no client named"
            parts.append((f"{say.day(contact.on, today)}  {say.label(contact.mode)}, {about}\n", ""))
            if contact.note and not contact.client:
                parts.append((f"  {contact.note}\n", "$text-muted"))
        if not contacts:
            parts.append(("No contact logged yet: press l.\n", "$text-muted"))
        self.app.push_screen(ReadingScreen(employer.name, Content.assemble(*parts)))

    def action_log(self) -> None:
        """Log a contact with the employer."""
        if (employer := self._employer()) is not None:
            self.app.push_screen(EmployerContactScreen(employer))

    def action_add_employer(self) -> None:
        """Add an employer."""
        self.add(EmployerScreen(None), "employer")

    def action_edit_employer(self) -> None:
        """Change an employer."""
        if (employer := self._employer()) is not None:
            self.app.push_screen(EmployerScreen(employer))


class EmployerContactScreen(Dialog):
    """A contact with an employer, about somebody or about nobody in particular."""

    def __init__(self, employer: Employer) -> None:
        self._employer = employer
        fields = (
            msgspec.structs.replace(_FIELDS["mode"], jumps=True), _FIELDS["note"], _FIELDS["who"],
            _FIELDS["on"], _FIELDS["minutes"],
            Field(name="about", label="About client", kind="reference"), _FIELDS["matches_profile"], _STAGE,
        )  # fmt: skip
        super().__init__(
            f"Employer contact · {employer.name}",
            fields,
            {"on": "today"},
            draft=f"employer/{employer.id}",
            first="mode",
        )

    def references(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The clients it may be about."""
        clients = sorted(self.ips.desk.caseload.clients.values(), key=lambda c: c.name.casefold())
        return {"about": [(client.id, client.name) for client in clients]}

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The contact, and the employer if the stage moved."""
        typed = {**texts, "employer": self._employer.id}
        event = build(EmployerContact, typed, client=texts.get("about", ""), today=self.ips.desk.today)
        changes: list[Change] = [event]
        stage = texts.get("stage", "")
        if stage and stage != self._employer.stage:
            changes.append(msgspec.structs.replace(self._employer, stage=stage))
        return changes, f"contact with {self._employer.name} logged"


class EmployerScreen(Dialog):
    """The facts of an employer."""

    def __init__(self, employer: Employer | None) -> None:
        self._employer = employer
        fields = (
            Field(name="name", label="Name", kind="text", required=True),
            Field(name="sector", label="Sector", kind="text"),
            Field(name="place", label="Place", kind="text"),
            Field(name="phone", label="Phone", kind="text"),
            Field(name="email", label="Email", kind="text"),
            Field(name="people", label="People there", kind="text"),
            Field(name="how_met", label="How met", kind="text"),
            _STAGE,
            Field(name="attitude", label="On convictions", kind="text"),
            Field(name="next_step", label="Next step", kind="text"),
            Field(
                name="do_not_contact",
                label="Do not contact",
                kind="choice",
                default="no",
                choices=(("yes", "yes"), ("no", "no")),
            ),
        )
        values = {f.name: str(getattr(employer, f.name)) for f in fields} if employer else {}
        if employer:
            values["do_not_contact"] = "yes" if employer.do_not_contact else "no"
        title = f"Employer · {employer.name}" if employer else "New employer"
        super().__init__(
            title, fields, values, draft=f"employer facts/{employer.id}" if employer else "new employer", first="name"
        )

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """The employer as now known."""
        typed = {name: clean(text) for name, text in texts.items()}
        if not typed.get("name"):
            raise Unfit("name", "a name is needed.")
        known = self.ips.desk.caseload.employers.values()
        if any(same_name(each.name, typed["name"]) for each in known if each != self._employer):
            raise Unfit("name", f"{typed['name']} is already known.")
        too_long = next((name for name, text in typed.items() if len(text) > 200), None)
        if too_long:
            raise Unfit(too_long, "200 characters are the limit.")
        facts = {
            **typed,
            "stage": typed.get("stage") or "new",
            "do_not_contact": typed.get("do_not_contact") == "yes",
        }
        key = self.added = self._employer.id if self._employer else new_id()
        employer = msgspec.convert({**facts, "id": key}, Employer)
        return [employer], f"{employer.name} {'changed' if self._employer else 'added'}"
