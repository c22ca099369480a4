"""The past of a measure: as it was issued, and before the first issue as the latest one's data have it."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd
from fastapi import HTTPException

from reports.documents.history import Figure, each, of_no_row
from reports.figures import AUTHORITY, SUPPRESSED
from reports.issues import Issue, IssueState
from reports.page.choices import BREAKDOWNS
from reports.page.desk import Desk
from reports.page.figures import figure_of
from reports.periods import Period
from reports.series import of_teams, series
from reports.workflow.beside import history

TEAM = "team"
LONGEST = 600  # periods: ten years of weeks, and some
HIDDEN = "hidden: a small number"


@dataclass(frozen=True)
class Wanted:
    """A measure of one group in a report, over its last periods (None: as many as there are)."""

    report: str
    measure: str
    breakdown: str
    group: str
    last: int | None


@dataclass(frozen=True)
class Point:
    """A figure of a period, and the issue in which it was issued, if it was."""

    period: Period
    figure: Figure
    issue: Issue | None

    @property
    def value(self) -> float:
        """Its value, NaN where there is none to show."""
        return self.figure.value if self.figure.ok else math.nan

    @property
    def shown(self) -> str:
        """It as a reader sees it."""
        if self.figure.status == SUPPRESSED:
            return HIDDEN
        return self.figure.shown if self.figure.collected else "not collected"


def past(desk: Desk, wanted: Wanted) -> list[Point]:
    """Give the points of a measure, the oldest first, up to the last period that was issued.

    Raises HTTPException 404 where the report has no figure of it.
    """
    issues = _issues(desk, wanted)
    if not issues or wanted.breakdown not in BREAKDOWNS:
        raise HTTPException(404, f"{wanted.report}: no issue of it with figures by {wanted.breakdown} is released")
    by_period = {Period.parse(issue.period): issue for issue in issues}
    latest = max(by_period)
    handed = history(desk.place, by_period[latest])
    wanted = replace(wanted, report=issues[0].report)
    own = _figures(desk, handed, wanted, wanted.breakdown, wanted.group)
    whole = _figures(desk, handed, wanted, AUTHORITY, AUTHORITY)
    if not own:
        raise HTTPException(404, f"{wanted.report} has no figure of {wanted.measure} for this {wanted.breakdown}")
    first = min([*own, *whole])
    periods = [period for period in latest.trend(wanted.last or LONGEST) if _start(period) >= first]
    return [_point(wanted, period, own, whole, by_period.get(period)) for period in periods]


def _issues(desk: Desk, wanted: Wanted) -> list[Issue]:
    """Give the released issues in which the measure may be, the latest first.

    Of a report of teams those of the team that is asked for; for the authority, of the team whose issue is the latest.
    """
    name = wanted.report
    if of_teams(name):
        latest = desk.ledger.issues.latest(name, IssueState.RELEASED, most=1)
        whole = latest[0].report if latest else name
        name = series(name, wanted.group) if wanted.breakdown == TEAM else whole
    return desk.ledger.issues.latest(name, IssueState.RELEASED, most=LONGEST)


def _figures(desk: Desk, handed: pd.DataFrame, wanted: Wanted, breakdown: str, group: str) -> dict[str, Figure]:
    """Give the figures of a group by the first day of their period: what was issued counts."""
    same = (handed["measure"] == wanted.measure) & (handed["breakdown"] == breakdown) & (handed["group_id"] == group)
    issued = desk.ledger.released_figures(wanted.report, wanted.measure, breakdown, group)
    return {row.period_start: figure_of(row) for frame in (handed[same], issued) for row in each(frame)}


def _point(
    wanted: Wanted, period: Period, own: Mapping[str, Figure], whole: Mapping[str, Figure], issue: Issue | None
) -> Point:
    start = _start(period)
    absent = of_no_row(wanted.measure, start, wanted.group, whole.get(start))
    return Point(period, own.get(start, absent), issue)


def _start(period: Period) -> str:
    return period.start.isoformat()
