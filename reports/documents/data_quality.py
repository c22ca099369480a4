"""What the data are worth: rules broken, what they touch, who can mend them, and figures changed since issued."""

from collections.abc import Iterable, Sequence

import pandas as pd

from reports.checks import Finding
from reports.documents.history import each
from reports.documents.tables import Column, Table, left_over, table
from reports.documents.words import count, heading, list_of, plural
from reports.figures import show
from reports.measures.registry import MEASURES
from reports.periods import Period

CHANGES_SHOWN = 15
_SEVERITIES = ("error", "warning", "info")
_SEVERITY_WORDS = {"error": "Error: left out", "warning": "Warning: kept", "info": "For information"}


def lead(findings: Sequence[Finding]) -> str:
    """Say how many rules were broken and by how many rows."""
    if not findings:
        return "No data-quality rule was broken."
    errors = [finding for finding in findings if finding.severity == "error"]
    rows = sum(finding.rows for finding in findings)
    said = f"{count(rows, 'row')} {plural('breaks', rows) if rows == 1 else 'break'} "
    said += f"{count(len({finding.rule for finding in findings}), 'rule')}."
    if errors:
        left_out = sum(finding.rows for finding in errors)
        said += f" {count(left_out, 'row')} {plural('is', left_out)} in error and left out as the rule says."
    return said + " Nothing is dropped in silence: every rule that was broken stands below."


def findings_table(findings: Iterable[Finding], shown: Iterable[str]) -> Table:
    """Table the findings, errors first, then by rows; of the measures touched, those the report shows."""
    on_these_pages = set(shown)
    ordered = sorted(findings, key=lambda f: (_SEVERITIES.index(f.severity), -f.rows, f.rule, f.table))
    rows = []
    for finding in ordered:
        touched = [MEASURES[m].title for m in finding.measures if m in on_these_pages and m in MEASURES]
        teams = sorted(finding.teams, key=lambda name: (-finding.teams[name], name))
        rows.append(
            [
                finding.rule,
                finding.sentence,
                _SEVERITY_WORDS[finding.severity],
                f"{finding.rows:,} of {finding.rows_checked:,}",
                list_of(touched, 2) or "none shown here",
                list_of([f"{name} ({finding.teams[name]:,})" for name in teams], 2) or "the performance team",
            ]
        )
    return table(
        "Rules broken, errors first",
        [
            Column("Rule", "left", "7%"),
            Column("What is wrong", "left", "33%"),
            Column("Severity", "left", "11%"),
            Column("Rows", "right", "11%"),
            Column("Measures touched", "left", "20%"),
            Column("Who can mend it", "left", "18%"),
        ],
        rows,
        anchor="findings",
    )


def changed_table(changed: pd.DataFrame, period: Period) -> Table:
    """Table the figures of earlier periods that now compute differently from what was issued."""
    rows = [
        [
            MEASURES[row.measure].title if row.measure in MEASURES else row.measure,
            row.group_name,
            heading(Period(pd.Timestamp(row.period_start).date(), period.kind), period),
            show(row.issued, row.unit),
            show(row.now, row.unit),
        ]
        for row in each(changed.head(CHANGES_SHOWN))
    ]
    return table(
        "Figures changed since they were issued",
        [
            Column("Measure", "left", "40%"),
            Column("Of", "left", "24%"),
            Column("Period"),
            Column("As issued"),
            Column("Now"),
        ],
        rows,
        note=left_over(len(changed), CHANGES_SHOWN, "figure"),
        anchor="changed",
    )
