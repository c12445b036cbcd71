"""Writes the guide's page of keys from the table of actions: `python -m tests.bench.keys_page`."""

from __future__ import annotations

from pathlib import Path

from ipstui.actions import ACTIONS, APP, key_name, other_keys

ROOT = Path(__file__).parents[2]

HEAD = """# Keys

The keys that matter on a screen are on its last line; `F1` lists all of its keys.
`Ctrl+P` finds everything by words, also what has no key.

| Key | | Where | What it does |
|---|---|---|---|
"""
TAIL = """
Lists: arrows, PgUp, PgDn, Home, End, or `j` `k` `g` `G`.
One click selects, a double click or `Enter` opens, the wheel scrolls.

Forms: `Enter` in a box or `F10` or `Ctrl+S` saves, `Tab` goes on, `Esc` closes and keeps what was typed.
`F1` says what the box wants.

`Ctrl` is written `^` on the screen. Where F-keys change the volume, hold `Fn`.
"""


def rows() -> list[str]:
    """One row for each action that has a key, in the order of the table."""
    return [
        f"| `{key_name(each)}` | {each.label} | {'everywhere' if APP in each.screens else ', '.join(each.screens)} "
        f"| {each.help}{f' Also `{others}`.' if (others := other_keys(each)) else ''} |"
        for each in ACTIONS
        if each.keys
    ]


if __name__ == "__main__":
    (ROOT / "ipstui" / "guide" / "keys.md").write_text(HEAD + "\n".join(rows()) + "\n" + TAIL, encoding="utf-8")
