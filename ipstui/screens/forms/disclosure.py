"""What is written from the words agreed: asked for whom, for which work and day, and whether convictions are listed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from ipstui.casework import say
from ipstui.casework.casefile import Casefile
from ipstui.casework.checks import Unfit, clean
from ipstui.casework.disclosure.words import CHOICES
from ipstui.casework.forms import Field
from ipstui.casework.known import Roughly
from ipstui.casework.typed.when import read_only_day
from ipstui.documents import blocks_page, disclosure_paper
from ipstui.screens.client.disclosure import openings
from ipstui.screens.dialog import Dialog
from ipstui.screens.printing import print_page
from ipstui.screens.view import View
from ipstui.widgets.form import Form
from ipstui.widgets.problem import Problem

_WHAT = (("statement", "a statement, to hand over"), ("letter", "a letter"), ("sheet", "my own sheet: not handed over"))
_CHECKS = (
    ("unknown", "not known: what is usual"),
    ("none", "none"),
    ("basic", "basic"),
    ("standard", "standard"),
    ("enhanced", "enhanced"),
)


class PaperScreen(Dialog):
    """Nothing is recorded here: a page, a text and a Word file are written. Convictions are in it only where ticked."""

    CONFIRMS = True

    def __init__(self, view: View, casefile: Casefile) -> None:
        self._view = view
        self._casefile = casefile
        self._openings = {each[1]: each for each in openings(casefile)}
        work = tuple((about, f"{what.lower()}: {role}") for about, (what, _, role, *_) in self._openings.items())
        fields = [
            Field(name="what", label="What", kind="choice", choices=_WHAT, default="statement"),
            Field(name="about", label="For which work", kind="choice", choices=work),
            Field(name="to", label="To whom", kind="text", hint="the manager, or the employer's name and address"),
            Field(name="day", label="Counts for", kind="date", lean="future", hint="the day it starts; else today"),
            Field(name="check", label="Check (DBS)", kind="choice", choices=_CHECKS, default="unknown"),
            Field(name="listed", label="List convictions", kind="choice", choices=(("no", "no"), ("yes", "yes")),
                  default="no"),
        ]  # fmt: skip
        first = next(iter(self._openings), "")
        super().__init__(
            f"From the words agreed · {casefile.client.name}", fields, {"about": first} if first else {},
            first="what", hint="F10 or Enter: write it · Tab: next box · Esc: close", draft="",
        )  # fmt: skip

    async def on_form_submitted(self, event: Form.Submitted) -> None:
        """Enter writes it: nothing is recorded, so that nothing can be recorded by a stray key."""
        event.stop()
        await self.action_save()

    async def action_save(self) -> None:
        """Write the files and say where they lie; or say what is wrong, and keep what was typed."""
        try:
            wanted = self._wanted(self.query_one(Form).texts())
        except Unfit as error:
            self.query_one(Problem).say(f"{error.problem}")
            self.query_one(Form).point_at(error.field)
            return
        title, blocks = disclosure_paper.title_of(wanted), disclosure_paper.blocks_of(wanted)
        self.dismiss(False)
        print_page(self._view, title or "Letter", partial(blocks_page.write_with_word, title, blocks))

    def _wanted(self, texts: Mapping[str, str]) -> disclosure_paper.Wanted:
        story, client = self._casefile.story, self._casefile.client
        what = texts.get("what") or "statement"
        talk = story.disclosure.latest
        if what != "sheet":
            if talk is None or not talk.words.strip():
                raise Unfit("what", "No words are agreed yet: talk about disclosure first. Nothing was written.")
            if talk.choice in ("do_not_tell", "undecided"):
                raise Unfit("what", f"What was agreed last is: {CHOICES[talk.choice]}. Nothing was written.")
        _, _, role, check, starts = self._openings.get(texts.get("about", ""), ("", "", "", "unknown", None))
        if texts.get("check", "unknown") != "unknown":
            check = texts["check"]
        typed = clean(texts.get("day", ""))
        known = story.today if starts is None or isinstance(starts, Roughly) else starts
        day = read_only_day(typed, story.today, lean="future", field="day") if typed else known
        answer, names = None, {}
        if story.disclosure.sentences:
            from ipstui.casework.disclosure.job import answer_for
            from ipstui.casework.disclosure.standing import names_of

            answer = answer_for(story, client.birth_year, role=role, check=check, starts=day)
            if texts.get("listed") == "yes":
                if answer is None or (answer.mark == "unknown" and not answer.may_be_asked):
                    why = answer.why if answer else "that day lies before the law that is held"
                    raise Unfit("day", f"They cannot be listed: {why}.")
                if what != "sheet" and answer.not_known:
                    many = f"{len(answer.not_known)} of them cannot be told yet"
                    raise Unfit("listed", f"{many}: tab 6 says what to ask. Without the list it can be written.")
                names = names_of(story.disclosure.sentences)
        elif texts.get("listed") == "yes":
            raise Unfit("listed", "No conviction is kept, so there is none to list.")
        return disclosure_paper.Wanted(
            what=what,  # type: ignore[arg-type]
            name=client.name, to=clean(texts.get("to", "")), written_on=story.today, day=day, role=say.sentence(role),
            words=talk.words.strip() if talk else "", answer=answer, names=names,
        )  # fmt: skip
