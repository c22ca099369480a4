"""What the data are worth: rules broken, what they touch, who can mend them, and figures changed since issued."""

from collections import Counter
from collections.abc import Iterable, Sequence

import pandas as pd

from reports.checks import Finding
from reports.documents.history import each
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import count, heading, list_of, lower_first, plural, sentence
from reports.figures import show
from reports.measures.registry import MEASURES
from reports.periods import Period

CHANGES_SHOWN = 15
TABLES_NAMED, MEASURES_NAMED, TEAMS_NAMED = 3, 3, 2
_SEVERITIES = ("error", "warning", "info")
_SEVERITY_WORDS = {"error": "Error", "warning": "Warning", "info": "For information"}


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
    """Table the rules broken, errors first, then by rows: a rule a row, its tables and teams together.

    Of the measures that a rule touches, those that the report shows are named.
    """
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    ordered = sorted(by_rule.values(), key=lambda f: (_SEVERITIES.index(f[0].severity), -_rows(f), f[0].rule))
    return table(
        "Rules broken, errors first",
        [
            Column("Rule", "left", "7%"),
            Column("What is wrong", "left", "28%"),
            Column("Severity", "left", "9%"),
            Column("Rows", "left", "20%"),
            Column("Measures touched", "left", "19%"),
            Column("Who can mend it", "left", "17%"),
        ],
        [_rule(broken, set(shown)) for broken in ordered],
        anchor="findings",
    )


def _rule(broken: list[Finding], shown: set[str]) -> list[Cell | str]:
    touched = dict.fromkeys(measure for finding in broken for measure in finding.measures)
    titles = [MEASURES[measure].title for measure in touched if measure in shown and measure in MEASURES]
    teams: Counter[str] = Counter()
    for finding in broken:
        teams.update(finding.teams)
    worst = [f"{name} ({rows:,})" for name, rows in sorted(teams.items(), key=lambda item: (-item[1], item[0]))]
    return [
        broken[0].rule,
        broken[0].sentence,
        _SEVERITY_WORDS[broken[0].severity],
        list_of([f"{f.rows:,} of {f.rows_checked:,} in {f.table}" for f in broken], TABLES_NAMED),
        sentence(
            list_of([titles[0], *map(lower_first, titles[1:])] if titles else ["none shown here"], MEASURES_NAMED)
        ),
        sentence(list_of(worst or ["the performance team"], TEAMS_NAMED)),
    ]


def _rows(broken: Iterable[Finding]) -> int:
    return sum(finding.rows for finding in broken)


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
