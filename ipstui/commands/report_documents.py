"""A report as promised to programs: the shapes of the contract, money as text, every figure with its ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipstui.reports.cost import CostReport
    from ipstui.reports.fidelity import Dial, Fidelity, Month
    from ipstui.reports.figures import Figure
    from ipstui.reports.outcomes import Outcomes
    from ipstui.study import Note


def figure_document(figure: Figure) -> dict[str, Any]:
    """One figure for programs. `ids` are given where they make a share with `of_ids`; `--why` lists the events."""
    return {
        "id": figure.id,
        "label": figure.label,
        "unit": figure.unit,
        "count": figure.count,
        "of": figure.of,
        "percent": figure.percent,
        "base": figure.base.words if figure.base else None,
        "rule": figure.rule,
        "clients": figure.clients,
        "ids": figure.ids if figure.base else None,
        "of_ids": figure.base.ids if figure.base else None,
        "median": figure.spread.median if figure.spread else None,
        "low": figure.spread.low if figure.spread else None,
        "high": figure.spread.high if figure.spread else None,
        "amounts": {unit: _amount(unit, value) for unit, value in figure.amounts.items()},
        "source": figure.source,
        "status": figure.status,
        "benchmark": figure.benchmark,
    }


def _amount(unit: str, value: Any) -> Any:
    """Money as a string with two decimals, anything else as a number."""
    return f"{value:.2f}" if unit == "pounds" else float(value)


def outcomes_document(found: Outcomes, notes: Iterable[Note] = ()) -> dict[str, Any]:
    """The outcomes as promised to programs; `figures` holds every one, whole."""
    from ipstui.reports.activity import ACTIVITIES
    from ipstui.reports.measures import AfterRelease, joined
    from ipstui.reports.tables import COLUMNS, TRAITS

    by_id = found.figures
    values = {trait: dict.fromkeys(each.id.split("/")[1] for each in found.section(trait).figures) for trait in TRAITS}
    released = [measure.id for measure in joined() if isinstance(measure, AfterRelease)]
    days = by_id["jobs/days_to_start"].spread
    return {
        "from": found.period.first,
        "to": found.period.last,
        "funnel": [figure_document(each) for each in found.section("funnel").figures if each.id != "referrals"],
        "referrals": by_id["referrals"].count,
        "cohort": [figure_document(each) for each in found.section("cohort").figures],
        "tables": {
            trait: [
                row
                for value in values[trait]
                if any((row := {"value": value, **{c: by_id[f"{trait}/{value}/{c}"].count for c in COLUMNS}})[c]
                       for c in COLUMNS)
            ]
            for trait in TRAITS
        },
        "activity": [
            {
                "id": activity.id,
                "people": len(by_id[activity.id].clients),
                "count": by_id[activity.id].count,
                "median": spread.median if (spread := by_id[activity.id].spread) else None,
                "low": spread.low if spread else None,
                "high": spread.high if spread else None,
                "of_engaged": by_id[f"{activity.id}/of_engaged"].count,
                "engaged": by_id[f"{activity.id}/of_engaged"].of,
                "percent_of_engaged": by_id[f"{activity.id}/of_engaged"].percent,
                "rule": activity.rule,
            }
            for activity in ACTIVITIES
        ],
        "jobs": {
            **{name: by_id[f"jobs/{name}"].count for name in
               ("starts", "people", "four_hours", "sustained_13", "sustained_26", "two_or_more")},
            "median_days_to_start": days.median if days else None,
            "hours_bands": {id[12:]: each.count for id, each in by_id.items() if id[:12] == "hours_bands/"},
            "ended": {each.id.split("/")[1]: each.count for each in found.section("ended").figures},
        },
        "support": {each.id.split("/")[1]: each.count for each in found.section("support").figures},
        "after_release": [
            {
                "measure": id,
                "in_work": by_id[f"after_release/{id}"].count,
                "of": by_id[f"after_release/{id}"].of,
                "percent": by_id[f"after_release/{id}"].percent,
                "unknown": by_id[f"after_release/{id}_unknown"].count,
            }
            for id in released
        ],
        "not_in_work": {each.id.split("/")[1]: each.count for each in found.section("not_in_work").figures},
        "returns": {each.id.split("/")[1]: each.count for each in found.section("returns").figures},
        "contacts": [figure_document(each) for each in found.section("contacts").figures],
        "funders": [figure_document(each) for each in found.section("funders").figures],
        "not_counted": found.not_counted,
        "not_defined": found.not_defined,
        "roughly_dated": found.roughly,
        "phases": {each.label: each.count for each in found.section("phases").figures},
        "notes": list(notes),
        "figures": [figure_document(each) for each in by_id.values()],
    }  # fmt: skip


def fidelity_document(found: Fidelity, earlier: Iterable[Month] = ()) -> dict[str, Any]:
    """The items as promised to programs."""
    return {
        "from": found.period.first,
        "to": found.period.last,
        "items": [_dial_document(dial) for dial in found.dials],
        "total": found.total,
        "band": found.band or None,
        "without_anchor": found.missing,
        "weeks": found.weeks,
        "history": [
            {"to": month.last, "items": {str(dial.item): _reading(dial) for dial in month.dials.values()}}
            for month in earlier
        ],
    }  # fmt: skip


def _dial_document(dial: Dial) -> dict[str, Any]:
    return {
        "item": dial.item,
        "title": dial.title,
        "value": _number(dial),
        "unit": dial.unit,
        "anchor": dial.anchor,
        "basis": dial.basis,
        "rule": dial.rule,
        "status": dial.status,
        "count": dial.figure.count if dial.figure else None,
        "of": dial.figure.of if dial.figure else None,
        "note": dial.note,
        "ask": dial.ask,
        "solo": dial.solo,
        "rated_on": dial.rated_on,
        "events": dial.events,
    }


def _reading(dial: Dial) -> dict[str, Any]:
    return {"value": _number(dial), "anchor": dial.anchor}


def _number(dial: Dial) -> float | None:
    return float(dial.value) if dial.value is not None else None


def cost_document(found: CostReport, notes: Iterable[Note] = ()) -> dict[str, Any]:
    """The cost as promised to programs: money as text with two decimals."""

    def pounds(amount: Any) -> str | None:
        return f"{amount:.2f}" if amount is not None else None

    return {
        "lines": [{"text": line.text, "amount": pounds(line.amount)} for line in found.lines],
        "total": pounds(found.total),
        "per_year": pounds(found.per_year),
        "per_head": {id: pounds(amount) for id, amount in found.per_head.items()},
        "per_head_one_year": {id: pounds(amount) for id, amount in found.per_head_one_year.items()},
        "per_person_into_work": pounds(found.per_person_into_work),
        "per_engaged_person_into_work": pounds(found.per_engaged_person_into_work),
        "per_job": pounds(found.per_job),
        "arithmetic": found.arithmetic,
        "warnings": found.warnings,
        "notes": list(notes),
        "figures": [figure_document(each) for each in found.figures],
    }
