"""Periods in London time, and working days against the government's list of bank holidays."""

from csv import DictReader
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from reports.errors import PeriodError
from reports.periods import (
    EXAMPLES,
    LONDON,
    Kind,
    Period,
    is_working_day,
    midnight,
    now,
    nth_working_day_after,
    parse_instant,
    working_days_after,
)

HOLIDAYS = Path(__file__).parent / "data" / "bank_holidays_england_wales.csv"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-10", date(2026, 10, 1), date(2026, 11, 1)),
        ("2026-12", date(2026, 12, 1), date(2027, 1, 1)),
        ("2028-02", date(2028, 2, 1), date(2028, 3, 1)),  # 29 days
        ("2026-11-16", date(2026, 11, 16), date(2026, 11, 23)),  # a Monday
        ("2026-11-22", date(2026, 11, 16), date(2026, 11, 23)),  # the Sunday of that week
        ("2026-W47", date(2026, 11, 16), date(2026, 11, 23)),
        ("2026-w53", date(2026, 12, 28), date(2027, 1, 4)),
        ("2026-Q1", date(2026, 4, 1), date(2026, 7, 1)),
        ("2026-Q4", date(2027, 1, 1), date(2027, 4, 1)),
        ("2026-27", date(2026, 4, 1), date(2027, 4, 1)),
        (" 2026-10 ", date(2026, 10, 1), date(2026, 11, 1)),
    ],
)
def test_a_period_is_read_from_its_name(text: str, start: date, end: date) -> None:
    period = Period.parse(text)
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "October",
        "2026",
        "2026-13",
        "2026-00",
        "2026-W54",
        "2025-W53",
        "2026-02-30",
        "2026-Q5",
        "2026-10-1",
        "0226-10",
        "9999-12",
    ],
)
def test_what_is_no_period_is_said_in_one_line_that_shows_what_is_one(text: str) -> None:
    with pytest.raises(PeriodError) as error:
        Period.parse(text)
    assert repr(text) in str(error.value)
    assert "2026-10" in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("text", ["2026-10", "2026-11-16", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4", "2026-27"])
def test_the_key_of_a_period_names_it(text: str) -> None:
    assert Period.parse(text).key == str(Period.parse(text)) == text


def test_no_month_begins_on_the_second() -> None:
    with pytest.raises(PeriodError, match="no month begins on 2026-10-02"):
        Period(date(2026, 10, 2), Kind.MONTH)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("2026-10", "October 2026"),
        ("2026-11-16", "the week of 16 November 2026"),
        ("2026-06-01", "the week of 1 June 2026"),
        ("2026-Q3", "October to December 2026"),
        ("2026-27", "April 2026 to March 2027"),
    ],
)
def test_a_period_in_a_sentence(text: str, label: str) -> None:
    assert Period.parse(text).label == label


def test_a_month_with_a_clock_change_has_its_days_but_an_hour_more_or_less() -> None:
    march, october = Period.parse("2026-03"), Period.parse("2026-10")
    assert (march.days, october.days) == (31, 31)
    elapsed = [each.end_at.astimezone(UTC) - each.start_at.astimezone(UTC) for each in (march, october)]
    assert elapsed == [timedelta(days=31, hours=-1), timedelta(days=31, hours=1)]


def test_october_begins_in_summer_time_and_ends_in_winter_time() -> None:
    october = Period.parse("2026-10")
    assert october.start_at.astimezone(UTC) == datetime(2026, 9, 30, 23, tzinfo=UTC)
    assert october.end_at.astimezone(UTC) == datetime(2026, 11, 1, 0, tzinfo=UTC)
    assert october.last_day == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("text", "before", "year_before"),
    [
        ("2026-03", "2026-02", "2025-03"),
        ("2026-01", "2025-12", "2025-01"),
        ("2026-11-16", "2026-11-09", "2025-11-17"),  # 52 weeks: a Monday again
        ("2026-Q1", "2025-Q4", "2025-Q1"),
        ("2026-27", "2025-26", "2025-26"),
    ],
)
def test_the_period_before_and_the_one_a_year_before(text: str, before: str, year_before: str) -> None:
    period = Period.parse(text)
    assert (period.previous().key, period.year_before().key) == (before, year_before)


def test_a_trend_is_thirteen_periods_up_to_this_one() -> None:
    months = Period.parse("2026-10").trend()
    assert [months[0].key, months[-1].key, len(months)] == ["2025-10", "2026-10", 13]
    weeks = Period.parse("2026-01-05").trend(3)
    assert [week.key for week in weeks] == ["2025-12-22", "2025-12-29", "2026-01-05"]
    quarters, years = Period.parse("2026-Q1").trend(), Period.parse("2026-27").trend()
    assert [quarters[0].key, quarters[-2].key, len(quarters)] == ["2023-Q1", "2025-Q4", 13]
    assert [years[0].key, years[-2].key, len(years)] == ["2014-15", "2025-26", 13]


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_an_example(kind: Kind) -> None:
    example = Period.parse(EXAMPLES[kind])
    assert (example.kind, example.key) == (kind, EXAMPLES[kind])


@pytest.mark.parametrize(
    ("kind", "at", "complete"),
    [
        (Kind.MONTH, "2026-11-01T00:00", "2026-10"),  # midnight: October has just ended
        (Kind.MONTH, "2026-10-31T23:59", "2026-09"),
        (Kind.MONTH, "2026-09-30T23:30+00:00", "2026-09"),  # already October in London
        (Kind.WEEK, "2026-11-16T06:00", "2026-11-09"),
        (Kind.WEEK, "2026-11-15T23:59", "2026-11-02"),
        (Kind.QUARTER, "2026-12-31T23:59", "2026-Q2"),
        (Kind.QUARTER, "2027-01-01T00:00", "2026-Q3"),
        (Kind.QUARTER, "2026-06-30T23:30+00:00", "2026-Q1"),  # already July in London
        (Kind.YEAR, "2027-03-31T23:59", "2025-26"),
        (Kind.YEAR, "2027-04-01T00:00", "2026-27"),
    ],
)
def test_the_last_complete_period(kind: Kind, at: str, complete: str) -> None:
    assert Period.last_complete(kind, parse_instant(at)).key == complete


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-11-03T06:00", datetime(2026, 11, 3, 6, tzinfo=UTC)),
        ("2026-07-01 06:00", datetime(2026, 7, 1, 5, tzinfo=UTC)),
        ("2026-07-01T06:00Z", datetime(2026, 7, 1, 6, tzinfo=UTC)),
        ("2026-07-01T06:00+02:00", datetime(2026, 7, 1, 4, tzinfo=UTC)),
        ("2026-07-01", datetime(2026, 6, 30, 23, tzinfo=UTC)),
        ("2026-10-25T01:30", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),  # occurs twice: the first
        ("2026-03-29T01:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # does not exist: 02:30 summer time
    ],
)
def test_a_time_is_londons_unless_it_has_an_offset(text: str, instant: datetime) -> None:
    assert parse_instant(text).astimezone(UTC) == instant
    assert parse_instant(text).tzinfo is LONDON


@pytest.mark.parametrize("text", ["", "yesterday", "2026-13-01T06:00", "06:00"])
def test_what_is_no_time_is_said_in_one_line(text: str) -> None:
    with pytest.raises(PeriodError, match="is not an ISO time such as"):
        parse_instant(text)


def test_now_is_a_whole_minute_in_london() -> None:
    assert (now().second, now().microsecond, now().tzinfo) == (0, 0, LONDON)


def test_midnight_is_londons() -> None:
    assert midnight(date(2026, 7, 1)).astimezone(UTC) == datetime(2026, 6, 30, 23, tzinfo=UTC)


def test_bank_holidays_are_the_governments() -> None:
    """Every weekday from 2022 to 2027 is a working day unless the government's list names it."""
    with HOLIDAYS.open() as file:
        holidays = {date.fromisoformat(row["date"]) for row in DictReader(file)}
    first, last = date(2022, 1, 1), date(2027, 12, 31)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    weekdays_off = {day for day in days if day.isoweekday() < 6 and not is_working_day(day)}
    assert weekdays_off == {day for day in holidays if day.isoweekday() < 6}
    assert not any(is_working_day(day) for day in days if day.isoweekday() >= 6)


@pytest.mark.parametrize(
    ("period", "n", "day"),
    [
        ("2026-10", 2, date(2026, 11, 3)),  # the first is a Sunday
        ("2026-04", 2, date(2026, 5, 5)),  # Friday the 1st, then a weekend and Early May Monday
        ("2026-12", 2, date(2027, 1, 5)),  # New Year's Day is a Friday
        ("2026-03", 2, date(2026, 4, 2)),  # before Good Friday
        ("2026-11-16", 1, date(2026, 11, 23)),  # of a week: Monday
        ("2026-Q3", 1, date(2027, 1, 4)),
        ("2026-Q3", 5, date(2027, 1, 8)),
        ("2023-Q4", 1, date(2024, 4, 2)),  # it ended on Easter Sunday
        ("2025-26", 10, date(2026, 4, 16)),  # 1, 2, 7 to 10, 13 to 16 April
        ("2026-Q3", 60, date(2027, 3, 30)),  # 20 in January, 20 in February, 19 before Good Friday, then Tuesday
    ],
)
def test_the_nth_working_day_after_a_period(period: str, n: int, day: date) -> None:
    assert nth_working_day_after(Period.parse(period), n) == day


@pytest.mark.parametrize(
    ("event", "after", "days"),
    [
        ("2026-10-09", "2026-10-09", 0),  # the event's day is day 0
        ("2026-10-09", "2026-10-11", 0),  # Friday to Sunday
        ("2026-10-09", "2026-10-16", 5),  # Friday to Friday
        ("2026-10-10", "2026-10-16", 5),  # Saturday: Monday is the first
        ("2026-04-01", "2026-04-10", 5),  # Easter: 2, 7, 8, 9, 10 April
        ("2026-04-02", "2026-04-07", 1),  # Thursday to Tuesday over Good Friday and Easter Monday
        ("2026-12-21", "2026-12-30", 5),  # Christmas: 22, 23, 24, 29, 30; Boxing Day is taken on the 28th
        ("2026-12-24", "2027-01-04", 4),  # 29, 30, 31 December, 4 January
        ("2026-10-16", "2026-10-09", -5),
    ],
)
def test_working_days_after_an_event(event: str, after: str, days: int) -> None:
    counted = working_days_after(np.array([event], "datetime64[D]"), np.array([after], "datetime64[D]"))
    assert counted.tolist() == [days]


def test_working_days_after_no_events_are_none() -> None:
    nothing = np.array([], "datetime64[D]")
    assert working_days_after(nothing, nothing).tolist() == []
