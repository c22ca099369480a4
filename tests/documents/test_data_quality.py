"""The data-quality page: a rule a row, whom to ask, and figures that changed since they were issued."""

import pandas as pd

from reports.checks import Finding
from reports.documents import data_quality
from reports.documents.document import CHANGED_COLUMNS
from reports.periods import Period

OCTOBER = Period.parse("2026-10")
LATE = "It starts after the data were pulled: left out."
FINDINGS = [
    Finding("DQ07", "warning", "No team.", "local_worker", 9, 350, ("open_cases",), (), {"A": 1, "B": 5, "C": 3}),
    Finding("DQ04", "error", LATE, "ssd_missing", 1, 3397, ("returns", "missing_episodes")),
    Finding("DQ04", "error", LATE, "local_supervision", 17, 12501, ("supervised",), (), {"A": 17}),
]


def cells(findings: list[Finding], shown: tuple[str, ...]) -> list[list[str]]:
    return [[cell.text for cell in row] for row in data_quality.findings_table(findings, shown, 9).rows]


def test_errors_come_first_and_a_rule_stands_once() -> None:
    rows = cells(FINDINGS, ("open_cases", "supervised", "returns"))
    assert [row[0] for row in rows] == ["DQ04", "DQ07"]
    assert rows[0][3] == "18"  # rows of two tables


def test_measures_are_named_where_the_report_shows_them() -> None:
    rows = cells(FINDINGS, ("returns",))
    assert [row[4] for row in rows] == ["Returns", "None shown here"]


def test_the_teams_with_most_rows_are_named_and_the_rest_counted() -> None:
    rows = cells(FINDINGS, ())
    assert rows[1][5] == "B (5) and 2 more"
    assert rows[0][5] == "A (17)"


def test_the_lead_counts_rows_and_rules() -> None:
    assert data_quality.lead(FINDINGS).startswith("27 rows break 2 rules. 18 rows in error are left out")
    assert data_quality.lead([]) == "No data-quality rule was broken."


def test_a_changed_figure_shows_what_was_issued_and_what_it_is_now() -> None:
    changed = pd.DataFrame(
        [["supervised", "2026-09-01", "authority", "authority", "Authority", "%", 84.05, 86.0]], columns=CHANGED_COLUMNS
    )
    row = data_quality.changed_table(changed, OCTOBER).rows[0]
    assert [cell.text for cell in row] == ["Workers supervised", "Authority", "Sept", "84.1%", "86.0%"]
