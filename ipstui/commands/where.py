"""`ipstui where`: every file that was written."""

from __future__ import annotations

import os

import click

from ipstui.commands.opening import Sitting
from ipstui.commands.telling import tell


@click.command()
@click.pass_obj
def where(sitting: Sitting) -> None:
    """List every file that ipstui has written, and those that lie outside its protection."""
    from ipstui.commands.looking import key_for
    from ipstui.shell import crash
    from ipstui.store.caseload import Caseload
    from ipstui.store.copies import written_files
    from ipstui.store.errors import StoreError, shown
    from ipstui.store.places import own_templates, page_kind, pages
    from ipstui.store.tries import records

    path = sitting.path
    vault = key_for(sitting, path)
    second, outside, unread = None, [], ""
    try:
        with Caseload.open(path, vault=vault, read_only=True) as caseload:
            second, outside = caseload.second_folder, caseload.outside()
    except StoreError as problem:
        unread = problem.headline
    for file in written_files(path, vault, also=second):
        tell(shown(file))
    for template in own_templates(path):
        tell(f"{shown(template)}  (a template of your own)")
    for counted in records():
        tell(f"{shown(counted)}  (wrong passphrases, counted)")
    for report in sorted(crash.folder().glob("crash-*.txt")):
        tell(f"{shown(report)}  (a crash report, without any content)")
    printed = pages(path)
    if outside or printed:
        tell("\nOutside ipstui's protection:")
    for row in outside:
        there = "" if os.path.exists(row["where"]) else ", no longer there"
        tell(f"{shown(row['where'])}  ({row['what']}, {row['at'][:10]}{there})")
    for page in printed:
        tell(f"{shown(page)}  ({page_kind(page)}: delete it when it is done with)")
    if unread:
        tell(f"{unread} A second folder and files outside could not be looked up.", err=True)
