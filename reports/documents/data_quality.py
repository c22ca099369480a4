"""What the data are worth: rules broken, what they touch, who can mend them, and figures changed since issued."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from reports.checks import Finding
from reports.documents.history import each
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import count, heading, list_of, plural
from reports.measures.registry import MEASURES
from reports.periods import Period

CHANGES_SHOWN = 15
NAMED = 1  # measures and teams of a rule; the others are counted
_SEVERITIES = ("error", "warning", "info")


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
        said += f" {count(left_out, 'row')} in error {plural('is', left_out)} left out, or read as empty."
    return said + " Nothing is dropped in silence: every broken rule is listed, here or in the workbook."


def findings_table(
    findings: Iterable[Finding], before: Iterable[Finding] | None, shown: Iterable[str], most: int, period: Period
) -> Table:
    """Table the rules broken, errors first, then by rows: a rule a row, its tables and teams together.

    Rules that touch measures of the report come first of their kind, and these measures are named; `most` rules
    are shown, all of them are in the workbook. before: what the period before broke, None where it was not judged.
    """
    by_rule = _by_rule(findings)
    rows_before = None if before is None else {rule: _rows(broken) for rule, broken in _by_rule(before).items()}
    measures = set(shown)
    ordered = sorted(
        by_rule.values(),
        key=lambda f: (_SEVERITIES.index(f[0].severity), not _touched(f, measures), -_rows(f), f[0].rule),
    )
    notes = [left_over(len(ordered), most, "rule"), _mended(by_rule, rows_before, period)]
    return table(
        "Rules broken, errors first",
        [
            Column("Rule", "left", "8%"),
            Column("What is wrong", "left", "28%"),
            Column("Rows", "right", "7%"),
            Column(f"Since {heading(period.previous(), period)}", "left", "13%"),
            Column("Measures touched", "left", "20%"),
            Column("Who can mend it", "left", "24%"),
        ],
        [_rule(broken, rows_before, measures) for broken in ordered[:most]],
        note=" ".join(filter(None, notes)),
        anchor="findings",
    )


def _by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return by_rule


def _mended(now: Mapping[str, object], before: Mapping[str, int] | None, period: Period) -> str:
    """Say which rules are no longer broken, or that nothing can be said."""
    of_before = period.previous().label
    if before is None:
        return f"The data of {of_before} were not judged, so better and worse cannot be told."
    gone = sorted(before.keys() - now.keys())
    return f"No longer broken since {of_before}: {', '.join(gone)}." if gone else ""


def _since(rows: int, before: int | None) -> str:
    """Say whether a rule is broken by fewer or more rows than in the period before."""
    if before is None:
        return "Worse: new"
    if rows == before:
        return "The same"
    return f"Better: {before - rows:,} fewer" if rows < before else f"Worse: {rows - before:,} more"


def _rule(broken: list[Finding], before: Mapping[str, int] | None, shown: set[str]) -> list[Cell | str]:
    teams: Counter[str] = Counter()
    for finding in broken:
        teams.update(finding.teams)
    worst = [f"{name} ({rows:,})" for name, rows in sorted(teams.items(), key=lambda item: (-item[1], item[0]))]
    return [
        Cell(broken[0].rule, broken[0].severity),
        broken[0].sentence,
        f"{_rows(broken):,}",
        "Not known" if before is None else _since(_rows(broken), before.get(broken[0].rule)),
        list_of([MEASURES[measure].title for measure in _touched(broken, shown)], NAMED) or "None shown here",
        list_of(worst, NAMED) or "The performance team",
    ]


def _touched(broken: Iterable[Finding], shown: set[str]) -> list[str]:
    touched = dict.fromkeys(measure for finding in broken for measure in finding.measures)
    return [measure for measure in touched if measure in shown]


def _rows(broken: Iterable[Finding]) -> int:
    return sum(finding.rows for finding in broken)


def changed_table(changed: pd.DataFrame, period: Period) -> Table:
    """Table the figures of earlier periods that now compute differently from what was issued."""
    rows = [
        [
            MEASURES[row.measure].title if row.measure in MEASURES else row.measure,
            row.group_name,
            heading(Period(pd.Timestamp(row.period_start).date(), period.kind), period),
            row.issued_shown,
            row.now_shown,
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


def all_findings(findings: Iterable[Finding]) -> pd.DataFrame:
    """Give every finding as a row of the workbook, without the keys of its records."""
    return pd.DataFrame(
        [
            (f.rule, f.severity, f.sentence, f.table, f.rows, f.rows_checked, ", ".join(f.measures), _counted(f.teams))
            for f in findings
        ],
        columns=["rule", "severity", "what_is_wrong", "table", "rows", "rows_checked", "measures", "teams"],
    )


def _counted(teams: Mapping[str, int]) -> str:
    return "; ".join(f"{name}: {rows}" for name, rows in teams.items())


def in_words(errors: int | None, warnings: int | None) -> str:
    """Say what a reader should know about the data, without a row of them.

    errors, warnings: how many rows broke rules of that severity, None for 1 to 5.
    """
    if errors == 0 and warnings == 0:
        return "No data-quality rule was broken."
    return (
        f"Of the records behind these figures, {_records(errors)} left out because of an error, and "
        f"{_records(warnings)} kept with a warning. Managers have the list."
    )


def _records(number: int | None) -> str:
    if number is None:
        return "fewer than six were"
    return f"{count(number, 'record')} {plural('was', number)}"
