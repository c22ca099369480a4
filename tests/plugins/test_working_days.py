"""When the figures of months, quarters and years are due: right across both clock changes, Christmas and Easter."""

from datetime import UTC, datetime

import pendulum
import pytest
from airflow.exceptions import InvalidPartitionKeyError
from airflow.timetables.base import DagRunInfo, TimeRestriction

from reports.periods import Kind
from working_days import WorkingDayOfMonth

SECOND = WorkingDayOfMonth(2, hour=6)
QUARTERLY = WorkingDayOfMonth(5, hour=6, kind="quarter")
YEARLY = WorkingDayOfMonth(10, hour=6, kind="year")


def utc(text: str) -> pendulum.DateTime:
    return pendulum.instance(datetime.fromisoformat(text).replace(tzinfo=UTC))


def next_run(
    last: str | None, earliest: str | None = None, latest: str | None = None, of: WorkingDayOfMonth = SECOND
) -> DagRunInfo | None:
    """Give the run after one that was due at `last`, catching up so that the present plays no part."""
    info = DagRunInfo.exact(utc(last)) if last else None
    restriction = TimeRestriction(earliest and utc(earliest), latest and utc(latest), True)
    return of.next_dagrun_info_v2(last_dagrun_info=info, restriction=restriction)


@pytest.mark.parametrize(
    ("key", "due", "why"),
    [
        ("2025-11", "2025-12-02T06:00", "Monday and Tuesday, GMT"),
        ("2025-12", "2026-01-05T06:00", "Thursday is New Year's Day, Friday the first working day"),
        ("2026-01", "2026-02-03T06:00", "the 1st is a Sunday"),
        ("2026-03", "2026-04-02T05:00", "BST began on 29 March; Good Friday comes after"),
        ("2026-04", "2026-05-05T05:00", "the early May bank holiday is Monday 4th"),
        ("2026-09", "2026-10-02T05:00", "still BST"),
        ("2026-10", "2026-11-03T06:00", "BST ended on 25 October"),
        ("2026-12", "2027-01-05T06:00", "New Year's Day is a Friday, so Monday is the first"),
        ("2027-12", "2028-01-05T06:00", "New Year's Day is a Saturday, so Monday 3rd is the bank holiday"),
        ("2023-03", "2023-04-04T05:00", "Monday and Tuesday, before Easter"),
        ("2023-04", "2023-05-03T05:00", "the early May bank holiday is Monday 1st"),
    ],
)
def test_the_report_on_a_month_is_due_on_the_second_working_day_after_it(key: str, due: str, why: str) -> None:
    before = utc(due).subtract(seconds=1).isoformat()[:19]
    assert next_run(before) == DagRunInfo(
        run_after=utc(due),
        data_interval=None,
        partition_date=SECOND.resolve_partition_date(key),
        partition_key=key,
    ), why


@pytest.mark.parametrize(
    ("of", "key", "due", "why"),
    [
        (QUARTERLY, "2025-Q3", "2026-01-08T06:00", "after Christmas: 2, 5, 6, 7 and 8 January"),
        (QUARTERLY, "2025-Q4", "2026-04-09T05:00", "Good Friday is the 3rd, Easter Monday the 6th; BST"),
        (QUARTERLY, "2026-Q1", "2026-07-07T05:00", "Wednesday to Tuesday, BST"),
        (QUARTERLY, "2026-Q2", "2026-10-07T05:00", "Thursday to Wednesday, BST still"),
        (QUARTERLY, "2026-Q3", "2027-01-08T06:00", "New Year's Day is a Friday; GMT"),
        (QUARTERLY, "2027-Q3", "2028-01-10T06:00", "New Year's Day is a Saturday, so Monday 3rd is the bank holiday"),
        (QUARTERLY, "2023-Q4", "2024-04-08T05:00", "the quarter ended on Easter Sunday, and Monday is a holiday"),
        (YEARLY, "2025-26", "2026-04-16T05:00", "Good Friday is 3 April, Easter Monday the 6th"),
        (YEARLY, "2026-27", "2027-04-14T05:00", "Easter was in March"),
        (YEARLY, "2021-22", "2022-04-14T05:00", "the day before Good Friday"),
        (YEARLY, "2022-23", "2023-04-18T05:00", "Good Friday is 7 April, Easter Monday the 10th"),
    ],
)
def test_a_quarter_is_due_on_the_fifth_and_a_year_on_the_tenth_working_day_after_it(
    of: WorkingDayOfMonth, key: str, due: str, why: str
) -> None:
    before = utc(due).subtract(seconds=1).isoformat()[:19]
    expected = DagRunInfo(
        run_after=utc(due), data_interval=None, partition_date=of.resolve_partition_date(key), partition_key=key
    )
    assert next_run(before, of=of) == expected, why


@pytest.mark.parametrize(
    ("of", "keys"),
    [
        (QUARTERLY, [f"{year}-Q{quarter}" for year in range(2023, 2027) for quarter in (1, 2, 3, 4)]),
        (YEARLY, ["2023-24", "2024-25", "2025-26", "2026-27"]),
    ],
)
def test_each_quarter_and_year_follows_the_one_before(of: WorkingDayOfMonth, keys: list[str]) -> None:
    found, last = [], "2023-05-01T00:00"
    for _ in keys:
        run = next_run(last, of=of)
        assert run is not None
        assert run.run_after.in_timezone("Europe/London").format("HH:mm") == "06:00"
        found.append(run.partition_key)
        last = run.run_after.isoformat()[:19]
    assert found == keys


def test_each_month_follows_the_one_before_for_four_years() -> None:
    keys, last = [], "2024-01-01T00:00"
    for _ in range(48):
        run = next_run(last)
        assert run is not None
        assert run.partition_key is not None
        assert run.run_after.in_timezone("Europe/London").format("HH:mm") == "06:00"
        keys.append(run.partition_key)
        last = run.run_after.isoformat()[:19]
    assert keys == [f"{year}-{month:02d}" for year in range(2023, 2028) for month in range(1, 13)][11:59]


def test_the_start_date_is_a_bound_that_counts() -> None:
    run = next_run(None, earliest="2026-11-03T06:00")
    assert run is not None
    assert run.partition_key == "2026-10"


def test_nothing_is_due_after_the_end_date() -> None:
    assert next_run("2026-10-02T05:00", latest="2026-11-03T05:59") is None


def test_without_catch_up_only_the_latest_of_the_missed_runs_is_made() -> None:
    missed = DagRunInfo.exact(utc("2020-01-03T06:00"))
    run = SECOND.next_dagrun_info_v2(last_dagrun_info=missed, restriction=TimeRestriction(None, None, False))
    assert run is not None
    assert run.run_after <= pendulum.now("UTC")
    following = next_run(run.run_after.isoformat()[:19])
    assert following is not None
    assert following.run_after > pendulum.now("UTC")


def test_a_new_dag_waits_for_its_first_time() -> None:
    run = SECOND.next_dagrun_info_v2(last_dagrun_info=None, restriction=TimeRestriction(None, None, False))
    assert run is not None
    assert run.run_after > pendulum.now("UTC")


def test_a_backfill_takes_every_month_that_begins_between_the_bounds() -> None:
    """March and October begin in GMT and BST; the bounds come as UTC midnights."""
    runs = SECOND.iter_partition_dagrun_infos(
        earliest=datetime(2026, 3, 1, tzinfo=UTC), latest=datetime(2026, 5, 1, tzinfo=UTC)
    )
    assert [(run.partition_key, run.run_after) for run in runs] == [
        ("2026-03", utc("2026-04-02T05:00")),
        ("2026-04", utc("2026-05-05T05:00")),
        ("2026-05", utc("2026-06-02T05:00")),
    ]


@pytest.mark.parametrize(
    ("of", "keys"),
    [
        (QUARTERLY, {"2025-Q4": "2026-04-09T05:00", "2026-Q1": "2026-07-07T05:00", "2026-Q2": "2026-10-07T05:00"}),
        (YEARLY, {"2026-27": "2027-04-14T05:00"}),
    ],
)
def test_a_backfill_takes_every_quarter_or_year_that_begins_between_the_bounds(
    of: WorkingDayOfMonth, keys: dict[str, str]
) -> None:
    runs = of.iter_partition_dagrun_infos(
        earliest=datetime(2026, 1, 1, tzinfo=UTC), latest=datetime(2026, 7, 1, tzinfo=UTC)
    )
    assert {run.partition_key: run.run_after for run in runs} == {key: utc(due) for key, due in keys.items()}


@pytest.mark.parametrize(
    ("of", "right", "begins", "wrong"),
    [
        (SECOND, "2026-10", "2026-09-30T23:00", ["2026-13", "2026-10-01", "2026-27", "October", "2026-1", "2026-Q3"]),
        (QUARTERLY, "2026-Q3", "2026-09-30T23:00", ["2026-Q5", "2026-q3", "2026-10", "2026-27", "Q3"]),
        (YEARLY, "2026-27", "2026-03-31T23:00", ["2026-28", "2026", "2026-10", "2026-Q3"]),
    ],
)
def test_a_partition_key_names_a_period_of_its_kind(
    of: WorkingDayOfMonth, right: str, begins: str, wrong: list[str]
) -> None:
    assert of.resolve_partition_date(right) == utc(begins)
    for each in wrong:
        with pytest.raises(InvalidPartitionKeyError):
            of.resolve_partition_date(each)


@pytest.mark.parametrize(("of", "kind"), [(SECOND, Kind.MONTH), (QUARTERLY, Kind.QUARTER), (YEARLY, Kind.YEAR)])
def test_it_survives_the_schedulers_database(of: WorkingDayOfMonth, kind: Kind) -> None:
    again = WorkingDayOfMonth.deserialize(of.serialize())
    assert (again.n, again.hour, again.kind, again.summary) == (of.n, 6, kind, f"working day {of.n}, 06:00")


def test_one_of_before_there_were_quarters_is_of_months() -> None:
    """The scheduler's database keeps the timetables of earlier versions of a DAG."""
    assert WorkingDayOfMonth.deserialize({"n": 2, "hour": 6}).kind is Kind.MONTH
