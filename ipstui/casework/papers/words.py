"""How papers are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.papers.state import paper_called
from ipstui.casework.phrases import Lines, Named, Names, Titles, dated, headed, listed, prefixed

TITLES: Titles = {
    ev.PaperAskedFor: "Paper asked for",
    ev.PaperChased: "Paper asked after",
    ev.PaperArrived: "Paper is there",
    ev.PaperDropped: "Paper not pursued",
    ev.RightToWorkSeen: "Right to work seen",
}
NAMED: Named = {
    ev.PaperAskedFor: lambda e: paper_called(e.paper, e.what),
}
_KEPT = {"with_person": "with the person", "property": "in their property in prison", "copy_only": "we have a copy",
         "elsewhere": "kept elsewhere", "unknown": ""}  # fmt: skip


def _arrived(e: ev.PaperArrived, n: Names) -> str:
    name = n.get(e.asked_for, "") or paper_called(e.paper, e.what)
    verb = "arrived" if e.asked_for else "is there"
    is_what = e.what if e.what not in name else ""  # another one came than was asked for
    return listed(f"{say.sentence(name)} {verb}", is_what, _KEPT[e.kept], dated("runs out", e.runs_out, e))


LINES: Lines = {
    ev.PaperAskedFor: lambda e, _: listed(
        f"Asked for the {paper_called(e.paper, e.what)}", prefixed("of", e.asked_of), prefixed("for", e.needed_for),
        f"costs {say.money(e.cost)}" if e.cost is not None else "", prefixed("paid by", e.paid_by),
        prefixed("reference", e.reference)),
    ev.PaperChased: lambda e, n: headed(listed("Asked after a paper", n.get(e.asked_for, "")), e.answer),
    ev.PaperArrived: _arrived,
    ev.PaperDropped: lambda e, n: headed(listed("No longer pursued", n.get(e.asked_for, "")), e.why),
    ev.RightToWorkSeen: lambda e, _: listed(f"Right to work seen: {e.papers}", dated("until", e.until, e)),
}  # fmt: skip
