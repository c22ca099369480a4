"""Issues and runs as one line each, as lists show them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fastapi import HTTPException

from reports.documents.catalogue import entry_of
from reports.errors import PeriodError
from reports.issues import Delivery, Issue, State
from reports.issues.deliveries import CLAIM_LASTS, SETTLED
from reports.page.desk import Desk, instant
from reports.page.host import Run
from reports.periods import Period
from reports.series import of_teams
from reports.workflow.readers import counted


def issue_lines(desk: Desk, issues: Sequence[Issue]) -> list[dict[str, Any]]:
    """Give issues as lines: how far each has come and how many have it."""
    deliveries = desk.ledger.deliveries.of_all([issue.id for issue in issues])
    return [issue_line(desk, issue, deliveries[issue.id]) for issue in issues]


def issue_line(desk: Desk, issue: Issue, deliveries: Sequence[Delivery]) -> dict[str, Any]:
    """Give an issue, with all its deliveries, as a line."""
    sent, of = counted(issue, deliveries, desk.settings.recipients)
    return {
        "id": issue.id,
        "report": issue.report,
        "title": title_of(issue),
        "label": issue.label,
        "period": issue.period,
        "period_label": period_label(issue.period),
        "state": issue.state,
        "decided_by": issue.decided_by,
        "decided_at": instant(issue.decided_at),
        "reason": issue.reason,
        "sent": sent,
        "of": of,
        "unresolved": sum(_waits_for_a_person(each, desk.at) for each in deliveries),
    }


def title_of(issue: Issue) -> str:
    """Give the title of an issue's report, and of which team it is."""
    title = entry_of(issue.report).title
    return f"{title}: {issue.team_shown or issue.team}" if issue.team else title


def _waits_for_a_person(delivery: Delivery, at: datetime) -> bool:
    """Tell whether nobody but a person can settle a delivery: not one that is just being sent."""
    under_way = delivery.state is State.CLAIMED and delivery.claimed_at + CLAIM_LASTS > at
    return delivery.state not in SETTLED and not under_way


def run_page(desk: Desk, dag: str, run: str) -> dict[str, Any]:
    """Give a run. Raises HTTPException 404 where there is none, or the user may not know that there is."""
    found = desk.host.run(dag, run)
    if found is None or not may_see(desk, found):
        raise HTTPException(404, f"there is no run {run} of {dag}, or your login may not read it")
    return run_line(found, issue_of(desk, found))


def run_line(run: Run, issue: int | None) -> dict[str, Any]:
    """Give a run as a line with its steps."""
    return {
        "dag": run.dag,
        "run": run.run,
        "report": run.report,
        "title": run.title,
        "period_label": period_label(run.period),
        "batch": run.period if run.report and of_teams(run.report) and issue is None else None,
        "state": run.state,
        "since": instant(run.since),
        "tasks": [{"name": step.name, "state": step.state} for step in run.steps],
        "issue": issue,
    }


def may_see(desk: Desk, run: Run) -> bool:
    """Tell whether the user may see a run: by its DAG and by the report that it is about."""
    return all(desk.host.may_read(desk.user, dag) for dag in {run.dag, run.report or run.dag})


def issue_of(desk: Desk, run: Run) -> int | None:
    """Give the issue that a run made or holds, None where there is none yet."""
    if run.issue is not None or run.report is None or run.snapshot is None or not run.period:
        return run.issue
    held = desk.ledger.issues.held(run.report, run.period, run.snapshot)
    return held.id if held else None


def period_label(key: str) -> str:
    """Give a period's name in a sentence."""
    try:
        return Period.parse(key).label.removeprefix("the ")
    except PeriodError:
        return key
