"""The page taken home: read as the person who gets it, and as someone who finds it."""

import os
import re
import stat
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser

import msgspec
import pytest

from ipstui.casework import say
from ipstui.casework.benefits.kept import Kept
from ipstui.casework.benefits.session import Choice, Facts, answer, limits_said
from ipstui.documents import take_home_page
from ipstui.documents.take_home_page import as_html, as_text, first_sentence, page_of, write
from ipstui.documents.written import show

D = Decimal
TODAY = date(2026, 11, 23)
FACTS = Facts(
    age=30, household="single", universal_credit="yes", esa="yes", esa_weekly=D("145.90"), health="lcwra_protected",
    housing="rented", rent=D(450), savings=D(120), pip="yes", london="no",
)  # fmt: skip
CHOICES = tuple(
    Choice(hours=D(h), hourly=D("12.71"), travel=D(14), name=name, supported="no")
    for h, name in ((12, "Café"), (15, "Packing"), (16, "Packing, one more"), (30, "Office"))
)


def page(facts=FACTS, choices=CHOICES, chosen=1):
    answers = [answer(facts, choice, TODAY) for choice in choices]
    kept = Kept(on=TODAY, facts=facts, choices=choices, chosen=chosen)
    return page_of("Robin <Made> & Up", "Alex Morgan", kept, answers)


class Outline(HTMLParser):
    """The headings in their order, the language, and every reference to something outside."""

    def __init__(self, text):
        super().__init__()
        self.headings, self.attributes, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.attributes += [(tag, *pair) for pair in attrs]

    def handle_data(self, data):
        self.text.append(data)


def test_headings_go_down_one_at_a_time_and_the_table_has_heads_both_ways():
    found = Outline(as_html(page()))
    assert found.headings[0] == 1
    assert found.headings.count(1) == 1
    assert all(b - a <= 1 for a, b in zip(found.headings, found.headings[1:], strict=False))
    assert ("html", "lang", "en-GB") in found.attributes
    scopes = [value for tag, name, value in found.attributes if (tag, name) == ("th", "scope")]
    assert scopes.count("col") == 5
    assert scopes.count("row") == len(page().rows)


def test_it_is_black_on_white_at_twelve_points_or_more_and_fetches_nothing():
    text = as_html(page())
    assert all(float(size) >= 12 for size in re.findall(r"([\d.]+)pt", text))
    assert set(re.findall(r"#[0-9a-f]{3,6}\b", text)) <= {"#000", "#fff", "#change"}
    assert not [a for a in Outline(text).attributes if a[1] in ("src", "href")]
    assert "<script" not in text


@pytest.mark.parametrize("setting", [as_html, as_text])
def test_it_says_who_when_what_and_that_it_is_an_estimate(setting):
    text = "".join(Outline(setting(page())).text) if setting is as_html else setting(page())
    for words in ("Robin", "Mon 23 Nov 2026", "Alex Morgan", "PW1 BEFORE you start", "Citizens Advice"):
        assert words in text
    assert re.search("an estimate, not a decision", text, re.IGNORECASE)
    assert "in your journal" in text
    assert "within six months" in text
    assert "Rates of 2026-27" in text


@pytest.mark.parametrize("setting", [as_html, as_text])
@pytest.mark.parametrize("health", ["none", "lcw", "lcw_2017", "lcwra_new", "lcwra_protected", "unknown"])
@pytest.mark.parametrize("pip", ["yes", "no", "unknown"])
def test_no_health_risk_or_offence_is_named(setting, health, pip):
    facts = msgspec.structs.replace(FACTS, health=health, pip=pip, inside=True)
    choices = tuple(msgspec.structs.replace(c, supported="yes", proposal="p") for c in CHOICES)
    text = setting(page(facts, choices)).casefold()
    for word in (
        "lcw", "health", "capability", "support group", "disab", "sick", "medical", "licence", "officer",
        "offence", "conviction", "probation", "curfew", "risk", "prison", "custody", "release", "work allowance",
        "supported work",
    ):  # fmt: skip
        assert not re.search(rf"\b{word}", text), word


@pytest.mark.parametrize("setting", [as_html, as_text])
def test_pip_is_named_on_every_page_in_the_same_words(setting):
    told = set()
    for pip in ("yes", "no", "unknown"):
        for esa in ("yes", "no"):
            weekly = FACTS.esa_weekly if esa == "yes" else None
            facts = msgspec.structs.replace(FACTS, pip=pip, esa=esa, esa_weekly=weekly)
            told |= set(re.findall(r"PIP[^<\n]*", setting(page(facts))))
    assert len(told) == 1


@pytest.mark.parametrize("setting", [as_html, as_text])
def test_esas_limits_are_told_in_words(setting):
    assert "under 16 hours and no more than £203.50 a week" in setting(page())
    assert "hours and no more than" not in setting(page(msgspec.structs.replace(FACTS, esa="no", esa_weekly=None)))


@pytest.mark.parametrize("esa", ["yes", "no"])
@pytest.mark.parametrize("housing", ["rented", "supported", "temporary", "none", "unknown"])
@pytest.mark.parametrize("inside", [False, True])
@pytest.mark.parametrize("chosen", range(len(CHOICES)))
def test_the_warning_that_stood_first_on_the_screen_is_on_the_page(esa, housing, inside, chosen):
    weekly = FACTS.esa_weekly if esa == "yes" else None
    rent = None if housing == "none" else FACTS.rent
    facts = msgspec.structs.replace(FACTS, esa=esa, esa_weekly=weekly, housing=housing, rent=rent, inside=inside)
    first = [first_sentence(text) for text in limits_said(answer(facts, CHOICES[chosen], TODAY))[:1]]
    check = page(facts, chosen=chosen).check
    assert all(text in check or any("not written here" in line for line in check) for text in first)


def test_at_most_three_choices_and_the_one_on_the_screen_among_them():
    assert page(chosen=0).heads == ("Without work", "Café", "Packing, one more", "Office")
    assert page(chosen=3).heads == ("Without work", "Packing", "Packing, one more", "Office")
    assert page(choices=CHOICES[:1], chosen=0).heads == ("Without work", "Café")


def test_every_figure_is_the_calculators_own():
    found = answer(FACTS, CHOICES[1], TODAY).better
    rows = {row.name: row.cells for row in page(choices=CHOICES[1:2], chosen=0).rows}
    assert rows["Money in a month"] == (f"£{found.now.total_monthly:,}", f"£{found.in_work.total_monthly:,}")
    assert rows["Difference"][1] == f"+£{found.gain_after_travel_monthly:,}"
    assert rows["Universal Credit"][1] == f"£{found.in_work.uc_award:,}"


def test_what_does_not_bear_is_not_said():
    facts = Facts(age=30, household="single", universal_credit="yes", esa="no", housing="none", savings=D(0))
    text = as_text(page(facts, CHOICES[:1], chosen=0))
    assert "PW1" not in text
    assert "ESA" not in text
    assert "Supported or temporary" not in text
    supported = msgspec.structs.replace(facts, housing="supported", rent=D(700))
    assert "Supported or temporary" in as_text(page(supported, CHOICES[:1], chosen=0))


def test_names_are_text_and_never_markup():
    assert "Robin &lt;Made&gt; &amp; Up" in as_html(page())
    assert "Robin <Made> & Up" in as_text(page())


@pytest.mark.posix("rights of a file as a mode")
def test_the_files_are_for_this_user_only(tmp_path):
    folder = tmp_path / "pages"
    before = os.umask(0)
    try:
        write(page(), folder)
    finally:
        os.umask(before)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_names_of_the_files_say_nothing(tmp_path):
    folder = tmp_path / "pages"
    written = write(page(), folder)
    assert {path.suffix for path in folder.iterdir()} == {".html", ".txt"}
    assert all(re.fullmatch(r"take-home-[0-9a-f]{8}\.(html|txt)", path.name) for path in folder.iterdir())
    assert written.html.read_text("utf-8") == as_html(page())


def test_it_is_opened_in_the_browser_from_its_file(tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", lambda url: opened.append(url) or True)
    assert show(tmp_path / "a page.html")
    assert opened == [(tmp_path / "a page.html").as_uri()]


def test_without_a_browser_it_says_so(tmp_path, monkeypatch):
    import webbrowser

    def none(url):
        raise webbrowser.Error

    monkeypatch.setattr("webbrowser.open", none)
    assert not show(tmp_path / "page.html")


def test_the_page_is_short_enough_for_one_sheet():
    """An estimate of its height on A4, in points: lines of 90 letters at 14.4, rows and headings as set."""
    made = page()
    running = [*made.tell, *made.back, *made.check, " ".join(made.advice), made.said,
               "; ".join(made.facts), "; ".join(made.assumed) + 30 * " ", made.rates + 70 * " "]  # fmt: skip
    lines = sum(-(-len(text) // 90) for text in running)
    assert 76 + lines * 14.4 + len(made.rows) * 17 + 32 + 6 * 24 < 842 - 2 * 28.4


def test_the_templates_are_beside_the_module():
    folder = take_home_page.Path(take_home_page.__file__).parent
    assert (folder / "take_home_page.html").is_file()
    assert (folder / "take_home_page.txt").is_file()


# Six months, both ages, and the start of the job

PAID = tuple(
    msgspec.structs.replace(choice, cycle="four_weekly", first_pay_day=date(2026, 12, 11)) for choice in CHOICES
)
UC = Facts(
    age=30, household="single", universal_credit="yes", claim_day=9, esa="no", housing="supported", rent=D(900),
    savings=D(0), deductions=D(0), pip="no", london="no",
)  # fmt: skip


@pytest.mark.parametrize("setting", [as_html, as_text])
def test_the_six_months_stand_with_their_pay_days_and_a_bar(setting):
    made = page(UC, PAID, chosen=0)
    text = setting(made)
    periods = answer(UC, PAID[0], TODAY).better.pay_periods.periods
    assert len(made.months) == 6
    assert made.months[1].pay_days == "11 Dec, 8 Jan 2027"
    assert [row.total for row in made.months] == [say.money(p.total) for p in periods]
    assert [p.total is None for p in periods] == [False] * 5 + [True]  # a wage after 5 April, its tax not known yet
    assert "In December two wages fall into one period" in text
    assert "From Fri 9 Apr: The tax of a pay day in it is not known yet" in text
    assert max(row.bar.count("█") for row in made.months) == len(made.months[1].bar)
    assert "Six months" in text or "SIX MONTHS" in text


def test_without_pay_days_the_page_has_no_months():
    assert page().months == ()
    assert "SIX MONTHS" not in as_text(page())


@pytest.mark.parametrize(("facts", "choices"), [(UC, PAID), (FACTS, CHOICES)])
def test_the_months_stand_over_the_page_and_the_rest_is_one_sheet(facts, choices):
    made = page(facts, choices, chosen=1)
    running = [*made.tell, *made.back, *made.check, " ".join(made.advice), made.said,
               "; ".join(made.facts), "; ".join(made.assumed) + 30 * " ", made.rates + 70 * " "]  # fmt: skip
    lines = sum(-(-len(text) // 90) for text in running)
    assert 76 + lines * 14.4 + len(made.rows) * 17 + 32 + 6 * 24 < 842 - 2 * 28.4
    text = as_html(made)
    assert text.count('class="over"') == 1
    first = text.index("What these figures rest on")
    assert first < text.index('class="over"') < text.index("When the job begins")
    if made.months:
        assert first < text.index("Six months, by your pay days")
        assert ".over { break-before: page; }" in text


def test_both_ages_stand_where_only_the_year_of_birth_is_known():
    text = as_text(page(msgspec.structs.replace(UC, age=None, birth_year=2001), CHOICES[:1], chosen=0))
    assert "Only the year of your birth is known: at 24 £" in text
    assert "Born in 2001" in text


def test_what_to_ask_for_at_the_start_gives_nothing_away_and_stands_only_with_work():
    assert "ask the Jobcentre BEFORE you spend" in as_text(page(UC, CHOICES[:1], chosen=0))
    assert page(UC, (Choice(hours=D(0), hourly=D("12.71")),), chosen=0).begins == ()
    assert page(msgspec.structs.replace(UC, inside=True), CHOICES[:1], chosen=0).begins == ()
    own = msgspec.structs.replace(CHOICES[0], self_employed=True)
    assert not any("payslip" in line for line in page(UC, (own,), chosen=0).begins)
