"""`ipstui add`: a new person with their referral."""

from __future__ import annotations

import click

from ipstui.casework.checks import LINE_LIMIT, Unfit, clean
from ipstui.casework.entry import release_told
from ipstui.casework.events import Referral
from ipstui.casework.forms import build
from ipstui.casework.people import Client
from ipstui.casework.spelling import same_name
from ipstui.commands.log import field_option
from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell
from ipstui.store.caseload import Change, new_id


@click.command()
@click.argument("name")
@click.option("--referred", metavar="WHEN", default="today", help="The day of the referral; else today.")
@field_option(Referral, "source_type", "--source")
@field_option(Referral, "source_person")
@field_option(Referral, "in_custody")
@field_option(Referral, "prison")
@field_option(Referral, "knows_and_agrees")
@click.option("--expected", metavar="WHEN", help="The release date, where one was given.")
@click.option("--phone", metavar="TEXT", default="")
@click.option("--note", metavar="TEXT", default="")
@click.pass_obj
def add(
    sitting: Sitting, /, name: str, referred: str, expected: str | None, phone: str, note: str, **fields: str | None
) -> None:
    """Add a person who was referred, and print the id. NAME is what they are known as."""
    known_as = _fit_name(name)
    desk = sitting.open_desk(may_create=True)
    if any(same_name(each.name, known_as) for each in desk.caseload.clients.values()):
        raise Unfit("client", f"there is already a {known_as}. Add an initial, to tell them apart.")
    client = Client(id=new_id(), name=known_as, phone=_fit_line("phone", phone), made_up=desk.made_up)
    texts = {field: text for field, text in fields.items() if text} | {"on": referred, "note": note}
    if texts.get("prison") and "in_custody" not in texts:
        texts["in_custody"] = "yes"
    referral = build(Referral, texts, client=client.id, today=desk.today)
    changes: list[Change] = [client, referral]
    if expected is not None:
        changes.append(release_told(referral, expected, desk.today))
    desk.record(*changes, label=f"{known_as} added")
    tell(client.id)


def _fit_name(text: str) -> str:
    name = " ".join(_fit_line("name", text).split())
    if not name:
        raise Unfit("client", "a name is needed: what the person is known as is enough.")
    return name


def _fit_line(field: str, text: str) -> str:
    line = clean(text)
    if len(line) > LINE_LIMIT:
        raise Unfit(field, f"{len(line):,} characters are too many: the limit is {LINE_LIMIT}.")
    return line
