"""By when a run's report is due, as the scheduler works it out."""

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from reports.periods import LONDON


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
