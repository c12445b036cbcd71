"""The CV, from the profile and what was recorded of past work, gaps, certificates and courses.

Work inside and cash in hand stand there as experience. Where work inside was is told only in the words the two chose
for it, and a gap says what they agreed; health, licence and benefits are never read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from ipstui.casework import say
from ipstui.casework.events import PastJob
from ipstui.casework.people import Client
from ipstui.casework.story import Story
from ipstui.documents.blocks_page import as_text
from ipstui.documents.word import Block, Heading, Items, Paragraph, Rows


class Cv(msgspec.Struct, frozen=True, kw_only=True):
    """The CV as it stands. `approved` is the day on which the person approved these very words, None otherwise;
    `changed` the day of the version they approved, where it read otherwise."""

    name: str
    blocks: tuple[Block, ...]
    approved: date | None
    changed: date | None

    @property
    def text(self) -> str:
        """The whole of it, as it is approved and as it is copied."""
        return as_text(self.name, self.blocks)

    @property
    def standing(self) -> str:
        """Whether the person has approved it."""
        if self.approved is not None:
            return f"Approved {say.on(self.approved, self.approved)}."
        if self.changed is not None:
            return f"Not approved as it now reads: another version was, {say.on(self.changed, self.changed)}."
        return "Not approved yet: read it through together first."


def cv_of(client: Client, story: Story, names: Mapping[str, str]) -> Cv:
    """Return the CV; `names` tells employers by id."""
    profile = story.vocational.profile
    blocks: list[Block] = []
    if client.phone:
        blocks.append(Paragraph(f"Phone {client.phone}"))
    if profile is not None and (profile.strengths or profile.wants):
        told = [profile.strengths, f"Looking for: {profile.wants}" if profile.wants else ""]
        blocks += [Heading("About me"), Paragraph("\n".join(_sentence(part) for part in told if part))]
    if profile is not None and profile.skills:
        blocks += [Heading("Skills"), Items(tuple(_listed(profile.skills)))]
    if work := tuple(_work(story, names)):
        blocks += [Heading("Experience"), Rows(work)]
    elif profile is not None and profile.past_work:
        blocks += [Heading("Experience"), Paragraph(_sentence(profile.past_work))]
    if story.vocational.gaps:
        blocks += [Heading("In between"), Rows(tuple((gap.span, gap.words) for gap in story.vocational.gaps))]
    if learned := tuple(_learned(story)):
        blocks += [Heading("Certificates and courses"), Items(learned)]
    cv = Cv(name=client.name, blocks=tuple(blocks), approved=None, changed=None)
    approved = story.vocational.approved_cv
    if approved is None:
        return cv
    same = approved.text.strip() == cv.text.strip()
    return msgspec.structs.replace(cv, approved=approved.on if same else None, changed=None if same else approved.on)


def _work(story: Story, names: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    """The jobs on record, the newest first, then the work done before, as it was told."""
    for job in sorted(story.work.jobs, key=lambda job: job.start, reverse=True):
        span = f"{say.month(job.start)} to {say.month(job.end) if job.end else 'now'}"
        own = "self-employed" if job.self_employed and "self-employed" not in job.role.casefold() else ""
        yield span, _at(job.role, own or names.get(job.employer, ""))
    for past in story.vocational.past_jobs:
        yield " to ".join(part for part in (past.began, past.ended) if part), _past(past)


def _past(past: PastJob) -> str:
    where = past.on_cv_as or ("" if past.sort == "work_inside" else past.where)
    if not where and past.sort == "self_employed":
        where = "self-employed"
    return _at(past.role, where) + (f"\n{_sentence(past.did)}" if past.did else "")


def _at(role: str, where: str) -> str:
    return f"{role}, {where}" if where else role


def _learned(story: Story) -> Iterable[str]:
    got = [each.name for each in story.vocational.certificates if each.state == "got"]
    courses = [each.course for each in story.vocational.training if each.state == "ended"]
    profile = story.vocational.profile
    said = _listed(profile.certificates) if profile else []
    return dict.fromkeys(say.sentence(each) for each in (*got, *courses, *said))


def _listed(text: str) -> list[str]:
    return [say.sentence(part.strip()) for part in text.replace(";", ",").split(",") if part.strip()]


def _sentence(text: str) -> str:
    text = say.sentence(text.strip())
    return text if text.endswith((".", "!", "?")) else f"{text}."
