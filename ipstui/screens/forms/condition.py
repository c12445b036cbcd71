"""Forms that enter what binds a person: a condition from the catalogue, its change, and an order with its terms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
from textual.app import App

from calculators.licence import catalogue
from calculators.licence.catalogue import Entry
from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.events import ConditionAdded, ConditionVaried
from ipstui.casework.forms import Field, build, fields_of
from ipstui.casework.licence.entry import (
    LIKE,
    check_params,
    condition_fields,
    policy_version_of,
    read_params,
    read_term,
    texts_of_params,
)
from ipstui.casework.licence.state import Condition
from ipstui.casework.typed.numbers import count
from ipstui.screens.choose import ChooseScreen
from ipstui.screens.forms.licence import QuestionDialog
from ipstui.store.caseload import Change
from ipstui.widgets.lines import Heading, Line, Lines, Target

FREE_TEXT = "bespoke"
ORDERS = ("shpo", "other_order")
"""Orders of several terms, each tested like another condition."""
_CONDITION = {field.name: field for field in fields_of(ConditionAdded)}
_VARIED = {field.name: field for field in fields_of(ConditionVaried)}
_OWN_RULES = (
    ("R-NO-CHILD", "no contact at all with anyone under an age"),
    ("R-WORK", "a kind of work needs approval"),
    ("R-NAMED", "somebody not to meet"),
    ("R-ZONE-OUT", "a place not to enter"),
    ("R-MANUAL", "something else: the person who reads it decides"),
)
_FREE = (
    Field(name="rule", label="What it is", kind="choice", choices=_OWN_RULES, default="R-MANUAL"),
    Field(name="age", label="Under which age", kind="count"),
    Field(name="inside", label="Postcodes barred", kind="text", hint="WV1, WV10 9"),
    Field(
        name="touches_work", label="Touches work", kind="choice",
        choices=(("yes", "yes"), ("no", "no"), ("unsure", "not sure")),
    ),
)  # fmt: skip


class CatalogueScreen(ChooseScreen):
    """Choosing a condition; what is typed is looked for in the words the trade has for it, too."""

    def __init__(self, casefile: Casefile) -> None:
        self._version = policy_version_of(casefile.story)
        super().__init__("Which condition? Try tag, curfew, SHPO, non-contact, exclusion", (), search=True)

    def _draw(self, sought: str) -> None:
        found = [entry for entry in catalogue.search(sought, self._version) if entry.kind != "standard"]
        found.sort(key=lambda entry: entry.kind == "outside")
        rows: list[Line | Heading] = [
            Line(Target("choice", entry.id), (f"{entry.name}  ({entry.category.lower()})",))
            for entry in found
            if entry.id != FREE_TEXT
        ]
        rows.append(Line(Target("choice", FREE_TEXT), ("Free text: as it is written on the licence",)))
        first = rows[0]
        self.query_one(Lines).show(rows, select=first.target if isinstance(first, Line) else None)


class ConditionScreen(QuestionDialog):
    """One condition with its parameters. Free text is tagged once: does it touch work?

    With `held` it says what a condition on record reads from now on, or with `corrects` what it should have said.
    """

    def __init__(
        self,
        casefile: Casefile,
        condition_id: str,
        *,
        held: Condition | None = None,
        corrects: ConditionAdded | None = None,
        first: str = "",
    ) -> None:
        self._casefile, self._held, self._corrects = casefile, held, corrects
        found = catalogue.find(policy_version_of(casefile.story), condition_id) or catalogue.newest(condition_id)
        self._entry: Entry | None = None if condition_id == FREE_TEXT else found
        name = self._entry.name if self._entry else "free text"
        own: tuple[Field, ...]
        if self._entry is None:
            # What it is about stays as it was entered: a change of wording cannot say otherwise.
            free = _FREE if held is None or corrects is not None else _FREE[1:]
            own = (Field(name="words", label="In its words", kind="text", required=True), *free)
        else:
            own = (
                *condition_fields(self._entry),
                Field(name="words", label="Called", kind="text", hint=f"{name}; its own name where there are two"),
            )
        texts = {"on": "today"}
        if held is not None:
            said = corrects or held  # what it said first is corrected, not what it was changed to since
            texts |= {"words": said.words, "rule": held.added.rule, **texts_of_params(said.params)}
            texts |= {key.removeprefix("param."): text for key, text in texts.items() if self._entry is None}
        changes_it = held is not None and corrects is None
        rest = (
            (_VARIED["source_person"], _VARIED["on"])
            if changes_it
            else (
                _CONDITION["starts"], _CONDITION["ends"], _CONDITION["document_seen"],
                _CONDITION["source_person"], _CONDITION["on"],
            )
        )  # fmt: skip
        if corrects is not None:
            texts |= {
                "on": corrects.on.isoformat(), "document_seen": corrects.document_seen,
                "source_person": corrects.source_person,
                "starts": corrects.starts.isoformat() if corrects.starts else "",
                "ends": corrects.ends.isoformat() if corrects.ends else "",
            }  # fmt: skip
        title = "Now reads" if changes_it else "Correct" if corrects else "Condition"
        super().__init__(
            f"{title}: {name} · {casefile.client.name}", (*own, *rest), texts, first=first,
            draft=f"{title}/{casefile.client.id}/{held.id if held else condition_id}",
        )  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One condition, or its change."""
        today, client, entry = self.ips.desk.today, self._casefile.client, self._entry
        words = clean(texts.get("words", "")) or (entry.name if entry else "")
        if not words:
            raise Unfit("words", "write what the licence says, in its words or yours.")
        self._told_apart(words)
        params = read_params(entry, texts, today) if entry else _free_params(texts)
        rule = "" if entry else texts.get("rule") or "R-MANUAL"
        check_params(
            entry.id if entry else FREE_TEXT, policy_version_of(self._casefile.story), params, today, rule=rule
        )
        if self._held is not None and self._corrects is None:
            values = {**texts, "words": words, "condition": self._held.id}
            varied = build(ConditionVaried, values, client=client.id, today=today)
            return [msgspec.structs.replace(varied, params=params)], f"condition changed for {client.name}: {words}"
        category = entry.category if entry else say.label(FREE_TEXT)
        event = build(
            ConditionAdded, {**texts, "words": words, "category": category}, client=client.id, today=today,
            voids=self._corrects.id if self._corrects else "", keep=self._corrects,
        )  # fmt: skip
        order = entry is not None and entry.kind == "outside" and entry.approver not in (None, "officer")
        event = msgspec.structs.replace(
            event, catalogue=entry.id if entry else FREE_TEXT, rule=rule, params=params, order=order
        )
        return [event], f"condition {'corrected' if self._corrects else 'added'} for {client.name}: {words}"

    def _told_apart(self, words: str) -> None:
        """Two terms of one kind need names of their own: what the officer decides is for one of them."""
        name = self._entry.id if self._entry else FREE_TEXT
        for other in self._casefile.story.probation.in_force:
            mine = self._held is not None and other.id == self._held.id
            if not mine and other.added.catalogue == name and other.words.casefold() == words.casefold():
                raise Unfit("words", f"there is one called {other.words} already: give each a name of its own.")


async def add_condition(app: App[None], casefile: Casefile) -> None:
    """Ask which condition or order, and open its form."""
    if chosen := await app.push_screen_wait(CatalogueScreen(casefile)):
        screen = OrderScreen if chosen in ORDERS else ConditionScreen
        app.push_screen(screen(casefile, chosen))


def _free_params(texts: Mapping[str, str]) -> dict[str, object]:
    params: dict[str, object] = {}
    if age := clean(texts.get("age", "")):
        params["age"] = count("age", age, what="an age to be under", least=1, most=25)
    if barred := clean(texts.get("inside", "")):
        params["inside"] = [part.strip().upper() for part in barred.split(",") if part.strip()]
    if tag := texts.get("touches_work", ""):
        params["touches_work"] = tag
    return params


_MOST_TERMS = 5


class OrderScreen(QuestionDialog):
    """An order of a court: what it is called or says, and each of its terms with what it is tested like."""

    def __init__(self, casefile: Casefile, order: str) -> None:
        self._casefile = casefile
        entry = catalogue.newest(order)
        assert entry is not None
        self._entry = entry
        like = tuple((rule, words) for rule, words in LIKE)
        terms = [
            field
            for number in range(1, _MOST_TERMS + 1)
            for field in (
                Field(name=f"term{number}", label=f"Term {number}", kind="text", hint="as the order says it"),
                Field(name=f"like{number}", label="  is about", kind="choice", choices=like, default="R-MANUAL"),
                Field(name=f"detail{number}", label="  detail", kind="text", hint="an age, or postcodes"),
            )
        ]
        fields = (
            Field(name="words", label="The order", kind="text", hint=f"{entry.name}; its court and date"), *terms,
            _CONDITION["starts"], _CONDITION["ends"], _CONDITION["document_seen"],
            _CONDITION["source_person"], _CONDITION["on"],
        )  # fmt: skip
        super().__init__(f"Order: {entry.name} · {casefile.client.name}", fields, {"on": "today"}, first="words",
                         draft=f"order/{casefile.client.id}/{order}")  # fmt: skip

    def changes(self, texts: Mapping[str, str]) -> tuple[Sequence[Change], str]:
        """One condition for each term; an order without its terms is one that a person must read."""
        today, client, entry = self.ips.desk.today, self._casefile.client, self._entry
        called = clean(texts.get("words", "")) or entry.name
        events = []
        told: set[str] = set()
        for number in range(1, _MOST_TERMS + 1):
            term, detail = clean(texts.get(f"term{number}", "")), clean(texts.get(f"detail{number}", ""))
            if not term and (detail or texts.get(f"like{number}", "R-MANUAL") not in ("", "R-MANUAL")):
                raise Unfit(f"term{number}", "write what this term of the order says.")
            if not term and (number > 1 or any(clean(texts.get(f"term{n}", "")) for n in range(2, _MOST_TERMS + 1))):
                continue
            if term.casefold() in told:
                raise Unfit(f"term{number}", "this term is written twice.")
            told.add(term.casefold())
            rule = texts.get(f"like{number}") or "R-MANUAL"
            params = read_term(rule, detail, f"detail{number}")
            check_params(entry.id, policy_version_of(self._casefile.story), params, today, field=f"detail{number}")
            values = {**texts, "words": f"{called}: {term}" if term else called, "category": entry.category}
            event = build(ConditionAdded, values, client=client.id, today=today)
            events.append(msgspec.structs.replace(event, catalogue=entry.id, params=params, order=True))
        return events, f"{called} for {client.name}, {len(events)} {'term' if len(events) == 1 else 'terms'}"
