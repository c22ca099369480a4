"""When the weekly figures are due, as the scheduler sees it. All others: tests/plugins/test_working_days.py."""

from datetime import UTC, datetime
from typing import Any

import pendulum
import pytest


def utc(text: str) -> pendulum.DateTime:
    return pendulum.instance(datetime.fromisoformat(text).replace(tzinfo=UTC))


@pytest.mark.parametrize(
    ("last", "due", "week", "why"),
    [
        ("2026-03-16T06:00", "2026-03-23T06:00", "2026-03-16", "GMT"),
        ("2026-03-23T06:00", "2026-03-30T05:00", "2026-03-23", "the week in which BST began, on Sunday 29 March"),
        ("2026-03-30T05:00", "2026-04-06T05:00", "2026-03-30", "Easter Monday: a report all the same"),
        ("2026-10-19T05:00", "2026-10-26T06:00", "2026-10-19", "the week in which BST ended, on Sunday 25 October"),
        ("2026-10-26T06:00", "2026-11-02T06:00", "2026-10-26", "GMT again"),
        ("2026-12-21T06:00", "2026-12-28T06:00", "2026-12-21", "a bank holiday for Boxing Day, a Saturday"),
        ("2026-12-28T06:00", "2027-01-04T06:00", "2026-12-28", "the week across New Year"),
    ],
)
def test_the_weekly_figures_are_due_on_mondays_for_the_week_before(
    dags: dict[str, Any], last: str, due: str, week: str, why: str
) -> None:
    from airflow.serialization.encoders import coerce_to_core_timetable
    from airflow.timetables.base import DagRunInfo, TimeRestriction

    timetable = coerce_to_core_timetable(dags["weekly_figures"].timetable)
    run = timetable.next_dagrun_info_v2(
        last_dagrun_info=DagRunInfo.exact(utc(last)), restriction=TimeRestriction(None, None, True)
    )
    assert run is not None
    assert (run.run_after, run.partition_key) == (utc(due), week), why


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("monthly_figures", "On working day 2 after a month at 06:00 London time, for that month"),
        ("quarterly_figures", "On working day 5 after a quarter at 06:00 London time, for that quarter"),
        ("yearly_figures", "On working day 10 after a year at 06:00 London time, for that year"),
    ],
)
def test_the_other_figures_are_due_on_a_working_day(dags: dict[str, Any], name: str, when: str) -> None:
    assert dags[name].timetable.description == when


def test_no_dag_catches_up(dags: dict[str, Any]) -> None:
    assert not any(dag.catchup for dag in dags.values())
