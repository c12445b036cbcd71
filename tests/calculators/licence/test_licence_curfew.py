"""Curfew arithmetic: gaps, journey, margin, midnight, first night, several periods, clock changes, tags."""

from datetime import date

import pytest

from tests.calculators.licence.licence_cases import check, curfew, job, licence, line, shift, verdict_of

DAY = "2026-12-01"  # a Tuesday


def curfew_verdict(start, end, journey, *, block=("19:00", "07:00"), day=DAY):
    return verdict_of(check(licence(curfew(*block)), proposal=shift(day, start, end, journey=journey)), "curfew_v4")


@pytest.mark.parametrize(
    ("end", "journey", "verdict"),
    [
        ("18:00", 60, "ask"),  # home at 19:00 sharp
        ("17:59", 60, "ask"),
        ("18:01", 60, "conflict"),  # home 19:01
        ("17:46", 60, "ask"),  # 14 minutes to spare
        ("17:45", 60, "clear"),  # 15 minutes to spare
        ("19:00", 0, "ask"),  # ends as the curfew starts, at home
        ("19:01", 0, "conflict"),
        ("17:00", None, "clear"),  # 120 minutes
        ("17:01", None, "unknown"),
        ("19:00", None, "unknown"),
        ("19:01", None, "conflict"),
    ],
)
def test_after_the_shift(end, journey, verdict):
    assert curfew_verdict("12:00", end, journey) == verdict


@pytest.mark.parametrize(
    ("start", "journey", "verdict"),
    [
        ("08:00", 60, "ask"),
        ("07:59", 60, "conflict"),
        ("08:14", 60, "ask"),
        ("08:15", 60, "clear"),
        ("09:00", None, "clear"),
        ("08:59", None, "unknown"),
        ("06:59", 0, "conflict"),
    ],
)
def test_before_the_shift(start, journey, verdict):
    assert curfew_verdict(start, "12:00", journey) == verdict


def test_a_night_shift_is_held_against_both_nights():
    assert curfew_verdict("22:00", "06:00", 30, block=("20:00", "21:00")) == "clear"
    assert curfew_verdict("22:00", "06:00", 30, block=("05:30", "06:30")) == "conflict"
    assert curfew_verdict("22:00", "04:00", 30, block=("05:30", "06:30")) == "clear"
    assert curfew_verdict("22:00", "06:00", 30, block=("23:00", "01:00")) == "conflict"


def test_an_end_at_midnight():
    assert curfew_verdict("20:00", "24:00", 30, block=("00:30", "06:00")) == "ask"
    assert curfew_verdict("20:00", "24:00", 30, block=("00:00", "06:00")) == "conflict"
    assert curfew_verdict("20:00", "22:00", 30, block=("22:45", "24:00")) == "clear"


def test_days_of_the_week_belong_to_the_evening():
    friday_only = {"id": "curfew_v4", "params": {"blocks": [{"from": "19:00", "to": "07:00", "days": [4]}]}}
    for day, hours, verdict in (
        ("2026-12-03", ("18:00", "22:00"), "clear"),  # Thursday
        ("2026-12-04", ("18:00", "22:00"), "conflict"),
        ("2026-12-05", ("05:00", "10:00"), "conflict"),  # the end of Friday's night
        ("2026-12-05", ("18:00", "22:00"), "clear"),
    ):
        result = check(licence(friday_only), proposal=shift(day, *hours))
        assert verdict_of(result, "curfew_v4") == verdict, day


def test_three_periods_a_day():
    blocks = [{"from": "06:00", "to": "07:00"}, {"from": "12:00", "to": "13:00"}, {"from": "21:00", "to": "05:00"}]
    term = {"id": "curfew_v4", "params": {"blocks": blocks}}
    for hours, verdict in (
        (("08:00", "11:00"), "clear"),
        (("10:00", "14:00"), "conflict"),
        (("14:00", "20:15"), "clear"),
    ):
        assert verdict_of(check(licence(term), proposal=shift(DAY, *hours)), "curfew_v4") == verdict


def test_it_says_how_many_shifts_and_the_first():
    result = check(licence(curfew()), proposal=job(hours=("10:00", "18:35"), journey=30))
    row = line(result, "curfew_v4")
    assert row.why == "31 of 31 shifts, first Mon 30 Nov, home 19:05 v 19:00"
    assert (row.dates.count, row.dates.of) == (31, 31)
    assert (row.dates.first, row.dates.last) == (date(2026, 11, 30), date(2027, 1, 11))
    assert row.route == "the officer: let the curfew start at 19:30 or later on Mon\N{EN DASH}Fri"
    early = line(check(licence(curfew()), proposal=job(hours=("07:10", "12:00"), journey=30)), "curfew_v4")
    assert early.why == "31 of 31 shifts, first Mon 30 Nov, leaves 06:40 v in until 07:00"
    assert early.route == "the officer: let the curfew end by 06:15 on Mon\N{EN DASH}Fri"


def test_first_night_starts_at_three_on_release_day_only():
    def on(day, *hours, **params):
        term = {
            "id": "hdc_curfew",
            "rule": "R-CURFEW",
            "params": {"blocks": [{"from": "19:00", "to": "07:00"}], **params},
        }
        return verdict_of(
            check(licence(term, start="2026-12-01"), proposal=shift(day, *hours, journey=15)), "hdc_curfew"
        )

    assert on("2026-12-01", "13:00", "16:00") == "conflict"
    assert on("2026-12-02", "13:00", "16:00") == "clear"
    assert on("2026-12-01", "13:00", "16:00", first_night="17:00") == "clear"
    assert on("2026-12-01", "13:00", "16:50", first_night="17:00") == "conflict"
    # Nobody is at the curfew address in the small hours of the day they come out.
    assert on("2026-12-01", "07:30", "10:00") == "clear"


def test_a_variation_is_no_first_night():
    first = licence(curfew(), status="superseded", start="2026-10-06", end="2026-12-06")
    second = licence(curfew(), start="2026-12-07")
    afternoon = shift("2026-12-07", "13:00", "16:00")
    assert verdict_of(check(first, second, proposal=afternoon), "curfew_v4") == "clear"
    # The night between the two versions is one night.
    night = shift("2026-12-07", "06:00", "10:00")
    assert verdict_of(check(first, second, proposal=night), "curfew_v4") == "conflict"
    assert verdict_of(check(licence(curfew(), start="2026-12-07"), proposal=night), "curfew_v4") == "clear"


def test_the_last_night_ends_at_midnight():
    term = {"id": "hdc_curfew", "rule": "R-CURFEW", "params": {"blocks": [{"from": "19:00", "to": "07:00"}]},
            "from": "2026-10-06", "to": "2027-01-20"}  # fmt: skip
    for day, hours, verdict in (
        ("2027-01-20", ("17:00", "22:00"), "conflict"),
        ("2027-01-20", ("05:00", "09:00"), "conflict"),
        ("2027-01-21", ("05:00", "09:00"), "clear"),
        ("2027-01-21", ("17:00", "22:00"), "clear"),
    ):
        assert verdict_of(check(licence(term), proposal=shift(day, *hours)), "hdc_curfew") == verdict, (day, hours)


def test_the_kit_is_collected_on_the_last_night():
    term = {"id": "hdc_curfew", "rule": "R-CURFEW", "to": "2027-01-20", "from": "2026-10-06",
            "params": {"blocks": [{"from": "19:00", "to": "07:00", "days": [0]}]}}  # fmt: skip
    found = check(licence(term), proposal=shift("2027-01-20", "18:00", "23:00"))  # a Wednesday without a block
    assert verdict_of(found, "hdc_curfew") == "ask"
    found = check(licence(term), proposal=shift("2027-01-20", "12:00", "18:00"))
    assert verdict_of(found, "hdc_curfew") == "unknown"  # and every night of it has hours
    found = check(licence(term), proposal=shift("2027-01-18", "12:00", "18:00"))
    assert verdict_of(found, "hdc_curfew") == "clear"


def test_hours_that_vary_or_are_not_known():
    none = check(licence(curfew()), proposal=job(hours=None))
    assert verdict_of(none, "curfew_v4") == "unknown"
    assert any(text.startswith("hours:") for text in none.missing)
    vary = {"hours_vary": "yes"}
    assert verdict_of(check(licence(curfew()), proposal=job(facts=vary)), "curfew_v4") == "unknown"
    wide = {**vary, "earliest_start": "06:00", "latest_finish": "14:00"}
    assert verdict_of(check(licence(curfew()), proposal=job(facts=wide)), "curfew_v4") == "conflict"
    day = {**vary, "earliest_start": "09:00", "latest_finish": "17:30"}
    assert verdict_of(check(licence(curfew()), proposal=job(facts=day)), "curfew_v4") == "clear"


def test_a_curfew_without_hours_is_unknown():
    result = check(licence("curfew_v4"), proposal=job())
    assert verdict_of(result, "curfew_v4") == "unknown"
    assert any(text.startswith("blocks:") for text in result.missing)


def test_clock_going_forward_shortens_the_way_home():
    # The night of Sat 27 to Sun 28 March 2027: between 00:30 and 02:15 there are 45 minutes.
    term = curfew("02:15", "06:00")
    change, week_before = (
        shift("2027-03-27", "20:00", "00:30", journey=60),
        shift("2027-03-20", "20:00", "00:30", journey=60),
    )
    assert verdict_of(check(licence(term), proposal=week_before), "curfew_v4") == "clear"
    assert verdict_of(check(licence(term), proposal=change), "curfew_v4") == "conflict"


def test_clock_going_back_lengthens_it():
    term = curfew("02:15", "06:00")
    long = licence(term, end="2028-01-01")
    autumn, week_before = (
        shift("2027-10-30", "20:00", "00:45", journey=120),
        shift("2027-10-23", "20:00", "00:45", journey=120),
    )
    assert verdict_of(check(long, proposal=week_before), "curfew_v4") == "conflict"
    assert verdict_of(check(long, proposal=autumn), "curfew_v4") == "clear"


def test_a_change_of_the_clocks_past_the_horizon_is_seen():
    term = curfew("02:15", "06:00")
    nights = job([5], ("20:00", "00:30"), journey=60)
    assert verdict_of(check(licence(term), proposal=nights), "curfew_v4") == "conflict"
    assert verdict_of(check(licence(term, end="2027-03-20"), proposal=nights), "curfew_v4") == "clear"


def pretag(tag_fitted=None, day="2026-12-03", hours=("16:00", "20:00")):
    params = {} if tag_fitted is None else {"tag_fitted": tag_fitted}
    term = {"id": "pre_tag_stay_in", "params": params}
    return verdict_of(check(licence(term), proposal=shift(day, *hours)), "pre_tag_stay_in")


def test_until_the_tag_is_fitted():
    assert pretag() == pretag("unknown") == "unknown"
    assert pretag("no") == pretag(False) == "conflict"
    assert pretag("yes") == pretag(True) == "clear"
    assert pretag("2026-12-02") == "clear"
    assert pretag("2026-12-03") == "conflict"  # the evening of the fitting
    assert pretag("2026-12-04") == "conflict"
    assert pretag(hours=("09:00", "15:00")) == "clear"
    assert pretag(hours=("01:00", "04:00")) == "clear"  # stays in until midnight, not after


def test_reporting_is_a_short_time_to_be_there():
    term = {"id": "report_to_police_station", "params": {"times": ["10:00"], "days": [0, 1]}}
    for day, hours, verdict in (
        ("2026-12-01", ("09:00", "17:00"), "conflict"),
        ("2026-12-02", ("09:00", "17:00"), "clear"),  # a Wednesday
        ("2026-12-01", ("11:00", "17:00"), "clear"),  # 10:15 and 30 minutes, and 15 more
        ("2026-12-01", ("10:50", "17:00"), "ask"),
        ("2026-12-01", ("10:45", "17:00"), "ask"),  # there until 10:15, and 30 minutes away
        ("2026-12-01", ("10:44", "17:00"), "conflict"),
    ):
        found = check(licence(term), proposal=shift(day, *hours))
        assert verdict_of(found, "report_to_police_station") == verdict, (day, hours)
    assert (
        verdict_of(check(licence("report_to_police_station"), proposal=job()), "report_to_police_station") == "unknown"
    )


def test_appointments_are_moved_by_agreement():
    booked = [{"date": "2026-12-01", "from": "14:00", "to": "14:45", "what": "supervision"}]

    def on(*hours, **more):
        found = check(licence("keep_in_touch_and_meet"), proposal=shift(DAY, *hours, **more), appointments=booked)
        return verdict_of(found, "keep_in_touch_and_meet")

    assert on("09:00", "17:00") == "ask"
    assert on("09:00", "13:15") == "clear"
    assert on("09:00", "13:40") == "ask"
    assert on("09:00", "13:15", journey=None) == "unknown"
    assert verdict_of(check(licence("keep_in_touch_and_meet"), proposal=job()), "keep_in_touch_and_meet") == "clear"
    jobcentre = [{**booked[0], "for": "jobcentre_appointments"}]
    both = licence("keep_in_touch_and_meet", "jobcentre_appointments")
    found = check(both, proposal=job(), appointments=jobcentre)
    assert verdict_of(found, "keep_in_touch_and_meet") == "clear"
    assert verdict_of(found, "jobcentre_appointments") == "ask"


def test_permission_to_be_out_covers_even_when_the_journey_is_not_known():
    allowed = [{"for": "curfew_v4", "scope": {"proposal": "p1"}}]
    late = job(hours=("14:00", "22:00"))
    assert verdict_of(check(licence(curfew()), proposal=late, permissions=allowed), "curfew_v4") == "clear"
    close = job(hours=("10:00", "18:00"), journey=None)
    assert verdict_of(check(licence(curfew()), proposal=close, permissions=allowed), "curfew_v4") == "clear"


def test_the_evening_before_a_curfew_begins_is_free():
    term = curfew("19:00", "23:00", **{"from": "2026-12-02"})
    night = shift("2026-12-01", "20:00", "02:00", end_on="2026-12-02")
    assert verdict_of(check(licence(term), proposal=night), "curfew_v4") == "clear"
    through = curfew("19:00", "07:00", **{"from": "2026-12-02"})
    assert line(check(licence(through), proposal=night), "curfew_v4").why.endswith("home 02:30 v 00:00")


@pytest.mark.parametrize(
    ("day", "end", "journey", "asked"),
    [
        ("2027-03-28", "00:30", 60, "let the curfew start at 02:45 or later on Sun"),  # home 02:30, an hour lost
        ("2027-10-31", "01:30", 40, "let the curfew start at 02:30 or later on Sun"),  # home 02:10, an hour more
    ],
)
def test_what_is_asked_for_is_in_clock_time_where_the_clocks_change(day, end, journey, asked):
    held = licence(curfew("02:00", "05:00"), end="2027-12-31")
    result = check(held, proposal=shift(day, "00:00", end, journey=journey))
    assert asked in line(result, "curfew_v4").route
