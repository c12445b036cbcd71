"""`ipstui sar`: everything held about one person."""

from __future__ import annotations

import os

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell
from ipstui.store.places import typed_path


@click.command()
@click.argument("client")
@click.option("--to", "folder", metavar="FOLDER", default=".", help="Where the two files go; else this folder.")
@click.option("--asked", metavar="WHEN", default="today", help="The day of the request; else today.")
@click.pass_obj
def sar(sitting: Sitting, client: str, folder: str, asked: str) -> None:
    """Write everything held about one person, to read (HTML) and for a machine (JSON).

    What may be about somebody else is marked. The answer is due within one month of the request.
    """
    from ipstui.casework import say
    from ipstui.casework.typed.when import read_only_day
    from ipstui.casework.words import names_of
    from ipstui.documents.subject_access import OUTSIDE, as_html, as_json, subject_access
    from ipstui.store.copies import save_elsewhere
    from ipstui.store.leaving import SUBJECT_ACCESS, write_outside

    desk = sitting.open_desk()
    person = desk.find_client(client)
    place = typed_path(folder)
    if not os.path.isdir(place):
        raise Refusal(f"--to: there is no folder {place}. Nothing was written.")
    casefile, caseload = desk.casefile(person.id), desk.caseload
    day = read_only_day(asked, desk.today, lean="past", field="asked")
    if day > desk.today:
        raise Refusal("--asked: the day of the request lies ahead.")
    found = subject_access(
        casefile,
        caseload.events_of(person.id),
        names_of(casefile.story, caseload.employers, caseload.vacancies),
        [each.name for each in caseload.clients.values() if each.id != person.id],
        asked=day,
        outside=[f"{row['where']} ({row['what']}, {row['at'][:10]})" for row in caseload.outside(person.id)],
    )
    stem = f"subject-access-{person.id}-{desk.today:%Y%m%d}"
    pages = {place / f"{stem}.html": as_html(found).encode(), place / f"{stem}.json": as_json(found)}
    doubt = write_outside(
        caseload.storage,
        SUBJECT_ACCESS,
        list(pages),
        lambda file: save_elsewhere(file, pages[file]),
        caseload.now(),
        client=person.id,
    )
    for written in pages:
        tell(written)
    if doubt:
        tell(doubt, err=True)
    tell(
        f"Answer due by {say.day(found.answer_by, desk.today)}. {found.to_check} entries are marked to check for "
        f"other people. {OUTSIDE}",
        err=True,
    )
