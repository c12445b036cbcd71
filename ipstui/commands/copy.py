"""`ipstui copy`: a person's entries as plain text for the organisation's own system, and a note of what was copied."""

from __future__ import annotations

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.refusal import NotOnDisk
from ipstui.commands.telling import tell, tell_written


@click.command()
@click.argument("client")
@click.option("--since-last", is_flag=True, help="Only what was not copied yet, was corrected, or was taken back.")
@click.option("--notes", is_flag=True, help="Entries that are a note and nothing else, too; else they are left out.")
@click.option("--no-note", is_flag=True, help="Print only: do not note that it was copied.")
@click.option("--to", "path", metavar="FILE", help="Write the text to a new file instead, which `where` then lists.")
@click.option("--json", "wants_json", is_flag=True, help="Print the same as JSON.")
@click.pass_obj
def copy(
    sitting: Sitting, client: str, since_last: bool, notes: bool, no_note: bool, path: str | None, wants_json: bool
) -> None:
    """Print what happened with CLIENT as text for the official record: day, time, mode, who, text. No flags.

    Whatever was printed is noted as copied, so that --since-last next time prints the rest.
    """
    from pathlib import Path

    from ipstui.casework.words import names_of
    from ipstui.commands.printed import as_json
    from ipstui.exchange.outside import write_outside
    from ipstui.exchange.record import as_text, copied_event, record_of
    from ipstui.store.errors import NotSaved

    desk = sitting.open_desk()
    caseload, person = desk.caseload, desk.find_client(client)
    casefile, events = desk.casefile(person.id), caseload.events_of(person.id)
    names = names_of(casefile.story, caseload.employers, caseload.vacancies)
    notes = notes or caseload.settings.official_record == "with_notes"
    record = record_of(casefile, events, names, since_last=since_last, notes=notes)
    text = as_text(record)
    if path is not None and record.entries:
        what = "copy for the official record"
        tell_written(*write_outside(caseload, what, Path(path), text.encode(), client=person.id))
    elif wants_json:
        as_json(record)
    else:
        tell(text, nl=False)
    if record.left_out:
        ones = "1 note is" if record.left_out == 1 else f"{record.left_out} notes are"
        tell(f"{ones} left out: --notes takes them too.", err=True)
    if not record.entries:
        tell("Nothing to copy" + (" since last time." if since_last else "."), err=True)
    elif not (no_note or caseload.read_only):
        try:
            noted = desk.record(copied_event(record, desk.today, events), label=f"entries of {person.name} copied")
        except NotSaved as problem:
            if problem.uncertain:
                raise
            raise NotOnDisk(f"Not noted as copied: {problem.why}. --since-last has the same again.") from problem
        tell(f"Noted as copied: {len(record.entries)} ({noted.events[0].id}).", err=True)
