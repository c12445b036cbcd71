"""`ipstui cv`: one person's CV, from their profile and what was recorded of past work."""

from __future__ import annotations

from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell


@click.command()
@click.argument("client")
@click.option("--to", "target", metavar="FILE", help="Write it as a new Word file instead.")
@click.option("--agreed", is_flag=True, help="They agreed to every word: also to what speaks of prison or health.")
@click.pass_obj
def cv(sitting: Sitting, client: str, target: str | None, agreed: bool) -> None:
    """Print the CV of CLIENT as it stands, and whether they approved these very words.

    A version that speaks of prison, an offence or health, and that the person has not approved, is refused without
    --agreed.
    """
    from ipstui.casework.words import names_of
    from ipstui.documents.cv import cv_of
    from ipstui.documents.given_away import given_away
    from ipstui.documents.word_template import word_file
    from ipstui.documents.words import TemplateProblem, written_out
    from ipstui.exchange.outside import IN_CLEAR, write_outside
    from ipstui.store.places import templates_folder

    desk = sitting.open_desk(read_only=target is None)
    caseload = desk.caseload
    file = desk.casefile(desk.find_client(client).id)
    found = cv_of(file.client, file.story, names_of(file.story, caseload.employers, caseload.vacancies))
    everybody = ((each.id, each.name) for each in caseload.clients.values())
    told = [] if agreed or found.approved is not None else given_away(found.text, file.client.id, everybody)
    if told:
        listed = "; ".join(f"{about}: “{word}”" for about, word in told)
        raise Refusal(f"It speaks of {listed}. With --agreed it is made, if they agreed to every word of it.")
    if target is None:
        tell(found.text, nl=False)
        tell(found.standing, err=True)
        return
    try:
        data = word_file(templates_folder(caseload.path) / "cv.docx", found.name, found.blocks,
                         today=written_out(desk.today), name=file.client.name)  # fmt: skip
    except TemplateProblem as problem:
        raise Refusal(str(problem)) from None
    written, doubt = write_outside(caseload, "CV", Path(target), data, client=file.client.id)
    tell(written)
    tell(f"{f'{found.standing} {IN_CLEAR}'} {doubt}".strip(), err=True)
