"""`ipstui vacancies`: what is open and whom it fits, one person's vacancies, everybody's applications and courses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ipstui.commands.opening import Sitting

if TYPE_CHECKING:
    from datetime import date

    from ipstui.casework.people import Vacancy
    from ipstui.casework.search.everybody import Applied, OnTheWay
    from ipstui.casework.search.fits import Fit, Opening
    from ipstui.commands.printed import Page
    from ipstui.desk import Desk


@click.command()
@click.argument("vacancy", required=False)
@click.option("--client", metavar="NAME", help="Which open vacancies fit one person.")
@click.option("--applications", is_flag=True, help="Everybody's applications, and what was answered.")
@click.option("--courses", is_flag=True, help="Courses and placements of everybody, and the real job each leads to.")
@click.option("--all", "everything", is_flag=True, help="Vacancies that are no longer open, too.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same facts as JSON.")
@click.pass_obj
def vacancies(
    sitting: Sitting, vacancy: str | None, client: str | None, applications: bool, courses: bool, everything: bool,
    wants_json: bool,
) -> None:  # fmt: skip
    """List open vacancies with the people they may fit; with VACANCY, everybody and why.

    VACANCY is a job's name, part of one that fits no other, or an id. The licence is checked, as far as the hours are
    known. What is not known is said as not known.
    """
    from ipstui.casework.search import everybody, fits

    chosen = [flag for flag, given in (("VACANCY", vacancy), ("--client", client), ("--applications", applications),
                                       ("--courses", courses)) if given]  # fmt: skip
    if len(chosen) > 1:
        raise click.UsageError(f"Give one of {' and '.join(chosen)} at a time.")
    desk = sitting.open_desk(read_only=True)
    caseload, today = desk.caseload, desk.today
    if applications:
        applied = everybody.applications_of(desk.casefiles(), caseload.employers)
        _out(
            desk, wants_json, {"today": today, "applications": applied}, lambda page: _applications(page, applied, desk)
        )
    elif courses:
        ways = everybody.on_the_way_of(desk.casefiles(), caseload.employers)
        _out(desk, wants_json, {"today": today, "courses": ways}, lambda page: _courses(page, ways, desk))
    elif vacancy or client:
        files = fits.looking(desk.casefiles())
        listed = [_find(desk, vacancy)] if vacancy else fits.open_vacancies(caseload.vacancies.values(), today)
        if client:
            files = [desk.casefile(desk.find_client(client).id)]
        found = fits.fits_of(files, listed, fits.checked)
        document = {"today": today, "licence": "checked", "fits": [_fit(each) for each in found]}
        _out(desk, wants_json, document, lambda page: _fits(page, found, desk, of_a_person=bool(client)))
    else:
        shown = fits.open_vacancies(caseload.vacancies.values(), today)
        if everything:
            shown += [each for each in caseload.vacancies.values() if each not in shown]
        openings = fits.openings_of(fits.looking(desk.casefiles()), shown, caseload.employers, fits.checked)
        rows = [_opening(each, today) for each in openings]
        document = {"today": today, "licence": "checked", "vacancies": rows}

        def told(page: Page) -> None:
            for each in openings:
                page.say(f"{each.vacancy.role}{f' at {each.employer}' if each.employer else ''}", strong=True)
                fit, no = each.count("fits"), each.count("against")
                page.say(f"  {fits.closing(each.vacancy, today)}: {fit} fit, {len(each.fits) - fit - no} ask, {no} no")
            if not openings:
                page.say("No open vacancy is kept. On the screen, V and then a adds one.")
            else:
                page.say("`ipstui vacancies JOB` says who, and why.")

        _out(desk, wants_json, document, told)


def _out(desk: Desk, wants_json: bool, document: dict[str, Any], told: Any) -> None:
    from ipstui.commands.printed import MADE_UP, Page, as_json

    if wants_json:
        as_json(document)
        return
    page = Page()
    if desk.made_up:
        page.say(MADE_UP)
    told(page)


def _find(desk: Desk, text: str) -> Vacancy:
    from ipstui.casework.checks import Unfit
    from ipstui.casework.spelling import the_only

    every = list(desk.caseload.vacancies.values())
    found = [each for each in every if each.id == text.strip()] or the_only(text, every, lambda each: each.role)
    if not found:
        raise Unfit("vacancy", f"no vacancy is called “{text.strip()}”.")
    if len(found) > 1:
        raise Unfit("vacancy", f"“{text.strip()}” could be {', '.join(f'{e.role} ({e.id})' for e in found[:5])}.")
    return found[0]


def _opening(opening: Opening, today: date) -> dict[str, Any]:
    vacancy = opening.vacancy
    return {
        **{name: getattr(vacancy, name) for name in vacancy.__struct_fields__},
        "employer_name": opening.employer,
        "open": vacancy.is_open(today),
        "fits": [_fit(fit) for fit in opening.fits],
    }


def _fit(fit: Fit) -> dict[str, Any]:
    return {
        "client": fit.client, "name": fit.name, "vacancy": fit.vacancy, "verdict": fit.verdict, "so_far": fit.told,
        "answers": fit.answers,
    }  # fmt: skip


def _fits(page: Page, found: list[Fit], desk: Desk, *, of_a_person: bool) -> None:
    for fit in found:
        name = desk.caseload.vacancies[fit.vacancy].role if of_a_person else fit.name
        page.say(f"{name}: {fit.verdict}" + (f" ({fit.told})" if fit.told else ""), strong=True)
        page.columns([(each.about, each.state, each.why) for each in fit.answers], fixed={0: 11, 1: 8})
    if not found:
        page.say("No open vacancy is kept." if of_a_person else "No case is open.")


def _applications(page: Page, applied: list[Applied], desk: Desk) -> None:
    from ipstui.casework import say

    rows = []
    for each in applied:
        what = " at ".join(part for part in (each.role or "role not known", each.employer) if part)
        what += f", {each.count} alike" if each.count > 1 else ""
        waits = say.lasting("", each.made, desk.today)
        state = f"no answer, {waits}" if each.waits is not None else say.label(each.status)
        heard = f"{state}: {each.answer}" if each.answer else state
        rows.append((each.name, what, heard, say.day(each.since, desk.today)))
    page.columns(rows, fixed={0: 18, 3: 15}) if rows else page.say("No application is recorded.")


def _courses(page: Page, ways: list[OnTheWay], desk: Desk) -> None:
    from ipstui.casework import say

    rows = []
    for each in ways:
        first, last = (
            say.short_day(day, desk.today) if day else "?" for day in (each.started, each.ended or each.ends)
        )
        what = " at ".join(part for part in (each.what, each.employer) if part)
        rows.append((each.name, f"{each.kind}: {what}", f"{first} to {last}{'' if each.ended else ', under way'}",
                     f"for {each.job}" if each.job else "no job named"))  # fmt: skip
    page.columns(rows, fixed={0: 18}) if rows else page.say("No training or placement is recorded.")
