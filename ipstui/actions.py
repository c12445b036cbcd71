"""Every action once: the table that feeds keys, footer, command palette and help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True)
class Action:
    """One thing a person can do.

    `id` is Textual's own action: the name of a method, or a name with what is handed to it, as in "tab('plan')" for
    a tab of the client's screen, "go('review')" for a place and "flow('backup')" for a flow. `screens` are the names
    of the screens that have a method for it.
    """

    id: str
    keys: str
    label: str
    help: str
    screens: tuple[str, ...]
    shown_on: tuple[str, ...] = ()
    """The screens whose footer hints at it: at most five a screen."""


APP = "app"
LISTS = ("review", "clients", "employers")
PEOPLE = ("review", "clients", "client")
WEEKS = ("diary", "week_report")
COUNTED = ("reports", "figure")
FOR_ONE = ("help", "guide", "quit", "lock", "command_palette")
"""What the app may still do while a client sits beside the screen: nothing that shows another person."""

ACTIONS: tuple[Action, ...] = (
    Action("log", "l", "Log", "Log a contact, and what came of it, in one entry.", (*PEOPLE, "employers", "diary"),
           (*PEOPLE, "employers")),
    Action("next_date", "n", "Next date", "Book what comes next: an appointment, or a task with a day.",
           (*PEOPLE, "diary"),
           ("review", "client")),
    Action("open", "enter", "Open", "Open the line under the cursor.",
           (*LISTS, "client", "diary", "find", *COUNTED), ("figure",)),
    Action("acts", "full_stop", "Menu", "What can be done about the line under the cursor; a right click too.",
           (*LISTS, "client", "reports")),
    Action("why", "question_mark", "Why", "Say why this person is here: the rules, and the events behind them.",
           (*PEOPLE, "diary"), ("review",)),
    Action("find", "slash", "Find", "Type part of a name to narrow the list; Esc shows everyone again.", LISTS,
           ("clients",)),
    Action("snooze", "s", "Snooze", "Put a reason aside until a day, and say why.", PEOPLE),
    Action("reviewed", "space", "Reviewed", "Mark this person as gone through this week; again takes it back.",
           ("review",)),
    Action("changes", "w", "What changed", "What happened in the last seven days, over the whole caseload.",
           ("review",)),
    Action("add_client", "a,ctrl+n", "New client", "Add a client with their referral.", ("review", "clients"),
           ("clients",)),
    Action("record", "plus", "Record", "Record any other kind of event: a release date, a need, a job …",
           PEOPLE, ("client",)),
    Action("edit", "e", "Correct", "Correct the line under the cursor; what it said before is kept.", ("client",)),
    Action("void", "x", "Take back", "Take the event under the cursor back; it can be shown again with v.",
           ("client",)),
    Action("delete", "delete", "Delete", "Ask, then take the event under the cursor back.", ("client",)),
    Action("show_voided", "v", "Show taken back", "Show or hide what was corrected or taken back; on Disclosure, the "
           "convictions.", ("client",)),
    Action("filter", "f", "Filter", "Show one kind of event only.", ("client",)),
    Action("case", "c", "Case", "Close, reopen, pause, refer again; change name, phone and other facts.",
           ("client",)),
    Action("tab('timeline')", "1", "Timeline", "What happened, and what is booked.", ("client",)),
    Action("tab('plan')", "2", "Plan", "Needs, appointments, tasks, grants and vouchers.", ("client",)),
    Action("tab('work')", "3", "Work", "Profile, employers, vacancies, applications, jobs.", ("client",)),
    Action("next_tab", "right", "Next tab", "The tab to the right.", ("client",)),
    Action("previous_tab", "left", "Tab before", "The tab to the left.", ("client",)),
    Action("add_employer", "a,ctrl+n", "New employer", "Add an employer.", ("employers",), ("employers",)),
    Action("edit_employer", "e", "Change", "Change the employer under the cursor: stage, place, next step.",
           ("employers",)),
    Action("tab('licence')", "4", "Licence", "Conditions, what is to be confirmed, proposals with their verdict.",
           ("client",)),
    Action("tab('benefits')", "5", "Benefits", "What is in payment, permitted work, sessions kept.", ("client",)),
    Action("tab('disclosure')", "6", "Disclosure", "What may be said to employers, and to whom it was said; v shows "
           "the convictions kept.", ("client",)),
    Action("session", "f2,S", "Session", "Sit down together: what work does to this person's money. Nobody else is "
           "named on the screen.", ("client",)),
    Action("facts", "f", "Facts", "Ask for the facts: hours, pay, benefits, rent. Empty is not known.",
           ("session",), ("session",)),
    Action("how", "h", "Show me how", "The working, line by line, to read together.", ("session",), ("session",)),
    Action("compare", "c", "Side by side", "Two or three jobs side by side, each kept under a name.",
           ("session",), ("session",)),
    Action("keep", "s", "Save", "Save the session: figures, facts, rates, and the advice in words.", ("session",),
           ("session",)),
    Action("page", "p", "Page", "Make the page they take home, and open it in the browser to print.", ("session",),
           ("session",)),
    Action("hours_up", "right,up", "More hours", "One hour a week more.", ("session",)),
    Action("hours_down", "left,down", "Fewer hours", "One hour a week less.", ("session",)),
    Action("pay_up", "plus", "More pay", "Ten pence an hour more.", ("session",)),
    Action("pay_down", "minus", "Less pay", "Ten pence an hour less.", ("session",)),
    Action("opening", "o", "Which work", "Look at a job, offer, proposal or vacancy, with its licence verdict.",
           ("session",)),
    Action("limits", "w", "What to check", "Everything that must be said beside the figures.", ("session",)),
    Action("earlier", "e", "Earlier", "Open an earlier session exactly as it was, with what changed since.",
           ("session",)),
    Action("blank", "f12", "Blank", "Blank the screen at once.", ("session",)),
    Action("kept", "space", "Kept, done", "The booking was kept, with the contact that it was; or the task is done.",
           ("diary",), ("diary",)),
    Action("missed", "m", "Missed", "The booking was missed. Nothing more is asked.", ("diary",), ("diary",)),
    Action("moved", "r", "Move", "Another day for the booking or the task.", ("diary",), ("diary",)),
    Action("cancelled", "c", "Cancelled", "The booking will not be, or was not.", ("diary",)),
    Action("earlier_week", "left", "Week before", "Show the week before.", WEEKS, ("week_report",)),
    Action("later_week", "right", "Week after", "Show the week after.", WEEKS),
    Action("this_week", "t", "This week", "Go back to the week that holds today.", WEEKS),
    Action("initials", "i", "Initials", "Initials in place of names, or names again.", ("week_report",),
           ("week_report",)),
    Action("step_before", "left", "Step before", "Go back a step; what was settled stays.", ("sheet",), ("sheet",)),
    Action("next_step", "right", "Next step", "Go on to the next step.", ("sheet",), ("sheet",)),
    Action("heading_row", "h", "Headings", "Say in which row of this sheet the headings stand.", ("sheet",)),
    Action("bring_in", "f10", "Bring in", "Look at what would be saved, then save it as one action.", ("sheet",),
           ("sheet",)),
    Action("rule", "question_mark", "Rule", "How a figure is counted: its rule, base, source, and how sure that is.",
           COUNTED, COUNTED),
    Action("earlier_period", "left_square_bracket", "Days before", "The month, quarter or year before.", ("reports",)),
    Action("later_period", "right_square_bracket", "Days after", "The month, quarter or year after.", ("reports",)),
    Action("choose_period", "d", "Days", "A month, a quarter, a year, everything, or days you type.", ("reports",),
           ("reports",)),
    Action("record_service", "plus", "Leave, ratings", "Record leave, the log of employers gone through, a rating.",
           ("reports",)),
    Action("to_figures", "right", "Figures", "Go to the figures of the report.", ("reports",)),
    Action("to_list", "left", "Reports", "Go back to the list of reports.", ("reports",)),
    Action("page", "p", "Page", "Make the page to print, and open it in the browser.", (*WEEKS, "reports"),
           ("week_report", "reports")),
    Action("only_kind", "f", "Kind", "Look at one kind of entry only.", ("find",), ("find",)),
    Action("only_days", "d", "Days", "Look at a span of days only.", ("find",), ("find",)),
    Action("copy_record", "y", "Copy out", "A person's new entries as text, for the official record.",
           (*PEOPLE, "diary", "find")),
    Action("back", "escape,q", "Back", "Go back to where you came from.", ("week_report",), ("week_report",)),
    Action("back", "escape,q", "Leave", "Leave; nothing is saved, and what was settled is kept.", ("sheet",),
           ("sheet",)),
    Action("back", "escape", "Back", "Go back to where you came from.", ("find",), ("find",)),
    Action("back", "escape,q", "Back", "Go back to where you came from; on the review, say how to leave.",
           (*LISTS, "client", "session", "reports")),
    Action("back", "escape,q", "Back", "Go back to where you came from.", ("figure",), ("figure",)),
    Action("help", "question_mark", "Help", "The keys of this screen, and the guide.", ("employers", "session")),
    Action("undo", "u,ctrl+z", "Undo", "Take back the last thing you did, and say what it was.", (APP,)),
    Action("go('review')", "f3,R", "Review", "The weekly review: who needs you, and why.", (APP,)),
    Action("go('clients')", "f4,C", "Clients", "Everyone, closed cases too.", (APP,)),
    Action("go('employers')", "f5,E", "Employers", "Employers and this week's contacts.", (APP,)),
    Action("go('diary')", "f6,D", "Diary", "Today and the week over everybody, and what nobody answered yet.", (APP,)),
    Action("go('reports')", "f8,P", "Reports", "What the records add up to: outcomes, fidelity, cost.", (APP,)),
    Action("find_all", "ctrl+f", "Find all", "Find over everything: names, notes, employers, vacancies, entries.",
           (APP,)),
    Action("week_report", "W", "Week's report", "The week in numbers and person by person, for supervision.", (APP,)),
    Action("flow('settings')", "f7,O", "Settings", "Choices, data protection, passphrase, copies: all in one list.",
           (APP,)),
    Action("lock", "ctrl+l", "Lock", "Lock at once: everything goes from the screen and from memory.", (APP,)),
    Action("flow('choices')", "", "Choices", "Name, target, clock, look, idle lock, second folder, years kept.",
           (APP,)),
    Action("flow('data_protection')", "", "Data protection", "Lawful basis, condition, privacy notice, approval.",
           (APP,)),
    Action("flow('service')", "", "Service and cost", "Codes for outcomes files, weekly hours, what it costs.",
           (APP,)),
    Action("flow('due_for_review')", "", "Closed cases", "How long closed cases are kept, and which are due.", (APP,)),
    Action("flow('change_passphrase')", "", "Passphrase", "Encrypt this case file, or change its passphrase.", (APP,)),
    Action("flow('new_code')", "", "New recovery code",
           "Make a new recovery code; the old code will not open anything saved from now on.", (APP,)),
    Action("flow('merge')", "", "Merge", "Make two records of one person one; what differs is kept in a note.",
           (APP,)),
    Action("flow('backup')", "", "Back up", "Make a copy now, and read it back.", (APP,)),
    Action("flow('restore')", "", "Restore", "Restore a backup. Your present file is kept next to it.", (APP,)),
    Action("flow('verify')", "", "Verify", "Read the case file and every copy back, and check them.", (APP,)),
    Action("flow('where')", "", "Where", "List every file that ipstui has written.", (APP,)),
    Action("flow('subject_access')", "", "Subject access", "Write everything held about one person, to give them.",
           (APP,)),
    Action("flow('hand_over')", "", "Hand over", "Write one person to a file for a colleague.", (APP,)),
    Action("flow('bring_in')", "", "Bring in", "Bring in a person who was handed over.", (APP,)),
    Action("flow('sheet')", "", "Spreadsheet", "Bring in a spreadsheet of people, contacts or jobs, step by step.",
           (APP,)),
    Action("flow('erase')", "", "Erase a person", "Erase one person from the case file and every copy, for good.",
           (APP,)),
    Action("saved", "ctrl+s", "Saved", "Say that everything is saved already; in a form, save it.", (APP,)),
    Action("guide", "", "Guide", "How to use ipstui, a page a subject.", (APP,)),
    Action("help", "f1", "Help", "The keys of this screen, and the guide; in a form, what a box wants.", (APP,),
           (*LISTS, "client")),
    Action("command_palette", "ctrl+p", "Commands", "Find any command, person, employer or page by a word.", (APP,),
           (*LISTS, "client")),
    Action("quit", "ctrl+q", "Quit", "Leave; everything is already saved.", (APP,)),
)  # fmt: skip


def actions_on(screen: str) -> list[Action]:
    """Return the actions a screen has of its own, in the order of the table."""
    return [action for action in ACTIONS if screen in action.screens]


def bindings(screen: str) -> list[BindingType]:
    """Return a screen's key bindings; those of the app itself for "app"."""
    return [
        Binding(
            action.keys,
            action.id,
            action.label,
            show=screen in action.shown_on or (screen == APP and bool(action.shown_on)),
            tooltip=action.help,
            key_display=key_name(action),
            id=f"{screen}.{action.id}",
            priority=action.id == "lock",  # also from within a form
        )
        for action in actions_on(screen)
        if action.keys
    ]


def key_name(action: Action) -> str:
    """Return an action's first key as a person reads it."""
    return _name(action.keys.split(",")[0])


def other_keys(action: Action) -> str:
    """Return the rest of its keys: "^z"; "" when there is one only."""
    return ", ".join(_name(key) for key in action.keys.split(",")[1:])


def _name(key: str) -> str:
    names = {
        "question_mark": "?", "slash": "/", "plus": "+", "minus": "-", "right": "→", "left": "←",
        "left_square_bracket": "[", "right_square_bracket": "]",
        "escape": "Esc", "enter": "Enter", "space": "Space", "full_stop": ".", "delete": "Del",
    }  # fmt: skip
    if key in names:
        return names[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    return key.upper() if key.startswith("f") and key[1:].isdigit() else key


def help_for(screen: str) -> Iterable[tuple[str, str, str]]:
    """Yield key, label and help of everything that has a key on a screen; the palette has the rest."""
    for action in (*actions_on(screen), *actions_on(APP)):
        if action.keys:
            others = f" Also {other_keys(action)}." if other_keys(action) else ""
            yield key_name(action), action.label, action.help + others
