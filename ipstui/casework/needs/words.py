"""How needs and gifts are told, each event in one line."""

from __future__ import annotations

from ipstui.casework import events as ev
from ipstui.casework import say
from ipstui.casework.phrases import (
    Lines,
    Named,
    Titles,
    dated,
    headed,
    listed,
    prefixed,
)

TITLES: Titles = {
    ev.GrantGiven: "Grant",
    ev.VoucherGiven: "Voucher",
}
NAMED: Named = {
    ev.NeedOpened: lambda e: say.label(e.category),
}


LINES: Lines = {
    ev.NeedOpened: lambda e, _: listed(
        f"{'Urgent need' if e.urgent else 'Need'}: {say.label(e.category)}", e.what,
        prefixed("with", e.responsible)),
    ev.NeedMet: lambda e, n: headed("Need met", n.get(e.need, "")),
    ev.NeedDropped: lambda e, n: headed("Need no longer pursued", n.get(e.need, ""), e.why),
    ev.GrantGiven: lambda e, _: listed(
        f"Grant of {say.money(e.amount)} for {e.item}", prefixed("from", e.fund), dated("ask", e.follow_up, e)),
    ev.VoucherGiven: lambda e, _: listed(
        f"Voucher given for {e.type}", prefixed("reference", e.reference), dated("ask", e.follow_up, e)),
    ev.ReferredOn: lambda e, _: headed(f"Referred on to {e.service}", e.outcome),
}  # fmt: skip
