"""The guide: its pages, what they promise, and how they are shown."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from textual.widgets import Markdown

from ipstui import guide
from ipstui.cli import main
from ipstui.screens.guide import GuideScreen
from ipstui.screens.review.screen import SIDE_FROM
from ipstui.shell.looks import QuietApp
from tests.bench.keys_page import rows
from tests.screens.driving import cells, until

ROOT = Path(__file__).parents[2]
FOLDER = Path(guide.__file__).parent


def test_every_file_is_a_page_and_every_page_has_a_title():
    assert {path.stem for path in FOLDER.glob("*.md")} == set(guide.PAGES)
    for name in guide.PAGES:
        page = guide.read(name)
        assert page.title
        assert not page.title.startswith("#")
        assert "![" not in page.text
    with pytest.raises(KeyError):
        guide.read("../cli")


@pytest.mark.parametrize("path", [ROOT / "README.md", *sorted(FOLDER.glob("*.md"))], ids=lambda path: path.stem)
def test_every_link_leads_somewhere(path):
    for target in re.findall(r"\]\(([^)]+)\)", path.read_text("utf-8")):
        assert "://" not in target, "what is linked lies beside the page"
        assert (path.parent / target).exists(), target


def test_the_readme_is_short_and_links_every_page():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(readme.split()) <= 900
    assert [name for name in guide.PAGES if f"ipstui/guide/{name}.md" not in readme] == []


def test_the_page_of_keys_is_the_table_of_actions():
    told = [line for line in guide.read("keys").text.splitlines() if line.startswith("| `")]
    assert told == rows(), "python -m tests.bench.keys_page"


def test_the_guide_says_from_which_width_things_stand_beside_one_another():
    assert f"{SIDE_FROM} columns" in guide.read("review").text
    assert f"From {QuietApp.HORIZONTAL_BREAKPOINTS[-1][0]} columns" in guide.read("diary").text


def test_what_the_guide_names_in_bold_stands_on_a_screen():
    """A sentence in bold ends with a stop or begins with "The"; else it is a name that somebody looks for."""
    told = " ".join(path.read_text("utf-8") for path in FOLDER.parent.rglob("*.py"))
    told = re.sub(r"[\s_]+", " ", told.replace("’", "'")).casefold()
    for name in set(guide.PAGES) - {"questions", "limits"}:
        text = re.sub(r"```.*?```", "", guide.read(name).text, flags=re.DOTALL)
        for words in re.findall(r"\*\*([^*\n]+?)\*\*|(?<!\*)\*([^*\n]+?)\*(?!\*)", text):
            said = "".join(words)
            if not said.endswith((".", ":", "`")) and not said.startswith("The "):
                assert said.casefold().replace("’", "'").removesuffix("?") in told, (name, said)


def test_commands_named_in_the_guide_exist():
    known = set(main.list_commands(None))
    for name in guide.PAGES:
        named = set(re.findall(r"`ipstui ([a-z]+)", guide.read(name).text))
        assert named <= known, name


def test_the_command_prints_a_page_and_lists_them():
    listed = CliRunner().invoke(main, ["guide"]).output
    assert all(f"  {name} " in listed for name in guide.PAGES)
    assert CliRunner().invoke(main, ["guide", "it"]).output.startswith("# For IT")
    assert CliRunner().invoke(main, ["guide", "nothing"]).exit_code == 2


async def test_pages_are_turned_and_links_followed_in_the_program(pilot):
    app = pilot.app
    app.push_screen(GuideScreen())
    await until(pilot, lambda: "Bringing in the spreadsheet" in cells(app))
    await pilot.press("right")
    await until(pilot, lambda: "Half an hour" in cells(app))
    await pilot.press("left", "left")
    await until(pilot, lambda: "Limits and measurements" in cells(app))
    for href, shown in (("it.md", "For IT"), ("https://example.invalid", "For IT")):
        markdown = app.screen.query_one(Markdown)
        markdown.post_message(Markdown.LinkClicked(markdown, href))
        await until(pilot, lambda shown=shown: shown in cells(app))
    await pilot.press("escape")
    assert app.screen.NAME == "review"
