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


def cells(findings: list[Finding], shown: tuple[str, ...], before: list[Finding] | None = None) -> list[list[str]]:
    made = data_quality.findings_table(findings, before, shown, 9, OCTOBER)
    return [[cell.text for cell in row] for row in made.rows]


def test_errors_come_first_and_a_rule_stands_once() -> None:
    rows = cells(FINDINGS, ("open_cases", "supervised", "returns"))
    assert [row[0] for row in rows] == ["DQ04", "DQ07"]
    assert rows[0][2] == "18"  # rows of two tables


def test_measures_are_named_where_the_report_shows_them() -> None:
    rows = cells(FINDINGS, ("returns",))
    assert [row[4] for row in rows] == ["Returns", "None shown here"]


def test_the_teams_with_most_rows_are_named_and_the_rest_counted() -> None:
    rows = cells(FINDINGS, ())
    assert rows[1][5] == "B (5) and 2 more"
    assert rows[0][5] == "A (17)"


def broken(rule: str, rows: int) -> Finding:
    return Finding(rule, "warning", "No team.", "local_worker", rows, 350, ())


def test_each_rule_is_better_or_worse_than_last_month() -> None:
    now = [broken("DQ01", 4), broken("DQ02", 1_500), broken("DQ03", 2), broken("DQ05", 2)]
    before = [broken("DQ01", 9), broken("DQ02", 200), broken("DQ03", 1), broken("DQ03", 1), broken("DQ04", 3)]
    said = {row[0]: row[3] for row in cells(now, (), before)}
    assert said == {
        "DQ01": "Better: 5 fewer",
        "DQ02": "Worse: 1,300 more",
        "DQ03": "The same",
        "DQ05": "Worse: new",
    }
    assert (
        data_quality.findings_table(now, before, (), 9, OCTOBER).note == "No longer broken since September 2026: DQ04."
    )


def test_without_a_judgement_of_last_month_nothing_is_said_of_better_or_worse() -> None:
    made = data_quality.findings_table([broken("DQ01", 4)], None, (), 9, OCTOBER)
    assert made.rows[0][3].text == "Not known"
    assert made.note == "The data of September 2026 were not judged, so better and worse cannot be told."


def test_the_lead_counts_rows_and_rules() -> None:
    assert data_quality.lead(FINDINGS).startswith("27 rows break 2 rules. 18 rows in error are left out")
    assert data_quality.lead([]) == "No data-quality rule was broken."


def test_a_changed_figure_shows_what_was_issued_and_what_it_is_now() -> None:
    changed = pd.DataFrame(
        [["supervised", "2026-09-01", "authority", "authority", "Authority", "%", 84.05, 86.0, "84.1%", "86.0%"]],
        columns=CHANGED_COLUMNS,
    )
    row = data_quality.changed_table(changed, OCTOBER).rows[0]
    assert [cell.text for cell in row] == ["Workers supervised", "Authority", "Sept", "84.1%", "86.0%"]
