"""The modules of the store as they really import each other: every arrow points one way."""

from __future__ import annotations

import ast
from pathlib import Path

import ipstui.store

PACKAGE = "ipstui.store"
FILES = {path.stem: path for path in Path(ipstui.store.__file__).parent.glob("*.py")}


def imports(source: str) -> set[str]:
    """The modules of the store that a module imports, inside functions too; not what only a type checker sees."""
    unseen = {
        child
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.If) and ast.unparse(node.test) in ("TYPE_CHECKING", "typing.TYPE_CHECKING")
        for each in node.body
        for child in [ast.unparse(part) for part in ast.walk(each) if isinstance(part, ast.Import | ast.ImportFrom)]
    }
    found = set()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Import | ast.ImportFrom) or ast.unparse(node) in unseen:
            continue
        named = [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            named = [str(node.module), *(f"{node.module}.{name}" for name in named)]
        found |= {name.split(".")[2] for name in named if name.startswith(f"{PACKAGE}.")}
    return found & set(FILES)


def circles(graph: dict[str, set[str]]) -> set[str]:
    """The modules that can be reached from themselves."""
    found = set()
    for start in graph:
        seen: set[str] = set()
        waiting = list(graph[start])
        while waiting:
            if (each := waiting.pop()) not in seen:
                seen.add(each)
                waiting += graph[each]
        if start in seen:
            found.add(start)
    return found


def test_no_module_of_the_store_comes_back_to_itself() -> None:
    graph = {name: imports(path.read_text("utf-8")) for name, path in FILES.items()}
    assert graph["caseload"] >= {"storage", "audit", "errors"}
    assert not circles(graph)


def test_the_graph_sees_imports_in_functions_and_not_those_of_the_type_checker() -> None:
    inside = "def f():\n    from ipstui.store.erase import x\n"
    aside = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ipstui.store.erase import x\n"
    assert imports(inside) == {"erase"}
    assert imports(aside) == set()
    assert imports("from ipstui.store import erase, disk") == {"erase", "disk"}
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b"}}) == {"b", "c"}
