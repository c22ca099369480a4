"""Issues in a list: those of a batch as one line, which opens."""

from typing import Any

from reports.documents.catalogue import REPORTS
from reports.issues import Batch, IssueState
from reports.page.desk import Desk
from reports.page.lines import issue_lines, period_label
from reports.periods import Period
from reports.series import of_teams

NEED_THEIR_MAILS = {IssueState.RELEASED, IssueState.WITHDRAWN}
BY_URGENCY = (
    IssueState.HELD,
    IssueState.AWAITING_RELEASE,
    IssueState.RENDERED,
    IssueState.WITHDRAWN,
    IssueState.REJECTED,
    IssueState.RELEASED,
    IssueState.SUPERSEDED,
)


def batch_line(desk: Desk, batch: Batch) -> dict[str, Any]:
    """Give a batch as a line: how many teams' issues are how far, the most urgent state, and how many have theirs."""
    lines = issue_lines(desk, batch.current)
    worst = min(lines, key=lambda line: BY_URGENCY.index(line["state"]))
    return {
        "id": batch.issues[-1].id,
        "report": batch.report,
        "title": REPORTS[batch.report].title,
        "label": batch.period,
        "period": batch.period,
        "period_label": period_label(batch.period),
        "state": worst["state"],
        "decided_at": max(line["decided_at"] for line in lines),
        "reason": worst["reason"],
        "issues": len(lines),
        "states": batch.states,
        "said": batch.said,
        "sent": sum(line["sent"] for line in lines),
        "of": sum(line["of"] for line in lines),
        "unresolved": sum(line["unresolved"] for line in lines if line["state"] in NEED_THEIR_MAILS),
    }


def batches_of(desk: Desk, report: str, most: int) -> list[Batch]:
    """Give the latest batches of a report of teams, the latest first."""
    return [_batch(desk, report, period) for period in desk.ledger.issues.latest_batches(report, most=most).values()]


def issues_page(desk: Desk, report: str, state: IssueState | None, before: int | None, most: int) -> dict[str, Any]:
    """Give the issues that the user may read, the latest first: of a report, in a state, made before one of an id.

    Those of a batch are one line, which stands where the latest of them would.
    """
    if report:
        desk.demand_readable(report)
    issues, batches, alone = desk.ledger.issues, dict[int, tuple[str, str]](), []
    for each in [report] if report else desk.readable:
        if of_teams(each):
            latest = issues.latest_batches(each, state, before=before, most=most + 1)
            batches |= {number: (each, period) for number, period in latest.items()}
        else:
            alone += issues.latest(each, state, before=before, most=most + 1)
    numbers = sorted([*batches, *(issue.id for issue in alone)], reverse=True)
    shown = numbers[:most]
    lines = {line["id"]: line for line in issue_lines(desk, [issue for issue in alone if issue.id in shown])}
    for number in batches.keys() & set(shown):
        lines[number] = batch_line(desk, _batch(desk, *batches[number])) | {"id": number}
    return {"issues": [lines[number] for number in shown], "more": len(numbers) > most}


def batch_page(desk: Desk, report: str, state: IssueState | None, period: str) -> dict[str, Any]:
    """Give the issues of a report on one period, in a state, those of a batch one by one: team by team."""
    desk.demand_readable(report)
    found = desk.ledger.issues.of(report, Period.parse(period).key)
    lines = issue_lines(desk, [issue for issue in found if state is None or issue.state is state])
    return {"issues": sorted(lines, key=lambda line: (line["title"], -line["id"])), "more": False}


def _batch(desk: Desk, report: str, period: str) -> Batch:
    return Batch(report, period, desk.ledger.issues.of(report, period))
