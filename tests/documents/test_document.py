"""What a tier is handed: a member report holds no row, no team, no worker and no small number."""

from collections.abc import Callable
from datetime import datetime

import pandas as pd
import pytest

from reports.checks import Finding
from reports.documents.catalogue import REPORTS
from reports.documents.document import Document, MemberInput, Sheet
from reports.errors import RenderError
from reports.measures.lists import LISTS
from reports.periods import LONDON, Period
from reports.settings import Authority, ReportName, Settings

OCTOBER = Period.parse("2026-10")


def test_a_member_input_is_cut_to_the_authority_and_care_status(member: Callable[..., MemberInput]) -> None:
    assert set(member().figures["breakdown"]) == {"authority", "care_status"}


def test_a_member_input_has_no_small_number(member: Callable[..., MemberInput]) -> None:
    figures = member().figures
    small = figures[(figures["unit"] == "children") & figures["value"].between(1, 5)]
    assert small.empty
    # Three interviews are not yet due.
    waiting = figures[(figures["measure"] == "interviews_not_yet_due") & (figures["period_start"] == "2026-10-01")]
    assert set(waiting.loc[waiting["breakdown"] == "authority", "status"]) == {"c"}


def test_a_member_input_knows_how_many_rows_broke_a_rule_and_not_whose(member: Callable[..., MemberInput]) -> None:
    handed = member(findings=[Finding("DQ03", "error", "It ends early.", "ssd_missing", 1_400, 2_000, ())])
    assert (handed.rows_in_error, handed.rows_in_warning) == (1_400, 0)
    assert not handed.lists
    assert not any(isinstance(value, list | tuple) for value in vars(handed).values())


def test_a_member_input_holds_no_small_number_of_rows(member: Callable[..., MemberInput]) -> None:
    """Two rows are in error, and one has a warning."""
    handed = member()
    assert (handed.rows_in_error, handed.rows_in_warning) == (None, None)


def test_figures_below_the_authority_are_refused(story: Callable[..., pd.DataFrame]) -> None:
    with pytest.raises(RenderError, match="from_figures"):
        MemberInput(Settings(), OCTOBER, datetime(2026, 11, 3, tzinfo=LONDON), story(OCTOBER), 0, 0, "2026-10/1")


def test_lists_travel_with_operational_reports_only() -> None:
    parts = {
        "report": "lead_member",
        "title": "Lead Member report, October 2026",
        "period": OCTOBER,
        "as_at": datetime(2026, 11, 3, tzinfo=LONDON),
        "issue": "2026-10/1",
        "authority": Authority(),
        "summary": (),
        "attention": (),
        "context": {},
        "sheets": (Sheet("Workers", pd.DataFrame()),),
    }
    with pytest.raises(RenderError, match="operational"):
        Document(tier="member", **parts)
    assert Document(tier="operational", **parts).template == "lead_member.html.jinja"


def test_every_report_that_the_settings_name_is_in_the_catalogue() -> None:
    assert set(REPORTS) == set(ReportName)
    for report in REPORTS.values():
        assert any(LISTS[name].people for name in report.lists) == (report.tier == "operational")
