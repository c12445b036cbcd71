"""`ipstui words`: a reminder, a note or a letter, filled from the case and printed, to be copied. Nothing is sent."""

from __future__ import annotations

from pathlib import Path

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import Refusal
from ipstui.commands.telling import tell


@click.command()
@click.argument("client", required=False)
@click.argument("template", required=False)
@click.option("--set", "given", multiple=True, metavar="FIELD=TEXT", help="What a field says, instead of the case.")
@click.option("--fields", is_flag=True, help="List the fields a template may name.")
@click.option("--to", "target", metavar="FILE", help="Write it as a new Word file instead.")
@click.option("--agreed", is_flag=True, help="They agreed to every word: also to what speaks of prison or health.")
@click.pass_obj
def words(
    sitting: Sitting, client: str | None, template: str | None, given: tuple[str, ...], fields: bool,
    target: str | None, agreed: bool,
) -> None:  # fmt: skip
    """Print the words of TEMPLATE for CLIENT, filled from the case; without TEMPLATE, list the templates.

    What is not known stands in [brackets]. What speaks of prison, an offence, health, a risk or another person is
    refused without --agreed.
    """
    from ipstui.casework.words import names_of
    from ipstui.documents.given_away import given_away
    from ipstui.documents.words import FIELDS, UNREAD, TemplateProblem, facts_of, fill, templates_in
    from ipstui.store.places import templates_folder

    if fields:
        for name, told in FIELDS.items():
            tell(f"{name:<14} {told}")
        return
    desk = sitting.open_desk(read_only=target is None)
    caseload = desk.caseload
    found, problems = templates_in(templates_folder(caseload.path))
    for problem in problems:
        tell(problem, err=True)
    if client is None or template is None:
        for each in found:
            tell(f"{each.name:<22} {each.title}{' (yours)' if each.own else ' (unread)' if each.unread else ''}")
        return
    chosen = next((each for each in found if each.name == template), None)
    if chosen is None:
        raise Refusal(f"There is no template “{template}”. `ipstui words` lists them.")
    file = desk.casefile(desk.find_client(client).id)
    if chosen.unread:
        tell(UNREAD, err=True)
    facts = facts_of(file.client, file.story, names_of(file.story, caseload.employers, caseload.vacancies),
                     caseload.settings)  # fmt: skip
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals or name not in FIELDS:
            raise Refusal(f"--set {pair}: write FIELD=TEXT, with a field of `ipstui words --fields`.")
        facts[name] = text.strip()
    try:
        text = fill(chosen, facts).text
    except TemplateProblem as problem:
        raise Refusal(str(problem)) from None
    everybody = ((each.id, each.name) for each in caseload.clients.values())
    if not agreed and (found_in := given_away(text, file.client.id, everybody)):
        listed = "; ".join(f"{about}: “{word}”" for about, word in found_in)
        raise Refusal(f"It speaks of {listed}. With --agreed it is made, if they agreed to every word of it.")
    if target is None:
        tell(text, nl=False)
        return
    from ipstui.documents.word import Paragraph
    from ipstui.documents.word_template import word_file
    from ipstui.documents.words import written_out
    from ipstui.exchange.outside import IN_CLEAR, write_outside

    blocks = [Paragraph(part) for part in text.strip("\n").split("\n\n")]
    try:
        data = word_file(templates_folder(caseload.path) / "letter.docx", "", blocks,
                         today=written_out(desk.today), name=file.client.name)  # fmt: skip
    except TemplateProblem as problem:
        raise Refusal(str(problem)) from None
    written, doubt = write_outside(caseload, chosen.title, Path(target), data, client=file.client.id)
    tell(written)
    tell(f"{IN_CLEAR} {doubt}".strip(), err=True)
