"""How all reports stand, on one screen: the most urgent first."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.documents.catalogue import REPORTS
from reports.documents.words import count, plural
from reports.issues import Issue, IssueState
from reports.page.desk import Desk, instant
from reports.page.lines import issue_lines, issue_of, may_see, period_label, run_line
from reports.policy import KIND_OF
from reports.section import ReportName
from reports.text import shortened
from reports.workflow.data import findings_of
from reports.workflow.status import ALIVE, DEAD, ReportStatus, status_of

SHOWN, JUDGED = 6, 13  # issues that are listed, and of whose data the quality is shown
LONGEST = 200  # characters of a sentence; the issue has the whole of it
LOOKED_AT = 40  # the latest issues: among them are those, corrections and all
NEED_THEIR_MAILS = {IssueState.RELEASED, IssueState.WITHDRAWN}
BY_URGENCY = ("late", "unresolved", "held", "awaiting release", "in progress", "nothing yet", "out")


def overview(desk: Desk) -> dict[str, Any]:
    """Give how the reports stand that the user may read (`Overview`)."""
    status = status_of(desk.ledger, desk.settings, desk.at)
    told = {each.report: each for each in status.reports}
    runs = [run_line(run, issue_of(desk, run)) for run in desk.host.under_way() if may_see(desk, run)]
    reports = [_report(desk, report, told.get(report), runs) for report in desk.readable]
    return {
        "at": instant(desk.at),
        "reports": sorted(reports, key=lambda line: BY_URGENCY.index(line["state"])),
        "alerts_not_sent": status.alerts_not_sent,
        "scheduler": ALIVE if desk.host.alive() else DEAD,
        "runs": runs,
    }


def _report(desk: Desk, report: str, status: ReportStatus | None, runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    issues = desk.ledger.issues.latest(report, most=LOOKED_AT)
    lines = issue_lines(desk, issues[:SHOWN])
    state, words = _state(status, lines, [run for run in runs if run["report"] == report])
    last = next((each for each in issues if status and each.label == status.last_out), None)
    return {
        "report": report,
        "title": REPORTS[report].title,
        "kind": KIND_OF[ReportName(report)],
        "tier": REPORTS[report].tier,
        "state": state,
        "words": words,
        "next_due": instant(status.next_due) if status else None,
        "last_out": last and status and {"id": last.id, "label": last.label, "at": instant(status.last_out_at)},
        "issues": lines,
        "quality": _quality(desk, issues),
        "may_act": desk.may_act(report),
    }


def _state(
    status: ReportStatus | None, lines: Sequence[dict[str, Any]], runs: Sequence[dict[str, Any]]
) -> tuple[str, str]:
    """Give the most urgent thing that is to be said of a report, and a sentence for it."""
    return next(_things_to_say(status, lines, runs))


def _things_to_say(
    status: ReportStatus | None, lines: Sequence[dict[str, Any]], runs: Sequence[dict[str, Any]]
) -> Iterator[tuple[str, str]]:
    """Give what there is to say, the most urgent first."""
    by_state = {line["state"]: line for line in reversed(lines)}  # the latest of each
    if status and status.late:
        yield "late", shortened(f"Late: {status.late}", LONGEST)
    if number := sum(line["unresolved"] for line in lines if line["state"] in NEED_THEIR_MAILS):
        yield "unresolved", f"{count(number, 'delivery').capitalize()} {plural('waits', number)} for a person."
    if held := by_state.get(IssueState.HELD):
        yield "held", shortened(f"Issue {held['label']} is held: {held['reason']}", LONGEST)
    if waiting := by_state.get(IssueState.AWAITING_RELEASE):
        yield "awaiting release", f"Issue {waiting['label']} waits to be released: {waiting['reason']}"
    if not runs and (made := by_state.get(IssueState.RENDERED)):
        yield "awaiting release", f"Issue {made['label']} is made, and nobody has it yet: release it, or reject it."
    if runs:
        yield "in progress", f"{runs[0]['title']}, {runs[0]['period_label']}, is under way."
    if not lines:
        yield "nothing yet", "Nothing has been issued yet."
    if status is None:
        yield "out", "It goes to nobody: recipients.yaml names no one."
    yield (
        "out",
        f"Issue {status.last_out} is with all its readers." if status and status.last_out else "Nothing is due.",
    )


def _quality(desk: Desk, issues: Sequence[Issue]) -> list[dict[str, Any]]:
    """Give how many rows broke rules in the data of the latest issue of each period, the oldest first."""
    by_period = {issue.period: issue for issue in reversed(issues) if issue.snapshot_id}
    latest = sorted(by_period.values(), key=lambda issue: issue.period)[-JUDGED:]
    judged = [(issue, findings_of(desk.place, issue.snapshot_id)) for issue in latest]
    return [
        {
            "issue": issue.id,
            "period_label": period_label(issue.period),
            "rules": len({each.rule for each in found}),
            "rows": sum(each.rows for each in found),
        }
        for issue, found in judged
        if found is not None
    ]
