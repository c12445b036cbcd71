"""Typed numbers: what each way of writing one means, and that no comma ever multiplies."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipstui.casework.checks import Unfit
from ipstui.casework.typed.numbers import count, number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("16", "16"), ("7.5", "7.5"), ("12.71", "12.71"), (".5", "0.5"), ("7.", "7"), ("0", "0"), ("007", "7"),
        ("£1,234.50", "1234.50"), ("£ 7.5", "7.5"), ("1,234", "1234"), ("12,345,678", "12345678"), (" 16\u00a0", "16"),
        ("-5", "-5"), ("-£5", "-5"), ("\u22125", "-5"), ("\u200b16\ufeff", "16"),
    ],
)  # fmt: skip
def test_numbers_as_people_write_them(text, value):
    assert number("x", text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "better"),
    [("7,5", "7.5"), ("12,71", "12.71"), ("£12,71", "12.71"), ("1.234,50", "1234.50"), ("1234,5", "1234.5"),
     (",5", "0.5"), ("0,75", "0.75"), ("1,2345", "1.2345"), ("16,", "16")],
)  # fmt: skip
def test_a_decimal_comma_is_refused_and_the_way_to_write_it_named(text, better):
    with pytest.raises(Unfit) as refused:
        number("hourly_pay", text)
    assert refused.value.field == "hourly_pay"
    assert f"as in {better}." in refused.value.problem


@pytest.mark.parametrize(
    "text",
    ["", "£", "12h", "inf", "nan", "--1", "1.2.3", "1e1", "1E-2", "1_5", "0x10", "\u0667", "\u0661\u0662",
     "\uff11\uff12", "\u00b2", "\u00bd", "7\u00bd", "1 234", "1,23,456", "1,234,5", "12,34.5", ".", ",", "-",
     "££5", "5£", "7'5", "\u4e03", "9" * 400],
)  # fmt: skip
def test_what_is_no_number_says_so(text):
    with pytest.raises(Unfit) as refused:
        number("x", text)
    assert refused.value.field == "x"
    assert len(refused.value.problem) < 120


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("90", 90), ("1,000", 1000), ("12.0", 12)])
def test_whole_numbers(text, value):
    assert count("minutes", text) == value


@pytest.mark.parametrize("text", ["", "-1", "7.5", "1,5", "1e1", "1_5", "\u0667", "\u00b2", "£5", "an hour"])
def test_what_is_no_whole_number_says_so(text):
    with pytest.raises(Unfit, match="not a whole number"):
        count("minutes", text)


AMOUNTS = st.decimals(0, 9_999_999, places=2)


@given(amount=AMOUNTS)
def test_every_amount_reads_back_however_it_is_written(amount):
    for written in (f"{amount}", f"£{amount:,}", f" £ {amount:,} "):
        assert number("x", written) == amount


@given(whole=st.integers(0, 999), part=st.text("0123456789", min_size=1, max_size=6))
def test_a_comma_never_makes_a_number_larger_unless_it_divides_thousands(whole, part):
    if len(part) == 3 and not (whole < 1 and len(str(whole)) > 1):
        assert number("x", f"{whole},{part}") == whole * 1000 + int(part)
        return
    with pytest.raises(Unfit):
        number("x", f"{whole},{part}")


@given(text=st.text("0123456789.,-+_eE£ \u0661\u0967\uff15\u00b2\u00bd\u2019'", max_size=12))
def test_a_number_that_was_read_has_the_figures_that_were_typed(text):
    try:
        value = number("x", text)
    except Unfit:
        return
    typed = "".join(each for each in text if each in "0123456789").strip("0")
    assert "".join(each for each in f"{value:f}" if each.isdigit()).strip("0") == typed
