"""What a page must not name unless the person said that it may: an offence, a risk, health; and never another client.

A page is left on tables and read by others. A text that names one of the three is left out whole, and whoever makes
the page is told how many were: a list of words cannot know every way of saying it, so the page is read before it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import msgspec

from ipstui.casework.choices import Topic
from ipstui.casework.spelling import fold

_WORDS: dict[Topic, str] = {
    "offence": r"""
        offen[cd]\w* crim\w+ convict\w* sentenc\w* burgl\w* thef\w* thie\w* steal\w* stole\w* robb\w* assault\w*
        sexual\w* rape\w* murder\w* manslaughter arson\w* fraud\w* weapon\w* knife stab\w* violen\w* dealing dealer
        victim\w* court charged shoplift\w* guilty restraining indecen\w* groom(?:ed|ing) kidnap\w* blackmail\w*
        gbh abh domestic inside.for what.i.did why.i.was.inside
    """,
    "risk": r"""
        risk\w* danger\w* mappa harm\w* self-harm\w* safeguard\w* threat\w* suicid\w* kill\w* overdos\w* attack\w*
        abus\w*
    """,
    "health": r"""
        medic\w* tablet\w* script\w* prescri\w* dose chemist\w* pharmac\w* gp doctor\w* surgery psych\w* mental\w*
        anxi\w* depress\w* ocd ptsd adhd autis\w* bipolar schizo\w* diagnos\w* disorder\w* illness\w* hospital\w*
        ward clinic\w* methadone subutex buvidal naloxone detox\w* rehab addict\w* drug\w* alcohol\w* drink\w*
        recovery sober\w* drunk\w* drank booze relaps\w* heroin cocaine cannabis ketamine amphetamine\w*
        unwell ill sick meds insulin cancer sectioned injur\w* disab\w* pregnan\w* nurse\w* cmht in-reach
        therap\w* counsell\w* injection\w*
        hiv hepatitis epilep\w* asthma\w* diabet\w* pain seizure\w* overdos\w* self-harm\w*
    """,
}
"""Words that tell of each, as patterns."""
_WORD = r"[^\W_]+"
_TOPICS = {topic: re.compile(rf"\b(?:{'|'.join(words.split())})\b", re.IGNORECASE) for topic, words in _WORDS.items()}


class Guard(msgspec.Struct, frozen=True, kw_only=True):
    """What may be named on one page. `others` are the names of every other client; they may never be."""

    may_name: frozenset[Topic] = frozenset()
    others: tuple[str, ...] = ()

    def holds_back(self, *texts: str) -> bool:
        """Whether one of the texts names what may not be named."""
        return any(topics_of(text) - self.may_name or self._names_another(text) for text in texts if text)

    def _names_another(self, text: str) -> bool:
        return any(self.names(text, name) for name in self.others)

    @staticmethod
    def names(text: str, name: str) -> bool:
        """Whether a text names somebody by their whole name, however it is spelt."""
        return _plain(name) in _plain(text)


def _plain(text: str) -> str:
    """The words of a text, each between blanks, so that a name is found as whole words only."""
    return f" {' '.join(re.findall(_WORD, fold(text)))} "


def guard_for(client: str, names: Iterable[tuple[str, str]], may_name: Iterable[Topic] = ()) -> Guard:
    """Return the guard of one client's page; `names` are the ids and names of everybody on the caseload."""
    return Guard(may_name=frozenset(may_name), others=tuple(name for each, name in names if each != client))


def topics_of(text: str) -> frozenset[Topic]:
    """Return what a text names of offence, risk and health, as far as words tell."""
    return frozenset(topic for topic, words in _TOPICS.items() if words.search(text))


def words_of(text: str) -> list[tuple[Topic, str]]:
    """Return the words of a text that name offence, risk or health, each once: its topic, and the word."""
    return [
        (topic, word)
        for topic, words in _TOPICS.items()
        for word in dict.fromkeys(hit[0].casefold() for hit in words.finditer(text))
    ]
