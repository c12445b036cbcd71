"""Making the sheet for the pocket: first it is asked what may be named on it."""

from __future__ import annotations

from functools import partial

from ipstui.casework.checks import Unfit
from ipstui.casework.events import PageGiven
from ipstui.screens.view import View
from ipstui.shell.contract import begin


def pocket(view: View) -> None:
    """Ask, and make it, in a worker of the screen."""
    begin(view, _pocket, view)


async def _pocket(view: View) -> None:
    from ipstui.documents.made import page_of
    from ipstui.documents.plan_page import write
    from ipstui.screens.choose import ChooseScreen
    from ipstui.screens.printing import print_page

    if (casefile := view.chosen()) is None:
        return
    caseload, today = view.desk.caseload, view.desk.today
    names = tuple((client.id, client.name) for client in caseload.clients.values())
    make = partial(page_of, casefile, "release_day", "", names=names, specialist=caseload.settings.specialist,
                   today=today)  # fmt: skip
    try:
        page = make(may_name=())
        if held := page.held_back:
            told = f"{held} {'text' if held == 1 else 'texts'} about health, a tag or the like would be left out."
            choices = [("no", "Leave them out: “appointment” is all it says"), ("yes", "Name them: the person said so")]
            chosen = await view.app.push_screen_wait(ChooseScreen(told, choices))
            if not chosen:
                return
            page = make(may_name=("offence", "risk", "health")) if chosen == "yes" else page
    except Unfit as error:
        view.ips.tell(error.problem, problem=True)
        return
    if print_page(view, "The sheet for the pocket", partial(write, page)):
        given = PageGiven(client=casefile.client.id, on=today, page="release_day", to=casefile.client.name)
        await view.try_save(given, label=f"page made for {casefile.client.name}")
