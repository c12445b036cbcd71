"""The section of the shared understanding: the version that holds, earlier ones, who may have it, and setbacks."""

from __future__ import annotations

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.events import UnderstandingWritten
from ipstui.casework.forms import fields_of
from ipstui.casework.plans.words import PARTS
from ipstui.screens.client.tab import Beside, of
from ipstui.widgets.lines import Heading, Line, Target

_DECIDED = {"given": "may have it", "refused": "is not to have it", "withdrawn": "no longer to have it"}


def understanding(casefile: Casefile, beside: Beside) -> list[Line | Heading]:
    """Return the lines of the shared understanding."""
    plans, today = casefile.story.plans, casefile.story.today
    rows: list[Line | Heading] = [Heading("Shared understanding, in their own words")]
    written = plans.understanding
    if written is None:
        told = ("►", "Write it, on a screen for two …", "")
        rows.append(Line(Target("do", "understanding"), told))
    else:
        number = len(plans.understandings)
        how = "together" if written.together == "yes" else ""
        when = ", ".join(part for part in (say.day(written.on, today), how) if part)
        rows.append(Line(of("understanding", written.id), (f"Version {number}", _first_words(written), when)))
        for place, earlier in enumerate(plans.understandings[-2::-1]):
            told = (f"Version {number - 1 - place}", _first_words(earlier), say.day(earlier.on, today))
            rows.append(Line(of("version", earlier.id), told, styles={0: "$text-muted", 1: "$text-muted"}))
    for event in {**plans.sharing_with("understanding"), **plans.sharing_with("action_plan")}.values():
        may = f" ({', '.join(event.topics)} may be named)" if event.topics and event.decision == "given" else ""
        told = (event.with_whom, f"{_DECIDED[event.decision]}: {PARTS[event.covers]}{may}", say.day(event.on, today))
        rows.append(Line(of("sharing", event.id), told))
    for page in ("understanding", "action_plan"):
        for given in plans.gone_out(page):
            told = ("▲ Ask for it back", f"{given.to} was given {PARTS[page]} before that", say.day(given.on, today))
            rows.append(Line(of("event", given.id), told, styles={0: "bold $warning"}))
    for setback in plans.setbacks[::-1]:
        learned = f" → {setback.learned}" if setback.learned else ""
        rows.append(Line(of("setback", setback.id), ("Setback", setback.what + learned, say.day(setback.on, today))))
    rows.append(Line(Target("do", "sharing"), ("►", "Who may have it …", "")))
    rows.append(Line(Target("do", "setback"), ("►", "Something went differently …", "")))
    return rows


def _first_words(written: UnderstandingWritten) -> str:
    for field in fields_of(UnderstandingWritten):
        text = getattr(written, field.name)
        if field.name not in ("on", "together", "kept_back") and isinstance(text, str) and text.strip():
            return f"{field.label}: {text}"
    return ""
