"""By when a run's report is due, as the scheduler works it out."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reports.errors import SettingsError
from reports.periods import LONDON, Kind, Period
from reports.policy import USUALLY_DUE, Due


def london(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def deadlines() -> Any:
    import deadlines

    return deadlines


@pytest.mark.parametrize(
    ("report", "kind", "key", "conf", "run_after", "due", "why"),
    [
        ("return_interviews", "week", "2026-11-16", None, "2026-11-23T06:00", "2026-11-23T09:00", "scheduled"),
        ("smt_overview", "month", "2026-10", None, "2026-11-03T06:10", "2026-11-03T12:00", "triggered by its figures"),
        ("smt_overview", "month", None, {"period": "2026-10"}, "2026-11-03T07:00", "2026-11-03T12:00", "by its form"),
        ("smt_overview", "month", None, None, "2026-11-03T07:00", "2026-11-03T12:00", "the last complete month"),
        ("smt_overview", "month", "2026-03", None, "2026-11-03T07:00", "2026-11-03T10:00", "it was due long ago"),
        ("return_interviews", "week", "2026-03-23", None, "2026-03-30T06:00", "2026-03-30T09:00", "the clocks went on"),
        ("first_response", "week", "2026-11-16", None, "2026-11-23T06:00", "2026-11-23T10:00", "an hour later"),
        ("team_oversight", "month", "2026-10", None, "2026-11-03T06:10", "2026-11-04T12:00", "of every team"),
        ("scrutiny", "quarter", "2026-Q3", None, "2027-01-08T06:00", "2027-01-15T12:00", "Christmas is over"),
        ("scrutiny", "quarter", "2023-Q4", None, "2024-04-08T06:00", "2024-04-15T12:00", "it ended on Easter Sunday"),
        ("scrutiny", "quarter", None, None, "2026-10-07T06:00", "2026-10-14T12:00", "the last complete quarter"),
        ("private_fostering", "year", "2025-26", None, "2026-04-16T06:00", "2026-04-30T12:00", "after Easter"),
        ("private_fostering", "year", None, None, "2026-04-16T06:00", "2026-04-30T12:00", "the last complete year"),
    ],
)
def test_a_report_is_due_by_its_period_or_three_hours_after_a_run_that_comes_later(
    deadlines: Any, report: str, kind: str, key: str | None, conf: Any, run_after: str, due: str, why: str
) -> None:
    assert deadlines.due(report, kind, key, conf, london(run_after)) == london(due), why


def test_wrong_settings_never_stop_the_scheduler(
    deadlines: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "release.yaml").write_text("reports: nonsense\n")
    monkeypatch.setenv("LINEOFSIGHT_CONFIG", str(tmp_path))
    due = deadlines.due("smt_overview", "month", "2026-10", None, london("2026-11-03T06:00"))
    assert due == london("2026-11-03T09:00")


def test_the_scheduler_keeps_the_report_and_the_kind_of_its_period(deadlines: Any) -> None:
    due_out = deadlines.DueOut("return_interviews", "week")
    assert deadlines.DueOut.deserialize_reference(due_out.serialize_reference()) == due_out


@pytest.mark.parametrize(
    ("due", "period", "out"),
    [
        ({"weekday": "Friday"}, "2026-11-16", "2026-11-27T12:00"),
        ({"working_day": 1}, "2026-10", "2026-11-02T12:00"),
        ({"working_day": 60}, "2026-Q3", "2027-03-30T12:00"),
        ({"working_day": 60}, "2025-26", "2026-06-29T12:00"),  # Easter and both bank holidays of May lie between
    ],
)
def test_a_report_is_due_on_a_weekday_or_a_working_day_after_its_period(
    due: dict[str, Any], period: str, out: str
) -> None:
    assert Due(at="12:00", **due).after(Period.parse(period)) == london(out)


@pytest.mark.parametrize(
    ("due", "period", "wanted"),
    [
        ({"working_day": 2}, "2026-11-16", "a week needs a weekday"),
        ({"weekday": "Monday"}, "2026-10", "a month needs a working_day"),
        ({"weekday": "Monday"}, "2026-Q3", "a quarter needs a working_day"),
        ({"weekday": "Monday"}, "2026-27", "a year needs a working_day"),
    ],
)
def test_the_wrong_kind_of_day_is_said_in_one_line(due: dict[str, Any], period: str, wanted: str) -> None:
    with pytest.raises(SettingsError, match=wanted):
        Due(at="12:00", **due).after(Period.parse(period))


@pytest.mark.parametrize(
    "wrong", [{}, {"working_day": 0}, {"working_day": 61}, {"weekday": "Monday", "working_day": 1}]
)
def test_a_due_day_is_one_day(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="working_day"):
        Due(at="12:00", **wrong)


@pytest.mark.parametrize("kind", Kind)
def test_a_report_without_a_deadline_of_its_own_has_that_of_its_kind(kind: Kind) -> None:
    period = Period.last_complete(kind, london("2026-12-01T12:00"))
    assert USUALLY_DUE[kind].after(period) > period.end_at
