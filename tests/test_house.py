"""The house as it is meant to stand: what may import what, what loads before the first frame, and the actions."""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for package in ("ipstui", "calculators")
    for path in sorted((ROOT / package).rglob("*.py"))
}


@cache
def tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def imported(node: ast.Module) -> set[str]:
    """Every module named in an import, wherever it stands, and each name taken from one."""
    found: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Import):
            found |= {alias.name for alias in each.names}
        elif isinstance(each, ast.ImportFrom):
            assert each.level == 0, "imports are absolute, so that the arrows can be read"
            found |= {str(each.module)} | {f"{each.module}.{alias.name}" for alias in each.names}
    return found


def under(package: str) -> list[str]:
    return [name for name in MODULES if name == package or name.startswith(package + ".")]


def reaches(name: str, into: str) -> bool:
    return name == into or name.startswith(into + ".")


# The arrows

DRAWING = ("textual", "rich")
APPLICATION = (
    "ipstui.screens", "ipstui.widgets", "ipstui.commands", "ipstui.shell", "ipstui.cli",
    "ipstui.desk", "ipstui.actions", "ipstui.documents", "ipstui.exchange", "ipstui.demo", "ipstui.study",
)  # fmt: skip
MACHINE = ("os", "io", "pathlib", "shutil", "tempfile", "subprocess", "platformdirs")
NETWORK = (
    "socket", "socketserver", "ssl", "http", "urllib", "ftplib", "smtplib", "imaplib", "poplib", "telnetlib",
    "xmlrpc", "webbrowser", "requests", "httpx", "aiohttp", "urllib3",
)  # fmt: skip

FORBIDDEN = {
    "calculators": ("ipstui", "tinydb", "click", *DRAWING),
    "ipstui.casework": ("ipstui.store", "ipstui.reports", "tinydb", "click", *DRAWING, *APPLICATION, *MACHINE),
    "ipstui.reports": ("ipstui.store", "tinydb", "click", *DRAWING, *APPLICATION, *MACHINE),
    "ipstui.store": ("calculators", "click", *DRAWING, *APPLICATION),
    "ipstui.widgets": ("ipstui.store", "ipstui.screens", "ipstui.commands", "ipstui.shell", "ipstui.cli", "tinydb"),
    "ipstui.screens": ("ipstui.commands", "ipstui.cli", "tinydb", "click"),
    "ipstui.desk": ("click", "tinydb", *DRAWING),
    "ipstui": ("webview", "platform", *(name for name in NETWORK if name != "webbrowser")),
}


@pytest.mark.parametrize("package", FORBIDDEN)
def test_arrows_point_one_way(package: str) -> None:
    wrong = {
        (module, name)
        for module in under(package)
        for name in imported(tree(module))
        if any(reaches(name, into) for into in FORBIDDEN[package])
    }
    assert not wrong


def test_a_calculator_reaches_no_network() -> None:
    assert not {n for m in under("calculators") for n in imported(tree(m)) if n.split(".")[0] in NETWORK}


def test_the_store_knows_the_structs_of_casework_and_not_its_rules() -> None:
    structs = {
        f"ipstui.casework.{name}" for name in ("events", "people", "history", "choices", "clean", "spelling", "moments")
    }
    wrong = {
        (module, name)
        for module in under("ipstui.store")
        for name in imported(tree(module))
        if reaches(name, "ipstui.casework") and ".".join(name.split(".")[:3]) not in structs | {"ipstui.casework"}
    }
    assert not wrong


def test_only_the_commands_import_click() -> None:
    users = {m for m in MODULES if any(reaches(name, "click") for name in imported(tree(m)))}
    assert {m for m in users if m != "ipstui.cli" and not m.startswith("ipstui.commands.")} == set()


@pytest.mark.parametrize("package", ["calculators", "ipstui.casework", "ipstui.reports"])
def test_sums_and_stories_never_read_the_clock(package: str) -> None:
    """`today` is an argument; `date.today()`, `datetime.now()` and the time module are not for these."""
    wrong = []
    for module in under(package):
        assert not {n for n in imported(tree(module)) if reaches(n, "time")}, module
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow"):
                owner = node.value
                name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
                if name in ("date", "datetime", "time"):
                    wrong.append((module, node.lineno))
    assert not wrong


def test_no_module_of_ipstui_comes_back_to_itself() -> None:
    """Wherever the import stands: within a function and under TYPE_CHECKING it is an arrow all the same."""
    below = {module: imported(tree(module)) & MODULES.keys() - {module} for module in under("ipstui")}
    while bottom := {module for module, into in below.items() if not into & below.keys()}:
        below = {module: into for module, into in below.items() if module not in bottom}
    while top := below.keys() - set().union(*below.values()):
        below = {module: into for module, into in below.items() if module not in top}
    assert not {module: sorted(into & below.keys()) for module, into in below.items()}


# The modules themselves

LONG = {
    "ipstui.casework.events": (1500, "the flat list of the kinds of event: one struct each, nothing else"),
}


def test_every_module_says_why_it_exists() -> None:
    silent = [m for m in MODULES if not ast.get_docstring(tree(m))]
    assert not silent


def test_modules_stay_small() -> None:
    lines = {m: len(path.read_text(encoding="utf-8").splitlines()) for m, path in MODULES.items()}
    assert not {m: n for m, n in lines.items() if n >= LONG.get(m, (500,))[0]}
    assert not [m for m in LONG if lines[m] < 500], "no longer long: take it off the list"


def test_casework_is_not_one_long_list() -> None:
    """The ground and what joins the chapters lie flat; what belongs to one part of a case lies in its folder."""
    assert len(list((ROOT / "ipstui" / "casework").glob("*.py"))) <= 33


def strings(module: str) -> Iterator[str]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


# What an old Windows console can draw beside the letters of cp1252. A ŵ and a byte order mark are read, not drawn.
DRAWN = set("─│┌┐└┘├┤┬┴┼═█▌▐░▒▓■□▪▫▲►▼◄●○•√→←↑↓≤≥") | {"ŵ", "\ufeff"}


def unsafe(text: str) -> set[str]:
    return {char for char in text if char not in DRAWN and not _in_cp1252(char)}


def _in_cp1252(char: str) -> bool:
    try:
        char.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def test_glyphs_are_those_every_console_has() -> None:
    assert unsafe("✓ ✗ ▶ ╭ ━ ▏ 🙂") == set("✓✗▶╭━▏🙂")
    found = {m: bad for m in MODULES if (bad := set().union(*(unsafe(text) for text in strings(m))))}
    found |= {p.name: bad for p in (ROOT / "ipstui").rglob("*.tcss") if (bad := unsafe(p.read_text("utf-8")))}
    assert not found


def test_style_sheets_use_themes_and_safe_borders() -> None:
    for path in (ROOT / "ipstui").rglob("*.tcss"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        kinds = set(re.findall(r"(?:border|outline)(?:-\w+)?:\s*([a-z]+)", text))
        assert kinds <= {"ascii", "solid", "double", "thick", "block", "none"}, path.name
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*\})", text), f"{path.name}: a colour outside the theme"


def test_words_not_used() -> None:
    said = re.compile(r"\boffenders?\b|non-compliant|failed to attend", re.IGNORECASE)
    named = re.compile(r"Integrated Offender Management|Rehabilitation of Offenders")
    wrong = {(m, text) for m in MODULES for text in strings(m) if said.search(named.sub("", text))}
    assert not wrong


def test_no_two_widgets_share_a_name() -> None:
    """Styles name classes, and a screen's style sheet holds for the whole app: a second of the name wears them too."""
    from textual.dom import DOMNode

    found: dict[str, set[str]] = {}
    for module in MODULES:
        if module.startswith("ipstui") and not module.endswith("__main__"):
            for each in vars(importlib.import_module(module)).values():
                if isinstance(each, type) and issubclass(each, DOMNode) and each.__module__.startswith("ipstui"):
                    found.setdefault(each.__name__, set()).add(each.__module__)
    assert found["ReviewScreen"]
    assert not {name: where for name, where in found.items() if len(where) > 1}


DOORS_OUT = ("telling", "printed", "refusal", "completion")


def test_commands_print_through_the_doors_out() -> None:
    """What is printed past them may hold what a terminal obeys: the name of a file is as good a place as any."""
    wrong = []
    for module in under("ipstui.commands"):
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and module.rpartition(".")[2] not in DOORS_OUT:
                called = ast.unparse(node.func)
                if called in ("click.echo", "print", "click.secho", "sys.stdout.write", "sys.stderr.write"):
                    wrong.append((module, node.lineno))
    assert not wrong


def test_what_somebody_typed_as_a_path_is_read_in_one_place() -> None:
    """`Path.expanduser` and `Path.home` raise where ~ names nobody, `Path.absolute` where the folder is gone."""
    calls = {
        (path.relative_to(ROOT).as_posix(), ast.unparse(node.func))
        for path in (ROOT / "ipstui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
        if node.func.attr in ("expanduser", "absolute") or ast.unparse(node.func) in ("Path.home", "Path.cwd")
    }
    wrong = {each for each in calls if each[1] not in ("os.path.expanduser", "target.absolute")}
    assert not wrong, "store.places.typed_path"


def test_a_worker_is_given_what_to_call_and_nothing_that_runs_already() -> None:
    """A coroutine that was made for a worker which the end of the program overtakes is never awaited."""
    wrong = []
    for module in under("ipstui"):
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "run_worker":
                made = [each for each in node.args if isinstance(each, ast.Call)]
                wrong += [(module, node.lineno) for each in made if getattr(each.func, "id", "") != "partial"]
    assert not wrong


# What is imported before the first frame

FIRST_FRAME = """
import asyncio, json, sys
from datetime import date
from pathlib import Path
from ipstui.shell.app import IpsApp
from ipstui.commands.demo import make_demo
from ipstui.commands.opening import Sitting
from ipstui.desk import Desk
from ipstui.store.caseload import Caseload

async def main():
    sitting, path = Sitting(fixed=date(2026, 11, 25)), Path(sys.argv[1])
    make_demo(sitting, path)
    with Caseload.open(path, clock=sitting.now) as caseload:
        app = IpsApp(Desk(caseload, lambda: sitting.today, made_up=True))
        async with app.run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            assert len(app.screen.query_one("#people").targets) > 20
            print(json.dumps(sorted(sys.modules)))

asyncio.run(main())
"""
BARE = """
import asyncio, json, sys
from textual.app import App
from textual.widgets import DataTable

class Bare(App):
    def compose(self):
        table = DataTable()
        table.add_columns("Name", "Why")
        yield table

async def main():
    async with Bare().run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        print(json.dumps(sorted(sys.modules)))

asyncio.run(main())
"""
LATE = (
    "cryptography", "jinja2", "openpyxl", "icalendar", "holidays", "plotext", "sqlite3", "docx", "docxtpl", "lxml",
    "textual.widgets._markdown", "markdown_it", "rich.markdown", "textual.widgets._text_area", "dateutil.parser",
    "dateutil.rrule", "dateutil.tz", "importlib.metadata", "calculators.licence", "calculators.benefits.better_off",
    "calculators.benefits.universal_credit", "calculators.disclosure", "ipstui.casework.licence.check",
    "ipstui.shell.palette", "ipstui.documents", "ipstui.reports", "ipstui.study",
    "ipstui.exchange", "ipstui.store.copies", "zoneinfo",
)  # fmt: skip
AT_FIRST = {
    "ipstui.screens", "ipstui.screens.review", "ipstui.screens.review.screen", "ipstui.screens.view",
    "ipstui.screens.finder", "ipstui.screens.own",
}  # fmt: skip
OWN_MODULES = 167  # one module more, same code, is about 0.1 ms (house.md); a chapter adds three
OTHER_MODULES = 60


def modules_after(program: str, *args: str) -> set[str]:
    ran = subprocess.run(
        [sys.executable, "-c", program, *args],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return set(json.loads(ran.stdout.splitlines()[-1]))


@pytest.fixture(scope="module")
def at_first_frame(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return modules_after(FIRST_FRAME, str(tmp_path_factory.mktemp("first") / "demo.json"))


@pytest.fixture(scope="module")
def bare() -> set[str]:
    return modules_after(BARE)


def test_nothing_heavy_is_imported_before_the_first_frame(at_first_frame: set[str], bare: set[str]) -> None:
    early = {name for name in at_first_frame - bare for late in LATE if reaches(name, late)}
    assert not early


def test_only_the_first_screen_is_imported_for_the_first_frame(at_first_frame: set[str]) -> None:
    assert {name for name in at_first_frame if reaches(name, "ipstui.screens")} == AT_FIRST


def test_few_modules_are_imported_before_the_first_frame(at_first_frame: set[str], bare: set[str]) -> None:
    """Each is a file to open, which on a laptop with a virus scanner is what start-up costs."""
    more = at_first_frame - bare
    own = {name for name in more if name.split(".")[0] in ("ipstui", "calculators")}
    assert len(own) <= OWN_MODULES
    assert len(more - own) <= OTHER_MODULES


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_import_no_screen(argument: str) -> None:
    program = (
        "import contextlib, io, json, sys; from ipstui.cli import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main([sys.argv[1]])\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    loaded = modules_after(program, argument)
    assert "ipstui.cli" in loaded
    assert not {n for n in loaded for w in ("textual", "rich", "tinydb", "msgspec", "cryptography") if reaches(n, w)}


# The one table of actions

# F12 is the design's own choice for blanking the screen, though some terminals keep it to themselves.
SAFE_KEY = re.compile(
    r"[a-zA-Z0-9]|f[1-9]|f10|f12|minus|up|down|left|right|enter|escape|tab|shift\+tab|space|slash|question_mark|plus"
    r"|ctrl\+(?![imhj])[a-z]|home|end|pageup|pagedown|backspace|delete|full_stop|(?:left|right)_square_bracket"
)


def screens() -> dict[str, type]:
    """The app and every screen that has a name in the table, by that name."""
    from ipstui import screens as package
    from ipstui.screens.view import View
    from ipstui.shell.app import IpsApp

    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    found: dict[str, type] = {"app": IpsApp}
    waiting = list(View.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting += each.__subclasses__()
        if name := each.__dict__.get("NAME", ""):
            found[name] = each
    return found


def names() -> list[str]:
    from ipstui.actions import ACTIONS

    return sorted({screen for action in ACTIONS for screen in action.screens})


@pytest.mark.parametrize("screen", names())
def test_every_action_has_its_method_and_its_line_of_help(screen: str) -> None:
    from textual.actions import parse

    from ipstui.actions import actions_on, help_for
    from ipstui.screens.help import HelpScreen

    helped = {(label, text) for _, label, text in help_for(screen)}
    shown = " ".join(HelpScreen(screen)._text.plain.split())
    for action in actions_on(screen):
        _, name, _ = parse(action.id)
        assert callable(getattr(screens()[screen], f"action_{name}", None)), action.id
        assert action.help.endswith((".", "…")), action.id
        if action.keys:  # the palette has the rest
            assert any(label == action.label and text.startswith(action.help) for label, text in helped)
            assert action.help in shown


def test_every_flow_place_and_tab_of_the_table_is_there() -> None:
    """What a row hands to its action is looked up by name."""
    from textual.actions import parse

    from ipstui.actions import ACTIONS
    from ipstui.shell.app import IpsApp
    from ipstui.shell.flows import FLOWS

    handed: dict[str, set[object]] = {}
    for _, name, given in (parse(action.id) for action in ACTIONS):
        handed.setdefault(name, set()).update(given)
    assert handed["flow"] == FLOWS.keys()
    assert handed["go"] == IpsApp.MODES.keys()
    assert len(handed["tab"]) >= 5
    assert not {name for name, given in handed.items() if given} - {"flow", "go", "tab"}


@pytest.mark.parametrize("screen", names())
def test_no_key_is_bound_twice_on_a_screen(screen: str) -> None:
    """Counting the keys of the app, and those with which a list is walked through."""
    from ipstui.actions import APP, actions_on
    from ipstui.widgets.lines import Lines

    actions = {action.id: action for action in (*actions_on(screen), *actions_on(APP))}.values()
    keys = Counter(key for action in actions for key in action.keys.split(",") if key)
    walking = {binding.key for binding in Lines.BINDINGS if len(binding.key) == 1}
    assert not [key for key, count in keys.items() if count > 1]
    assert not keys.keys() & walking


def test_every_key_is_one_that_every_terminal_sends() -> None:
    from textual.binding import Binding

    bound = set()
    for name in MODULES:
        if name.startswith(("ipstui.screens.", "ipstui.widgets.", "ipstui.shell.")):
            for each in vars(importlib.import_module(name)).values():
                if isinstance(each, type) and each.__module__ == name:
                    for binding in each.__dict__.get("BINDINGS", []):
                        keys = binding.key if isinstance(binding, Binding) else binding[0]
                        bound |= set(keys.split(","))
    assert "ctrl+p" in bound
    assert not {key for key in bound if not SAFE_KEY.fullmatch(key)}


async def test_hints_are_few_and_no_name_is_in_the_title(tmp_path: Path) -> None:
    """On every place and on one person's screen, with the list that has the focus."""
    from datetime import date

    from ipstui.commands.demo import make_demo
    from ipstui.commands.opening import Sitting
    from ipstui.desk import Desk
    from ipstui.screens.client.screen import ClientScreen
    from ipstui.shell.app import IpsApp
    from ipstui.store.caseload import Caseload
    from ipstui.widgets.hints import Hints

    sitting = Sitting(fixed=date(2026, 11, 25))
    make_demo(sitting, tmp_path / "demo.json")
    with Caseload.open(tmp_path / "demo.json", clock=sitting.now) as caseload:
        app = IpsApp(Desk(caseload, lambda: sitting.today, made_up=True))
        async with app.run_test(size=(80, 24)) as pilot:
            for mode in IpsApp.MODES:
                await app.action_go(mode)
                await pilot.pause()
                hints = app.screen.query_one(Hints)
                assert 0 < len(hints.keys) <= 5, (mode, hints.keys)
            await app.push_screen(ClientScreen(next(iter(caseload.clients))))
            await pilot.pause()
            hints = app.screen.query_one(Hints)
            assert 0 < len(hints.keys) <= 5, ("client", hints.keys)
            assert hints.cells <= 80
            assert (app.title, app.sub_title, app.screen.title) == ("ipstui", "", None)


def test_the_guide_tells_every_key_and_command() -> None:
    from ipstui.actions import ACTIONS, key_name
    from ipstui.cli import main

    pages = (ROOT / "README.md", *sorted((ROOT / "ipstui" / "guide").glob("*.md")))
    told = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    for action in ACTIONS:
        assert not action.keys or f"| `{key_name(action)}` | {action.label} |" in told
    for command in main.list_commands(None):
        assert f"| `ipstui {command}" in told


def test_no_screen_leaves_because_it_shines_through() -> None:
    """`is_current` holds below a question too: to dismiss by it closes the question, and ends the program."""
    asking = {
        module
        for module in MODULES
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr == "is_current"
    }
    assert not asking
