"""From the source to figures, on a small authority: each step finds what an earlier try of it made."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from upath import UPath

from reports import demo
from reports.errors import GateHeld, RenderError, SnapshotError, SourceContractError, SourceError
from reports.workflow import Workplace
from reports.workflow.data import check, findings_before, measure, measured, measured_anew, measured_snapshot, pull
from reports.workflow.issue import DRAFT, hand_over

AS_AT = "2026-11-02T00:00"
LATER = "2026-11-02T06:00"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A source whose history ends as Monday 2 November 2026 begins."""
    file = tmp_path_factory.mktemp("source") / "authority.db"
    demo.write(demo.make(children=200, months=27, until=date(2026, 11, 2), clean=True), str(file))
    return file


@pytest.fixture(scope="module")
def place(authority: Path) -> Workplace:
    folder = authority.parent
    return Workplace(UPath(folder / "archive"), f"sqlite:///{folder / 'ledger.db'}", source=str(authority))


def test_the_same_data_are_the_same_snapshot_and_the_same_figures(place: Workplace) -> None:
    snapshot = pull(place, "2026-10", AS_AT)
    assert pull(place, "2026-10", AS_AT) == snapshot
    assert measure(place, snapshot) == measure(place, snapshot)


def test_what_was_measured_is_read_back_as_it_was_made(place: Workplace) -> None:
    snapshot = pull(place, "2026-10", AS_AT)
    first, again = measured(place, snapshot), measured(place, snapshot)
    assert first.period.key == "2026-10"
    assert set(first.figures["period_start"]) >= {"2025-10-01", "2026-09-01", "2026-10-01"}
    pd.testing.assert_frame_equal(first.figures, again.figures)
    assert list(first.findings) == list(again.findings)


@pytest.mark.parametrize("report", ["lead_member", "smt_overview", "plan_progress"])
def test_measured_for_one_report_alone_it_is_handed_the_same(place: Workplace, report: str) -> None:
    snapshot, settings = pull(place, "2026-10", AS_AT), place.settings()
    whole, alone = measured(place, snapshot), measured_anew(place, snapshot, settings, report)
    assert len(alone.figures) < len(whole.figures)
    handed, same = (hand_over(report, settings, made, DRAFT) for made in (whole, alone))
    pd.testing.assert_frame_equal(same.figures, handed.figures)
    assert same.lists.keys() == handed.lists.keys() == alone.lists.keys()
    for name, rows in same.lists.items():
        pd.testing.assert_frame_equal(rows, handed.lists[name])


def test_other_settings_are_measured_apart(place: Workplace, tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (config / "standards.yaml").write_text("supervision_interval_days: 45")
    snapshot = pull(place, "2026-10", AS_AT)
    assert measure(place, snapshot) != measure(replace(place, config=config), snapshot)


def test_a_gate_holds_says_why_and_leaves_the_findings_beside_the_snapshot(place: Workplace) -> None:
    """Nothing has happened for six weeks when a week of December is pulled."""
    snapshot = pull(place, "2026-12-07", "2026-12-14T06:00")
    with pytest.raises(GateHeld, match="days"):
        check(place, snapshot)
    written = json.loads((place.archive / "snapshots" / snapshot / "findings.json").read_text())
    assert "stale" in {held["gate"] for held in written["held"]}


def test_good_data_pass(place: Workplace) -> None:
    assert all(isinstance(line, str) for line in check(place, pull(place, "2026-10", AS_AT)))


def test_a_report_is_made_of_the_latest_measured_snapshot_of_its_period(place: Workplace) -> None:
    first, second = pull(place, "2026-10", AS_AT), pull(place, "2026-10", LATER)
    measure(place, second)
    measure(place, first)
    assert first != second
    assert measured_snapshot(place, "2026-10") == second


def test_a_snapshot_that_was_only_pulled_is_not_reported_on(place: Workplace) -> None:
    pull(place, "2026-09", AS_AT)
    with pytest.raises(SnapshotError, match="September 2026"):
        measured_snapshot(place, "2026-09")


def test_a_source_that_is_not_there_or_not_as_promised_is_told_apart(place: Workplace, tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        pull(replace(place, source=str(tmp_path / "nothing.db")), "2026-10", AS_AT)
    demo_without = tmp_path / "other.db"
    frames = demo.make(children=5, months=27, until=date(2026, 11, 2), clean=True)
    frames.pop("ssd_missing")
    demo.write(frames, str(demo_without))
    with pytest.raises(SourceContractError, match="ssd_missing"):
        pull(replace(place, source=str(demo_without)), "2026-10", AS_AT)


def test_a_weekly_report_is_not_made_of_a_month(place: Workplace) -> None:
    made = measured(place, pull(place, "2026-10", AS_AT))
    with pytest.raises(RenderError, match="made for a week"):
        hand_over("return_interviews", place.settings(), made, "draft")
    with pytest.raises(RenderError, match="no such report"):
        hand_over("annual", place.settings(), made, "draft")


def test_what_the_period_before_broke_is_found_again(place: Workplace) -> None:
    """September was judged an hour before October was pulled; of August nothing is known."""
    october = measured(place, pull(place, "2026-10", LATER))
    september = pull(place, "2026-09", AS_AT)
    lines = check(place, september)
    found = findings_before(place, october.period, october.as_at)
    assert found is not None
    assert len(found) == len(lines)
    assert findings_before(place, october.period.previous(), october.as_at) is None
