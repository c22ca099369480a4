"""The tables of the performance meeting: the success measures a year on, what changed, data quality by service."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from reports.checks import Finding
from reports.documents.document import OperationalInput
from reports.documents.history import Figure, each
from reports.documents.reading import Reading
from reports.documents.returned import not_returned
from reports.documents.shown import Given, Shown
from reports.documents.tables import Cell, Column, Table, table
from reports.documents.words import DASH, count, plural, sentence, short_day
from reports.figures import show
from reports.owed import ReturnedMeasure

SUCCESS: Mapping[str, int] = {
    "emotional_wellbeing_support": 1,
    "average_caseload": 2,
    "audits_good": 3,
    "feedback_positive": 4,
    "interviews_in_time": 5,
    "repeat_cp_plans": 6,
    "cp_plan_length": 7,
    "permanence_decision": 8,
    "post_adoption_packages": 9,
    "birth_parent_packages": 10,
    "care_leavers_in_eet": 11,
    "contact_to_assessment": 12,
    "same_placement_three_years": 13,
}
BETTER, WORSE, SAME, NOT_COMPARABLE = "▲ Better", "▼ Worse", "= No change", f"{DASH} Not comparable"
OTHERS = "Teams of no known service"
_RETURNED = set(ReturnedMeasure)


def success_summary(given: Given) -> tuple[str, ...]:
    """Say how many of the success measures are better and worse than a year ago, and how many have no figure."""
    told = [year_on_year(given.of(measure)) for measure in SUCCESS]
    better, worse = told.count(BETTER), told.count(WORSE)
    text = (
        f"of the {len(SUCCESS)} success measures, {better or 'none'} {plural('is', better or 1)} better than a year ago"
    )
    text += f" and {worse or 'none'} worse"
    open_ = sum(not given.of(measure).now.collected for measure in SUCCESS)
    if open_:
        text += f"; {count(open_, 'measure')} {plural('has', open_)} no figure for the month"
    worst = [given.title(measure) for measure in SUCCESS if year_on_year(given.of(measure)) == WORSE]
    return (sentence(text), sentence(f"worse: {'; '.join(worst)}") if worst else "")


def year_on_year(one: Reading) -> str:
    """Give the direction of a measure since a year ago, in words with a shape."""
    if not (one.now.ok and one.year_before.ok):
        return NOT_COMPARABLE
    if one.now.shown == one.year_before.shown:
        return SAME
    return BETTER if (one.now.value > one.year_before.value) == (one.better == "higher") else WORSE


def _success(given: Given) -> Table:
    """Table each success measure: now, a year ago, direction, target, owner; of what people return, the last."""
    last = given.handed.lists["last_returned"].set_index("measure")
    rows: list[list[Cell | str]] = []
    for measure, number in SUCCESS.items():
        one = given.of(measure)
        rows.append(
            [
                f"{number}",
                Cell(one.title, _returned(given, one.now, last)),
                Cell(one.now.shown, strong=True),
                one.year_before.shown,
                year_on_year(one),
                one.target,
                given.handed.settings.owners.of(measure),
            ]
        )
    return table(
        "The thirteen success measures of the improvement plan",
        [
            Column("No.", "left", "5%"),
            Column("Measure", "left", "35%"),
            Column("Now", "right", "10%"),
            Column("A year ago", "right", "10%"),
            Column("Direction", "left", "15%"),
            Column("Target", "right", "8%"),
            Column("Owner", "left", "17%"),
        ],
        rows,
        note="Better and worse: against the same month a year before, whatever chance explains; the scorecard on page "
        "1 has the trend's own verdict.",
    )


def _returned(given: Given, now: Figure, last: pd.DataFrame) -> str:
    """Say of a figure that people return which was the last, or who owes it."""
    if now.measure not in _RETURNED or now.collected:
        return ""
    if now.measure not in last.index:
        return not_returned(now.measure, given.handed.settings)
    row: Any = last.loc[now.measure]
    until = short_day(row["period_end"] - pd.Timedelta(days=1))
    return f"Last returned: {show(row['value'], now.unit)}, {short_day(row['period_start'])} to {until}"


def _what_changed(given: Given) -> Table:
    """Table the measures whose trend moves by more than chance, the worsening first, with their owners."""
    told = [given.of(measure) for measure in given.measures if given.whole(measure)]
    moved = [one for one in told if one.signal.verdict in ("worsening", "improving") and one.now.ok]
    moved.sort(key=lambda one: (not one.worsening, one.title))
    owners = given.handed.settings.owners
    rows: list[list[Cell | str]] = [
        [one.title, Cell(one.now.shown, strong=True), one.previous.shown, one.signal.words, owners.of(one.measure)]
        for one in moved
    ]
    return table(
        "Measures that move by more than chance, getting worse first",
        [
            Column("Measure", "left", "33%"),
            Column("Now", "right", "10%"),
            Column("Month before", "right", "12%"),
            Column("Signal", "left", "26%"),
            Column("Owner", "left", "19%"),
        ],
        rows,
    )


def _quality_by_service(given: Given) -> Table:
    """Table the rows that break rules, by the service whose teams can mend them, with the month before."""
    handed = given.handed
    assert isinstance(handed, OperationalInput)
    services = _services(given)
    now, before = _rows(handed.findings, services), _rows(handed.findings_before or (), services)
    known = handed.findings_before is not None
    rows: list[list[Cell | str]] = [
        [
            service,
            Cell(f"{now[service]:,}", strong=True),
            f"{before[service]:,}" if known else DASH,
            _better(now[service], before[service]) if known else "Not known",
        ]
        for service in sorted({*now, *before}, key=lambda name: (name == OTHERS, -now[name], name))
    ]
    return table(
        "Rows that break a rule, by the service that can mend them",
        [Column("Service", "left", "44%"), Column("Rows"), Column("Month before"), Column("Direction", "left", "24%")],
        rows,
        note="" if known else "The data of the month before were not judged, so better and worse cannot be told.",
    )


def _services(given: Given) -> dict[str, str]:
    """Give the service of each team, by their names."""
    lists = (rows for rows in given.handed.lists.values() if {"team", "service"} <= set(rows.columns))
    return {row.team: row.service for rows in lists for row in each(rows[["team", "service"]].drop_duplicates())}


def _rows(findings: Iterable[Finding], services: Mapping[str, str]) -> Counter[str]:
    rows: Counter[str] = Counter()
    for finding in findings:
        for team, number in finding.teams.items():
            rows[services.get(team, OTHERS)] += number
    return rows


def _better(now: int, before: int) -> str:
    return SAME if now == before else BETTER if now < before else WORSE


SUCCESS_TABLE = Shown(_success, measures=tuple(SUCCESS), lists=("last_returned",))
CHANGED = Shown(_what_changed)
SERVICES_QUALITY = Shown(_quality_by_service, lists=("teams",))
