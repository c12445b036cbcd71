"""Every action once: the table that feeds keys, footer, command palette and help."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from textual.binding import Binding, BindingType
from textual.keys import format_key


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

    @property
    def slot(self) -> str:
        """What its keys are kept under when somebody chooses others."""
        return f"{self.screens[0]}.{self.id}"


Keys = Mapping[str, str]
"""Keys chosen in place of those of the table, by slot: what `fit_keys` lets through."""

APP = "app"
LISTS = ("review", "clients", "employers")
PEOPLE = ("review", "clients", "client")
WEEKS = ("diary", "week_report")
COUNTED = ("reports", "figure")
LINED = (
    *LISTS,
    "client",
    "diary",
    "find",
    "vacancies",
    "fits",
    "reports",
    "figure",
    "release_day",
    "day_list",
    "sheet",
)
"""The screens with a list of lines, each of which has a menu."""
FOR_ONE = ("help", "guide", "quit", "lock", "command_palette")
"""What the app may still do while a client sits beside the screen: nothing that shows another person."""

NAMED = {
    "client": "a person", "figure": "a figure", "find": "find all", "fits": "who fits",
    "week_report": "the week's report", "together": "writing together",
    "release_day": "planning the day of release", "day_list": "the day of release",
    "sheet": "a spreadsheet",
}  # fmt: skip
"""What a screen is called where its own name would not be understood."""


def where(action: Action) -> str:
    """Return where an action is to be had, as a person reads it: "review, clients, a person"."""
    return "everywhere" if APP in action.screens else ", ".join(NAMED.get(each, each) for each in action.screens)


ACTIONS: tuple[Action, ...] = (
    Action("log", "l", "Log", "Log a contact, and what came of it, in one entry.", (*PEOPLE, "employers", "diary"),
           (*PEOPLE, "employers")),
    Action("next_date", "n", "Next date", "Book what comes next: an appointment, or a task with a day.",
           (*PEOPLE, "diary"),
           ("review", "client")),
    Action("open", "enter", "Open", "Open the line under the cursor.",
           (*LISTS, "client", "diary", "find", "vacancies", "fits", *COUNTED), ("figure",)),
    Action("acts", "full_stop", "Menu", "What can be done about the line under the cursor; a right click too.",
           LINED),
    Action("why", "question_mark", "Why", "Say why this person is here: the rules, and the events behind them.",
           (*PEOPLE, "diary"), ("review",)),
    Action("find", "slash", "Find", "Type part of a name to narrow the list; Esc shows everyone again.",
           (*LISTS, "vacancies"),
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
    Action("words", "m", "Words to send", "Reminders, notes and letters, filled from the case: copied, never sent.",
           ("client",)),
    Action("case", "c", "Case", "Close, reopen, pause, refer again; change name, phone and other facts.",
           ("client",)),
    Action("tab('timeline')", "1", "Timeline", "What happened, and what is booked.", ("client",)),
    Action("tab('plan')", "2", "Plan", "Needs, appointments, tasks, grants and vouchers.", ("client",)),
    Action("tab('work')", "3", "Work", "Profile, employers, vacancies, applications, jobs.", ("client",)),
    Action("next_tab", "right", "Next tab", "The tab to the right.", ("client", "vacancies")),
    Action("previous_tab", "left", "Tab before", "The tab to the left.", ("client", "vacancies")),
    Action("add_employer", "a,ctrl+n", "New employer", "Add an employer.", ("employers",), ("employers",)),
    Action("edit_employer", "e", "Change", "Change the employer under the cursor: stage, place, next step.",
           ("employers",)),
    Action("tab('licence')", "4", "Licence", "Conditions, what is to be confirmed, proposals with their verdict.",
           ("client",)),
    Action("tab('benefits')", "5", "Benefits", "What is in payment, permitted work, sessions kept.", ("client",)),
    Action("tab('disclosure')", "6", "Disclosure", "What may be said to employers, and to whom it was said; v shows "
           "the convictions kept.", ("client",)),
    Action("tab('plans')", "7", "Together", "Written together: goals, the day of release; mentor, papers, CV, the end.",
           ("client",)),
    Action("session", "f2,S", "Session", "Sit down together: what work does to this person's money. Nobody else is "
           "named on the screen.", ("client",)),
    Action("facts", "f", "Facts", "Ask for the facts: hours, pay, benefits, rent. Empty is not known.",
           ("session",), ("session",)),
    Action("how", "h", "Show me how", "The working, line by line, to read together.", ("session",), ("session",)),
    Action("compare", "c", "Side by side", "Two or three jobs side by side, each kept under a name.",
           ("session",)),
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
    Action("next_question", "tab", "Next", "The next question; Enter too.", ("together",), ("together",)),
    Action("previous_question", "shift+tab", "Before", "The question before.", ("together",)),
    Action("keep", "f10", "Save", "Save what was written together, as a version of its own.", ("together",),
           ("together",)),
    Action("blank", "f12", "Blank", "Blank the screen at once.", ("together",), ("together",)),
    Action("open", "enter", "Type", "Type the line under the cursor, all of it in one line.", ("release_day",)),
    Action("keep_or_drop", "space", "Keep, drop", "Keep the line in the plan, or drop it.", ("release_day",),
           ("release_day",)),
    Action("add_item", "a,ctrl+n", "Add", "Type one more thing to do on the day.", ("release_day",), ("release_day",)),
    Action("keep", "f10,s", "Save", "Save the plan of the day, as a version of its own.", ("release_day",),
           ("release_day",)),
    Action("checks", "w", "What to check", "All that is to be said beside the answer, and the working.",
           ("release_day",)),
    Action("book", "b", "Book", "Book in the diary what has a time and is not booked, or is at another.",
           ("release_day",)),
    Action("own_order", "o", "Own order", "Hold the order shown as your own; again has one proposed.",
           ("release_day",)),
    Action("move_earlier", "left_square_bracket", "Sooner", "Move the line one place sooner, in your own order.",
           ("release_day",)),
    Action("move_later", "right_square_bracket", "Later", "Move the line one place later, in your own order.",
           ("release_day",)),
    Action("page", "p", "Page", "Make the sheet for the pocket, and open it in the browser.",
           ("release_day", "day_list")),
    Action("open", "enter", "In full", "Show the line under the cursor in full.", ("day_list",)),
    Action("done_item", "space", "Done", "It is done, now.", ("day_list",), ("day_list",)),
    Action("not_done", "m", "Not done", "It was not done: say why, or leave it empty.", ("day_list",), ("day_list",)),
    Action("otherwise", "o", "Differently", "It went differently: say how.", ("day_list",)),
    Action("settle", "r", "Record", "Make contacts and appointments of what happened, shown first.", ("day_list",),
           ("day_list",)),
    Action("plan_again", "e", "Change", "Change the plan.", ("day_list",)),
    Action("kept", "space", "Kept, done", "The booking was kept, with the contact that it was; or the task is done.",
           ("diary",), ("diary",)),
    Action("missed", "m", "Missed", "The booking was missed. Nothing more is asked.", ("diary",), ("diary",)),
    Action("moved", "r", "Move", "Another day for the booking or the task.", ("diary",), ("diary",)),
    Action("calendar", "o", "Calendar file", "Write what is new or moved for your own calendar, without names.",
           ("diary",)),
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
    Action("copy_record", "y", "Copy out", "For the official record: a person's line under the cursor, else all new.",
           (*PEOPLE, "diary", "find")),
    Action("back", "escape,q", "Back", "Go back to where you came from.", ("week_report", "vacancies", "fits"),
           ("week_report", "vacancies", "fits")),
    Action("back", "escape,q", "Leave", "Leave; nothing is saved, and what was settled is kept.", ("sheet",),
           ("sheet",)),
    Action("back", "escape", "Back", "Go back to where you came from.", ("find",), ("find",)),
    Action("back", "escape", "Leave", "Leave; what was typed is kept for the next time.", ("together",),
           ("together",)),
    Action("back", "escape,q", "Leave", "Leave; what was typed is kept for the next time.",
           ("release_day", "day_list")),
    Action("back", "escape,q", "Back", "Go back to where you came from; on the review, say how to leave.",
           (*LISTS, "client", "session", "reports", "diary")),
    Action("back", "escape,q", "Back", "Go back to where you came from.", ("figure",), ("figure",)),
    Action("tab('openings')", "1", "Open vacancies", "Vacancies that are open, the one that closes first at the top.",
           ("vacancies",)),
    Action("tab('people')", "2", "People", "The same by person: how many vacancies may fit each.", ("vacancies",)),
    Action("tab('applications')", "3", "Applications", "Everybody's applications, and what was answered.",
           ("vacancies",)),
    Action("tab('courses')", "4", "Training, placements", "Courses and placements, and the real job each leads to.",
           ("vacancies",)),
    Action("add_vacancy", "a,ctrl+n", "New vacancy", "Add a vacancy.", ("vacancies",), ("vacancies",)),
    Action("edit_vacancy", "e", "Change", "Change the vacancy under the cursor.", ("vacancies",), ("vacancies",)),
    Action("gone", "x", "Filled", "The vacancy was filled or withdrawn; again opens it.", ("vacancies",),
           ("vacancies",)),
    Action("open_person", "o", "Open person", "Open the person under the cursor.", ("vacancies", "fits"), ("fits",)),
    Action("help", "question_mark", "Help", "The keys of this screen, and the guide.",
           ("employers", "session", "vacancies", "fits", "week_report", "release_day", "day_list", "sheet")),
    Action("undo", "u,ctrl+z", "Undo", "Take back the last thing you did, and say what it was.", (APP,)),
    Action("redo", "ctrl+y,U", "Redo", "Do again what was undone just now, and say what it was.", (APP,)),
    Action("go('review')", "f3,R", "Review", "The weekly review: who needs you, and why.", (APP,)),
    Action("go('clients')", "f4,C", "Clients", "Everyone, closed cases too.", (APP,)),
    Action("go('employers')", "f5,E", "Employers", "Employers and this week's contacts.", (APP,)),
    Action("go('diary')", "f6,D", "Diary", "Today and the week over everybody, and what nobody answered yet.", (APP,)),
    Action("go('reports')", "f8,P", "Reports", "What the records add up to: outcomes, fidelity, cost.", (APP,)),
    Action("find_all", "ctrl+f", "Find all", "Find over everything: names, notes, employers, vacancies, entries.",
           (APP,)),
    Action("week_report", "W", "Week's report", "The week in numbers and person by person, for supervision.", (APP,)),
    Action("vacancies", "V", "Vacancies", "Open vacancies and whom they fit; applications, courses, placements.",
           (APP,)),
    Action("flow('settings')", "f7,O", "Settings", "Choices, data protection, passphrase, copies: all in one list.",
           (APP,)),
    Action("lock", "ctrl+l", "Lock", "Lock at once: everything goes from the screen and from memory.", (APP,)),
    Action("flow('choices')", "", "Choices", "Name, target, clock, look, idle lock, second folder, years kept.",
           (APP,)),
    Action("flow('keys')", "", "Keys", "Choose other keys; each can go back to the one it had.", (APP,)),
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
    Action("flow('calendar')", "", "Calendar file", "Write what is new or moved for your own calendar, without names.",
           (APP,)),
    Action("flow('workbook')", "", "Workbook", "Write the caseload as a spreadsheet, with names or initials.", (APP,)),
    Action("flow('erase')", "", "Erase a person", "Erase one person from the case file and every copy, for good.",
           (APP,)),
    Action("saved", "ctrl+s", "Saved", "Say what is saved, and what is not; in a form, save it.", (APP,)),
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
            id=action.slot,
            priority=action.id == "lock",  # also from within a form
        )
        for action in actions_on(screen)
        if action.keys
    ]


NO_KEYS: Keys = {}


def keys_of(action: Action, chosen: Keys = NO_KEYS) -> list[str]:
    """Return an action's keys, the first being the one that is told."""
    return chosen.get(action.slot, action.keys).split(",")


def key_name(action: Action, chosen: Keys = NO_KEYS) -> str:
    """Return an action's first key as a person reads it."""
    return shown_key(keys_of(action, chosen)[0])


def other_keys(action: Action, chosen: Keys = NO_KEYS) -> str:
    """Return the rest of its keys: "^z"; "" when there is one only."""
    return ", ".join(shown_key(key) for key in keys_of(action, chosen)[1:])


def shown_key(key: str) -> str:
    """Return a key as a person reads it: "^f", "F3", "?", "Space"."""
    names = {
        "question_mark": "?", "slash": "/", "plus": "+", "minus": "-", "right": "→", "left": "←", "up": "↑",
        "down": "↓", "escape": "Esc", "enter": "Enter", "space": "Space", "full_stop": ".", "delete": "Del",
        "left_square_bracket": "[", "right_square_bracket": "]",
        "tab": "Tab", "shift+tab": "Shift+Tab",
    }  # fmt: skip
    if key in names:
        return names[key]
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+")
    if key.startswith("f") and key[1:].isdigit():
        return key.upper()
    return format_key(key)


def help_for(screen: str, chosen: Keys = NO_KEYS, *, private: bool = False) -> Iterable[tuple[str, str, str]]:
    """Yield key, label and help of everything that has a key on a screen; the palette has the rest.

    When `private`, nothing that is closed off while a client sits beside the screen.
    """
    wide = (action for action in actions_on(APP) if not private or action.id in FOR_ONE)
    for action in (*actions_on(screen), *wide):
        if action.keys:
            others = other_keys(action, chosen)
            yield key_name(action, chosen), action.label, action.help + (f" Also {others}." if others else "")


# Keys that somebody chose

KEPT = {
    "enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
    "backspace", "f1", "f10", "ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+l", "ctrl+m", "ctrl+p", "ctrl+q", "ctrl+s",
    "j", "k", "g", "G",
}  # fmt: skip
"""Keys that mean the same everywhere, or walk through lists: no other act gets them."""


def may_change(action: Action) -> bool:
    """Whether another key may be chosen for it: not for the ways out, to help and to everything."""
    return bool(action.keys) and not set(action.keys.split(",")) & KEPT


def clash(action: Action, key: str, chosen: Keys = NO_KEYS) -> str:
    """Return why an action cannot have this key, a sentence; "" when it can."""
    name = shown_key(key)
    if key in KEPT:
        return f"{name} means the same everywhere, so it stays as it is."
    for other in ACTIONS:
        if other.slot == action.slot or not other.keys or key not in keys_of(other, chosen):
            continue
        if APP in (*other.screens, *action.screens) or set(other.screens) & set(action.screens):
            return f"{name} is “{other.label}” here already. Choose another key, or give that one a new key first."
    return ""


def fit_keys(wanted: Keys) -> Keys:
    """Return the chosen keys that can be had; an action that is gone, or a key that is taken, is left out."""
    fit: dict[str, str] = {}
    for action in ACTIONS:  # in the order of the table, so that keys may change places
        if action.slot in wanted and may_change(action):
            fit[action.slot] = wanted[action.slot]
    while taken := next((a.slot for a in ACTIONS if a.slot in fit and _is_taken(a, fit)), ""):
        del fit[taken]  # it has its own key again, which another may have been given: so all are looked at anew
    return fit


def _is_taken(action: Action, chosen: Keys) -> bool:
    return any(clash(action, key, chosen) for key in keys_of(action, chosen))
