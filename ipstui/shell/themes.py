"""Three looks: dark, light, and one without colour. Variables only; no screen names a colour."""

from __future__ import annotations

from textual.theme import Theme

_CURSOR = {"block-cursor-text-style": "bold", "block-cursor-blurred-text-style": "underline"}
"""The line a list comes back to is underlined: of its ground little is left in sixteen colours, and nothing in none."""

DARK = Theme(
    name="dark", primary="#7fb4d6", secondary="#5b7083", accent="#e0b36a", foreground="#dcdfe4",
    background="#14181d", surface="#1b2027", panel="#252c35", warning="#e0b36a", error="#e58a7b",
    success="#8fc49a", dark=True,
    variables={**_CURSOR, "block-cursor-background": "#4a7595", "block-cursor-foreground": "#ffffff",
               "block-cursor-blurred-background": "#26313b", "block-cursor-blurred-foreground": "#dcdfe4",
               "footer-key-foreground": "#e0b36a", "border": "#5b7083", "border-blurred": "#3a4550"},
)  # fmt: skip
LIGHT = Theme(
    name="light", primary="#1c5a84", secondary="#5d6b78", accent="#8a5300", foreground="#1b2127",
    background="#f7f7f4", surface="#ffffff", panel="#e7e9ea", warning="#8a5300", error="#a3281a",
    success="#23633a", dark=False,
    variables={**_CURSOR, "block-cursor-background": "#1c5a84", "block-cursor-foreground": "#ffffff",
               "block-cursor-blurred-background": "#d5dfe6", "block-cursor-blurred-foreground": "#1b2127",
               "footer-key-foreground": "#8a5300", "border": "#5d6b78", "border-blurred": "#b3bcc4"},
)  # fmt: skip
MONO = Theme(
    name="plain", primary="#ffffff", secondary="#bfbfbf", accent="#ffffff", foreground="#e6e6e6",
    background="#000000", surface="#000000", panel="#1c1c1c", warning="#ffffff", error="#ffffff",
    success="#ffffff", dark=True,
    variables={**_CURSOR, "block-cursor-background": "#e6e6e6", "block-cursor-foreground": "#000000",
               "block-cursor-blurred-background": "#3a3a3a", "block-cursor-blurred-foreground": "#ffffff",
               "footer-key-foreground": "#ffffff", "text-muted": "#c0c0c0",
               "border": "#bfbfbf", "border-blurred": "#6a6a6a"},
)  # fmt: skip
FEW_COLOURS = "plain"
"""The look for terminals of sixteen colours or none: its greys stay apart there, those of the others do not."""
THEMES = (DARK, LIGHT, MONO)
