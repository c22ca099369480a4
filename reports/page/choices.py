"""What can be chosen in the view of measures."""

from typing import Any

import pandas as pd

from reports.documents.catalogue import REPORTS
from reports.documents.history import each
from reports.figures import AUTHORITY, UNKNOWN
from reports.issues import Issue, IssueState
from reports.measures import MEASURES, Measure
from reports.page.desk import Desk
from reports.policy import KIND_OF
from reports.section import ReportName
from reports.series import of_teams

BREAKDOWNS = (AUTHORITY, "service", "team")
LOOKED_AT = 13  # issues whose groups can be chosen: a team that is no more has a past
BATCHES = 3  # of a report of teams


def choices(desk: Desk) -> dict[str, Any]:
    """Give what can be chosen (`Choices`): measures, and of each report those that it has, and its groups."""
    reports = [_choices(desk, report) for report in desk.readable]
    known = {measure for report in reports for measure in report["measures"]}
    return {
        "measures": [_described(measure) for measure in MEASURES.values() if measure.id in known],
        "reports": [report for report in reports if report["measures"]],
    }


def _choices(desk: Desk, report: str) -> dict[str, Any]:
    released = _released(desk, report)
    found = desk.ledger.contents(released, BREAKDOWNS)
    groups = found.drop_duplicates(["breakdown", "group_id"]).sort_values("group_name")
    groups = groups.sort_values("group_name", key=lambda names: names == UNKNOWN, kind="stable")  # it comes last
    return {
        "report": report,
        "title": REPORTS[report].title,
        "kind": KIND_OF[ReportName(report)],
        "measures": [measure for measure in MEASURES if measure in set(found["measure"])],
        "services": _groups(groups, "service"),
        "teams": _groups(groups, "team"),
    }


def _released(desk: Desk, report: str) -> list[Issue]:
    """Give the issues whose measures and groups can be chosen."""
    issues = desk.ledger.issues
    if not of_teams(report):
        return issues.latest(report, IssueState.RELEASED, most=LOOKED_AT)
    periods = issues.latest_batches(report, IssueState.RELEASED, most=BATCHES).values()
    return [each for period in periods for each in issues.of(report, period) if each.state is IssueState.RELEASED]


def _groups(groups: pd.DataFrame, breakdown: str) -> list[dict[str, str]]:
    return [{"id": row.group_id, "name": row.group_name} for row in each(groups[groups["breakdown"] == breakdown])]


def _described(measure: Measure) -> dict[str, Any]:
    told = ("id", "title", "domain", "definition", "numerator", "denominator", "unit", "better", "standard")
    breakdowns = [name for name in measure.breakdowns if name in BREAKDOWNS]
    also = {"breakdowns": breakdowns, "recommendation": measure.recommendation, "source": measure.source}
    return {name: getattr(measure, name) for name in told} | also
