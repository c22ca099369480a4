"""Every kind of known dirt is there, and only where it was asked for."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from reports import checks, demo
from reports.periods import Period
from reports.settings import Settings
from reports.source import pull

Frames = dict[str, pd.DataFrame]
AS_AT = datetime(2026, 11, 3, 6, tzinfo=ZoneInfo("Europe/London"))


def found(frames: Frames, folder: Path) -> checks.Checked:
    demo.write(frames, folder / "source.db")
    settings = Settings()
    source = pull(str(folder / "source.db"), Period.parse("2026-10"), AS_AT, settings.standards)
    return checks.clean(source, settings)


@pytest.fixture(scope="module")
def checked(county: Frames, tmp_path_factory: pytest.TempPathFactory) -> checks.Checked:
    return found(county, tmp_path_factory.mktemp("county"))


def test_the_rules_find_every_kind_of_dirt_in_the_county_and_no_gate_holds(checked: checks.Checked) -> None:
    kinds = {f"DQ{number:02}" for number in (*range(1, 21), 22, *range(26, 47))}
    assert kinds <= {finding.rule for finding in checked.findings}
    assert checked.held == ()


def test_the_rules_find_nothing_in_a_clean_authority(small: Frames, tmp_path: Path) -> None:
    assert found(small, tmp_path).findings == ()


@pytest.mark.parametrize("rule", ["DQ01", "DQ02", "DQ03", "DQ04", "DQ05", "DQ06", "DQ16"])
def test_faults_of_any_table_are_in_the_tables_of_practice_too(checked: checks.Checked, rule: str) -> None:
    tables = {finding.table for finding in checked.findings if finding.rule == rule}
    assert len(tables & {"ssd_cin_assessments", "ssd_s47_enquiry", "ssd_cp_plans", "ssd_cla_placement"}) >= 2 or (
        rule == "DQ16" and {"ssd_cin_visits", "ssd_cp_plans", "ssd_cla_reviews"} <= tables
    )


def test_a_small_authority_has_too_few_rows_of_practice_to_be_held_for_their_faults(tmp_path: Path) -> None:
    checked = found(demo.make(1200, 14, date(2026, 11, 1), seed=4), tmp_path)
    assert checked.held == ()


def test_dirt_is_a_small_share_of_the_rows(checked: checks.Checked) -> None:
    findings = [finding for finding in checked.findings if finding.rows_checked > 1000]
    assert len(findings) > 20
    assert max(finding.rows / finding.rows_checked for finding in findings) < 0.01


@pytest.mark.parametrize(
    ("column", "holds"),
    [
        ("prof_professional_id", "-1"),
        ("prof_professional_name", "unknown"),
        ("invo_professional_id", "-1"),
        ("miss_missing_episode_type", "X"),
    ],
)
def test_known_dirt_of_real_extracts_is_there(county: Frames, column: str, holds: str) -> None:
    assert any((frame[column] == holds).any() for frame in county.values() if column in frame)


def test_fte_is_missing_zero_or_too_much(county: Frames) -> None:
    fte = county["local_worker"]["work_fte"]
    assert [fte.isna().sum(), (fte == 0).sum(), (fte > 1).sum()] == [1, 1, 1]


def test_texts_hold_what_a_page_must_not_obey(county: Frames) -> None:
    texts = pd.concat(
        [county["local_return_interview_theme"]["rhit_theme"], county["ssd_cin_episodes"]["cine_close_reason"]]
    )
    texts = texts.dropna()
    assert texts.str.contains("<script>", regex=False).any()
    assert texts.str.contains("\u202e", regex=False).any()
    assert texts.str.contains("\x1b", regex=False).any()
    assert texts.str.len().max() == pytest.approx(4000, abs=5)
    assert county["ssd_department"]["dept_team_name"].str.contains("<", regex=False).sum() == 1


def test_planned_ends_are_no_dirt(county: Frames) -> None:
    ends = county["ssd_involvements"]["invo_involvement_end_date"]
    assert (ends > pd.Timestamp(2026, 11, 1)).any()
