"""The clock's faults: which period a run reports on, when it is due and by when it must be out, in London's time."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from airflow.timetables.base import DagRunInfo, TimeRestriction

from reports.errors import PeriodError
from reports.periods import LONDON, Kind, Period, is_working_day, parse_instant
from working_days import WorkingDayOfMonth

Saw = Callable[[str], None]
FIGURES = {
    Kind.MONTH: WorkingDayOfMonth(2, hour=6),
    Kind.QUARTER: WorkingDayOfMonth(5, hour=6, kind="quarter"),
    Kind.YEAR: WorkingDayOfMonth(10, hour=6, kind="year"),
}


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def run_after(key: str) -> datetime:
    """Give when the figures of a month, quarter or year are made, as the scheduler finds it after the one before."""
    import pendulum

    period = Period.parse(key)
    figures = FIGURES[period.kind]
    before = pendulum.instance(figures.due(period.previous()))
    run = figures.next_dagrun_info_v2(
        last_dagrun_info=DagRunInfo.exact(before), restriction=TimeRestriction(None, None, True)
    )
    assert run is not None
    assert run.partition_key == key
    return run.run_after


@pytest.fixture
def due() -> Callable[[str, str], datetime]:
    """Give by when the report on a period must be out, as the scheduler finds it for a run that comes in time."""
    import deadlines

    reports = {
        "week": "return_interviews",
        "month": "smt_overview",
        "quarter": "child_protection_panel",
        "year": "private_fostering",
    }
    return lambda kind, key: deadlines.due(reports[kind], kind, key, None, Period.parse(key).end_at)


@pytest.mark.fault("Clock", "goes forward, and goes back")
def test_clock_changes_move_nothing(saw: Saw, due: Callable[[str, str], datetime]) -> None:
    assert due("week", "2026-03-23") == datetime(2026, 3, 30, 8, tzinfo=UTC)  # the Monday after
    assert due("week", "2026-10-19") == datetime(2026, 10, 26, 9, tzinfo=UTC)
    assert run_after("2026-03") == datetime(2026, 4, 2, 5, tzinfo=UTC)
    assert run_after("2026-10") == datetime(2026, 11, 3, 6, tzinfo=UTC)
    hours = {
        key: (Period.parse(key).end_at.timestamp() - Period.parse(key).start_at.timestamp()) / 3600
        for key in ("2026-03-23", "2026-10-19")
    }
    assert hours == {"2026-03-23": 167, "2026-10-19": 169}
    saw("runs and deadlines stay at their hour in London; that week has 167 or 169 hours, and none counts twice")


@pytest.mark.fault("Clock", "shows 23:59 on the month's last day")
def test_a_month_is_reported_on_once_it_has_ended(saw: Saw) -> None:
    assert Period.last_complete(Kind.MONTH, london("2026-06-30T23:59")).key == "2026-05"
    assert Period.last_complete(Kind.MONTH, london("2026-07-01T00:00")).key == "2026-06"
    assert Period.last_complete(Kind.MONTH, datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).key == "2026-06"  # 00:30 BST
    saw("a run then reports on the month before; a minute later on the month that has ended, by London's midnight")


@pytest.mark.fault("Clock", "shows a leap day")
def test_a_leap_day_is_a_day(saw: Saw, due: Callable[[str, str], datetime]) -> None:
    february = Period.parse("2028-02")
    assert (february.last_day, february.days) == (date(2028, 2, 29), 29)
    assert february.year_before().last_day == date(2027, 2, 28)
    assert Period.last_complete(Kind.MONTH, london("2028-02-29T06:00")).key == "2028-01"
    assert run_after("2028-02") == london("2028-03-02T06:00")
    assert due("month", "2028-02") == london("2028-03-02T12:00")
    with pytest.raises(PeriodError):
        Period.parse("2027-02-29")
    saw("it is the last day of its month; a year before it is 28 February; 29 February 2027 is refused")


@pytest.mark.fault("Clock", "shows Christmas")
def test_christmas_moves_the_monthly_report_and_not_the_weekly_one(
    saw: Saw, due: Callable[[str, str], datetime]
) -> None:
    assert run_after("2026-12") == london("2027-01-05T06:00")
    assert due("month", "2026-12") == london("2027-01-05T12:00")
    assert due("week", "2026-12-21") == london("2026-12-28T09:00")  # a bank holiday: children are missing all the same
    assert run_after("2026-Q3") == london("2027-01-08T06:00")
    assert due("quarter", "2026-Q3") == london("2027-01-15T12:00")
    saw(
        "no working day is counted between; the figures of December 2026 come on 5 January, of its quarter on the 8th, "
        "the week's on its Monday"
    )


@pytest.mark.fault("Clock", "shows Easter")
def test_easter_moves_what_is_made_of_a_quarter_and_of_a_year(saw: Saw, due: Callable[[str, str], datetime]) -> None:
    assert not any(is_working_day(day) for day in (date(2026, 4, 3), date(2026, 4, 6)))
    assert run_after("2025-Q4") == datetime(2026, 4, 9, 5, tzinfo=UTC)  # 1, 2, 7, 8 and 9 April
    assert run_after("2025-26") == datetime(2026, 4, 16, 5, tzinfo=UTC)
    assert due("quarter", "2025-Q4") == london("2026-04-16T12:00")
    assert due("year", "2025-26") == london("2026-04-30T12:00")
    assert run_after("2026-27") == london("2027-04-14T06:00")  # Easter was in March
    saw("its two holidays are not counted: the figures of the quarter come on 9 April 2026, of the year on the 16th")


@pytest.mark.fault("Clock", "shows 23:59 on 31 March")
def test_a_quarter_and_a_year_are_reported_on_once_they_have_ended(saw: Saw) -> None:
    before, after = london("2026-03-31T23:59"), datetime(2026, 3, 31, 23, tzinfo=UTC)  # 00:00 BST
    found = {kind: [Period.last_complete(kind, at).key for at in (before, after)] for kind in (Kind.QUARTER, Kind.YEAR)}
    assert found == {Kind.QUARTER: ["2025-Q3", "2025-Q4"], Kind.YEAR: ["2024-25", "2025-26"]}
    saw("a run then reports on the quarter and year before; a minute later, by London's midnight, on those that ended")


@pytest.mark.fault("Clock", "shows a one-off bank holiday")
def test_one_off_bank_holidays_are_no_working_days(saw: Saw, due: Callable[[str, str], datetime]) -> None:
    jubilee, funeral, coronation = date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)
    assert not any(is_working_day(day) for day in (jubilee, funeral, coronation))
    assert run_after("2022-05") == london("2022-06-06T06:00")  # the 2nd and 3rd of June were holidays, the 4th Saturday
    assert due("month", "2022-05") == london("2022-06-06T12:00")
    saw("the figures of May 2022 come on 6 June, after the two days of the Platinum Jubilee")


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Tokyo"])
def somewhere(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.fault("Clock", "is that of a server in UTC, or in any other zone")
@pytest.mark.usefixtures("somewhere")
def test_a_servers_zone_plays_no_part(saw: Saw, due: Callable[[str, str], datetime]) -> None:
    assert parse_instant("2026-07-01T06:00") == datetime(2026, 7, 1, 5, tzinfo=UTC)
    assert Period.last_complete(Kind.MONTH, datetime(2026, 6, 30, 23, 30, tzinfo=UTC)).key == "2026-06"
    assert run_after("2026-06") == datetime(2026, 7, 2, 5, tzinfo=UTC)
    assert due("month", "2026-06") == datetime(2026, 7, 2, 11, tzinfo=UTC)
    saw("periods, runs and deadlines are London's, to the minute, wherever the server stands")
