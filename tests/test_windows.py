"""The tests run on Windows too: what needs POSIX says so with its reason, and what differs there is asked for.

Fault disks are the machine's own, text files are read as UTF-8, rights are no mode.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
TREES = {
    path.relative_to(TESTS).as_posix(): ast.parse(path.read_text("utf-8"))
    for path in sorted(TESTS.rglob("*.py"))
    if "bench" not in path.parts and path != Path(__file__)
}
POSIX_MODULES = {"resource", "fcntl", "pty", "termios", "tty", "pwd", "grp"}
POSIX_NAMES = {
    "mkfifo", "fork", "killpg", "openpty", "setsid", "umask", "chmod", "symlink", "symlink_to",
    "SIGHUP", "SIGXFSZ", "SIGALRM", "SIGUSR1", "tzset",
}  # fmt: skip


_ON_POSIX = ("os.name == 'posix'", "os.name != 'nt'", "sys.platform != 'win32'")


def needs_posix(node: ast.AST) -> set[str]:
    """The names in it that Windows lacks, or refuses to those without special rights."""
    found = set()
    guarded = {
        each
        for branch in ast.walk(node)
        if isinstance(branch, ast.If) and ast.unparse(branch.test) in _ON_POSIX
        for each in ast.walk(branch)
    }
    for each in ast.walk(node):
        if each in guarded:
            continue
        match each:
            case ast.Attribute(attr=name) if name in POSIX_NAMES:
                found.add(name)
            case ast.Attribute(value=ast.Name(id="os"), attr="kill"):
                found.add("os.kill: on Windows it ends the process at once, whatever the signal")
            case ast.Import():
                found |= {alias.name for alias in each.names} & POSIX_MODULES
            case ast.Constant(value=str(program)) if "import resource" in program:
                found.add("resource")
            case ast.Assert(test=asked) if "st_mode &" in (text := ast.unparse(asked)) or "S_IMODE(" in text:
                found.add("rights of a file as a mode: Windows has none")
    return found


def reasons(marks: list[ast.expr]) -> list[ast.expr]:
    """The arguments of each `pytest.mark.posix(...)` among the decorators."""
    calls = [each for mark in marks for each in ast.walk(mark) if isinstance(each, ast.Call)]
    return [arg for call in calls if ast.unparse(call.func) == "pytest.mark.posix" for arg in call.args]


@pytest.mark.parametrize("name", TREES)
def test_what_needs_posix_says_so_with_its_reason(name: str) -> None:
    module = TREES[name]
    whole = [node.value for node in module.body if isinstance(node, ast.Assign) and "pytestmark" in ast.unparse(node)]
    if reasons(whole):
        return
    wrong = {}
    for node in module.body:
        if isinstance(node, ast.If) and "hasattr(" in ast.unparse(node.test):
            continue
        marks = node.decorator_list if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) else []
        if (needed := needs_posix(node)) and not reasons(marks):
            wrong[getattr(node, "name", ast.unparse(node))] = needed
    assert not wrong, 'mark it: @pytest.mark.posix("why Windows cannot")'


def test_fault_disks_derive_from_the_disk_in_use() -> None:
    """One that derives from POSIX's own would test on Windows what nobody there runs."""
    wrong = {
        (name, node.name)
        for name, module in TREES.items()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef) and {"Disk", "WindowsDisk"} & {ast.unparse(base) for base in node.bases}
    }
    assert not wrong, "derive it from tests.machine.OwnDisk"


@pytest.mark.parametrize("name", TREES)
def test_text_is_read_as_what_it_was_written_in(name: str) -> None:
    """Windows takes its own code page where nothing is said, and stumbles over the first name with an accent."""
    wrong = [
        node.lineno
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "read_text"
        and not node.args
        and not any(keyword.arg == "encoding" for keyword in node.keywords)
    ]
    assert not wrong, 'read_text("utf-8")'
