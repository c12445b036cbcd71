"""Keeping a conviction or caution: first which sentence it was, then a form with what its rule needs and no more."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec
from textual.app import App

from calculators.disclosure.law import Kind, schedule18
from ipstui.casework import aliases
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit
from ipstui.casework.disclosure.sentences import age_by_year, fields_for, kind_of, label_of
from ipstui.casework.events import Conviction
from ipstui.casework.forms import Field, texts_of
from ipstui.casework.typed.length import HOW, read_length
from ipstui.casework.typed.when import read_only_day
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.record import RecordScreen

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Prison and detention": (
        "prison", "suspended_sentence", "youth_detention", "detention_and_training_order", "extended_sentence",
        "life_sentence", "ipp",
    ),
    "Money": ("fine", "compensation_order", "confiscation_order"),
    "Orders and discharges": (
        "community_order", "youth_rehabilitation_order", "referral_order", "conditional_discharge",
        "absolute_discharge", "bind_over", "prohibiting_order", "attendance_or_supervision_order", "hospital_order",
        "reparation_order",
    ),
    "Driving": ("motoring_fine", "driving_ban", "penalty_points", "endorsed_fixed_penalty"),
    "Cautions": ("simple_caution", "conditional_caution"),
    "Armed forces": (
        "service_detention", "service_dismissal", "service_reprimand", "service_community_order",
        "overseas_community_order",
    ),
}  # fmt: skip
ELSEWHERE = "elsewhere"


class ConvictionScreen(RecordScreen):
    """One sentence: its days and its length, and yes, no or not known to what else decides. Never what was done."""

    def __init__(self, casefile: Casefile, sentence: str, preset: Mapping[str, str] | None = None,
                 *, corrects: Conviction | None = None, first: str = "") -> None:  # fmt: skip
        """`preset` gives what is known already: the conviction it is another sentence of, and its day."""
        further = bool((preset or {}).get("conviction") or (corrects and corrects.conviction))
        asked = ("on", "age", *fields_for(sentence), "on_precision")
        only = {name for name in asked if not (further and name in ("on", "on_precision"))}
        values = {**(preset or {}), "sentence": sentence}
        if corrects:
            values = {**texts_of(corrects, casefile.story.today), **values}
        super().__init__(
            casefile, Conviction, values, corrects=corrects, only=only,
            first=first or ("began" if "began" in only and further else "age" if further else "on"),
        )  # fmt: skip
        self.CONFIRMS = False
        self._draft = "" if corrects else f"conviction {sentence}/{casefile.client.id}"
        kind = "Caution" if kind_of(sentence).is_caution else "Conviction"
        self._fields = tuple(_worded(field, kind_of(sentence)) for field in self._fields)
        self._title = f"{kind}: {label_of(sentence)} · {casefile.client.name}"

    def beside(self) -> Mapping[str, Callable[[str], str]]:
        """Say what was understood of a length, and the age that the year of birth makes it."""
        found: dict[str, Callable[[str], str]] = {"length": _length_said}
        if self._casefile.client.birth_year is not None:
            found["on"] = self._age_said
        return found

    def _age_said(self, typed: str) -> str:
        try:
            on = read_only_day(typed, self._casefile.story.today, lean="past", field="on")
        except Unfit:
            return ""
        age = {"adult": "an adult then", "under18": "under 18 then"}.get(
            age_by_year(on, self._casefile.client.birth_year), "17 or 18 then: say which below"
        )
        return f"= {on.day} {on:%b %Y}, {age}"


def _worded(field: Field, kind: Kind) -> Field:
    """The field as it is asked for one kind of sentence."""
    if kind.is_caution and field.name in ("on", "ends"):
        return msgspec.structs.replace(field, label="Given on" if field.name == "on" else "Conditions end")
    named = schedule18()
    hints = {
        "began": "often the same day",
        "on": "the day in court, also long ago",
        "ends": "from the licence: SED or SLED" if kind.rule == "custody" else "the first one given, not a later",
        "schedule_18": f"named are {', '.join(named.named)}. Not named are {', '.join(named.not_named)}",
        "single_over_four": "yes for one sentence of five years, no for three and two years one after the other",
        "endorsed": "yes where it put points or a code on the driving licence",
        "specified": "most violent and sexual offences are; it matters for a standard or enhanced check only",
    }
    return msgspec.structs.replace(field, hint=hints.get(field.name, field.hint))


def _length_said(typed: str) -> str:
    if not typed:
        return HOW
    found = read_length(typed)
    if found is None:
        return "= ?"
    if isinstance(found, str):
        return {"until_further_order": "= has no end", "none": "= the court gave none"}[found]
    return "= " + ", ".join(f"{count} {unit}" for unit, count in found.items())


async def record(app: App[None], casefile: Casefile) -> None:
    """Ask which sentence or caution, by its name or a word of the trade, and open its form."""
    if sentence := await _which(app, "Which sentence or caution? Never what was done."):
        app.push_screen(ConvictionScreen(casefile, sentence))


async def further(app: App[None], casefile: Casefile, conviction: str) -> None:
    """The same for another sentence of a conviction that is kept; its day and the age then are known."""
    head = next((s.event for s in casefile.story.disclosure.sentences if s.id == conviction), None)
    if head is not None and (sentence := await _which(app, "Which other sentence of it?", cautions=False)):
        texts = texts_of(head, casefile.story.today)
        preset = {"conviction": conviction, **{name: texts[name] for name in ("on", "age", "on_precision")}}
        app.push_screen(ConvictionScreen(casefile, sentence, preset))


def correct(app: App[None], casefile: Casefile, event: Conviction, first: str = "") -> None:
    """Open the form of a sentence that is kept, to correct it."""
    app.push_screen(ConvictionScreen(casefile, event.sentence, corrects=event, first=first))


async def _which(app: App[None], title: str, *, cautions: bool = True) -> str:
    choices: list[tuple[str, str] | str] = []
    for heading, sentences in GROUPS.items():
        if cautions or heading != "Cautions":
            choices += [heading, *((name, label_of(name)) for name in sentences)]
    if cautions:
        choices += ["Elsewhere", (ELSEWHERE, label_of(ELSEWHERE))]
    chosen = await app.push_screen_wait(ChooseScreen(title, choices, search=True, called=aliases.SENTENCES))
    if chosen == ELSEWHERE:
        from textual.content import Content

        from ipstui.casework.disclosure.sentences import ELSEWHERE as REFUSED
        from ipstui.screens.reading import ReadingScreen

        app.push_screen(ReadingScreen(label_of(ELSEWHERE), Content(REFUSED)))
        return ""
    return chosen
