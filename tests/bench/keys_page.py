"""Writes the guide's page of keys from the table of actions: `python -m tests.bench.keys_page`."""

from __future__ import annotations

from pathlib import Path

from ipstui.actions import ACTIONS, key_name, other_keys, where

ROOT = Path(__file__).parents[2]

HEAD = """# Keys

The keys that matter on a screen are on its last line; `F1` lists all of its keys.
`Ctrl+P` finds everything by words, also what has no key.

![A word typed after Ctrl+P](../../.github/palette.svg)

| Key | | Where | What it does |
|---|---|---|---|
"""
TAIL = """
Lists: arrows, PgUp, PgDn, Home, End, or `j` `k` `g` `G`.
One click selects, a double click or `Enter` opens, a right click asks what can be done, the wheel scrolls.
The keys on the last line can be clicked on; a click beside a form or a list leaves it.

Forms: `Enter` in a box or `F10` or `Ctrl+S` saves, `Tab` goes on, `Esc` closes and keeps what was typed.
`F1` says what the box wants.

Other keys: `F7`, Keys. Choose what it is for, then press the key. A key that is taken says by what, and
Backspace brings back the one it had. They are kept in the case file. `Enter`, `Esc`, `F1`, `Ctrl+S`, `Ctrl+P`,
`Ctrl+Q` and `Ctrl+L` stay.

`Ctrl` is written `^` on the screen. Where F-keys change the volume, hold `Fn`, or use the
letters: `R` `C` `E` `D` `P` `S` `O`.
"""


def rows() -> list[str]:
    """One row for each action that has a key, in the order of the table."""
    return [
        f"| `{key_name(each)}` | {each.label} | {where(each)} | {each.help}"
        f"{f' Also `{others}`.' if (others := other_keys(each)) else ''} |"
        for each in ACTIONS
        if each.keys
    ]


if __name__ == "__main__":
    (ROOT / "ipstui" / "guide" / "keys.md").write_text(HEAD + "\n".join(rows()) + "\n" + TAIL, encoding="utf-8")
