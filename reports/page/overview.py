"""How all reports stand, on one screen: the most urgent first."""

from collections.abc import Iterator, Sequence
from typing import Any

from reports.documents.catalogue import REPORTS
from reports.documents.words import count, plural
from reports.issues import Issue, IssueState
from reports.page.batches import NEED_THEIR_MAILS, batch_line, batches_of
from reports.page.desk import Desk, instant
from reports.page.lines import issue_lines, issue_of, may_see, period_label, run_line
from reports.policy import KIND_OF
from reports.section import ReportName
from reports.series import of_teams
from reports.text import shortened
from reports.workflow.data import findings_of
from reports.workflow.status import ALIVE, DEAD, ReportStatus, status_of

SHOWN, JUDGED = 6, 13  # issues that are listed, and of whose data the quality is shown
LONGEST = 200  # characters of a sentence; the issue has the whole of it
LOOKED_AT = 40  # the latest issues: among them are those, corrections and all
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
    issues, lines = _latest(desk, report)
    state, words = _state(status, lines, [run for run in runs if run["report"] == report])
    return {
        "report": report,
        "title": REPORTS[report].title,
        "kind": KIND_OF[ReportName(report)],
        "tier": REPORTS[report].tier,
        "state": state,
        "words": words,
        "next_due": instant(status.next_due) if status else None,
        "last_out": _last_out(status, issues),
        "issues": lines,
        "quality": _quality(desk, issues),
        "may_act": desk.may_act(report),
    }


def _latest(desk: Desk, report: str) -> tuple[list[Issue], list[dict[str, Any]]]:
    """Give the latest issues of a report and the lines that are shown of them; of a report of teams, of its batches."""
    if not of_teams(report):
        issues = desk.ledger.issues.latest(report, most=LOOKED_AT)
        return issues, issue_lines(desk, issues[:SHOWN])
    last_of_each = [desk.ledger.issues.get(number) for number in desk.ledger.issues.latest_batches(report, most=JUDGED)]
    return last_of_each, [batch_line(desk, batch) for batch in batches_of(desk, report, SHOWN)]


def _last_out(status: ReportStatus | None, issues: Sequence[Issue]) -> dict[str, Any] | None:
    """Give the last issue that all its readers have, of a report of teams the last batch, which has no id."""
    if status is None or status.last_out is None:
        return None
    found = next((each.id for each in issues if each.label == status.last_out), None)
    if found is None and not of_teams(status.report):
        return None
    return {"id": found, "label": status.last_out, "at": instant(status.last_out_at)}


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
    if number := sum(line["unresolved"] for line in lines if "said" in line or line["state"] in NEED_THEIR_MAILS):
        yield "unresolved", f"{count(number, 'delivery').capitalize()} {plural('waits', number)} for a person."
    if held := by_state.get(IssueState.HELD):
        yield "held", shortened(f"{_subject(held, 'is')} held: {held['reason']}", LONGEST)
    if waiting := by_state.get(IssueState.AWAITING_RELEASE):
        yield "awaiting release", f"{_subject(waiting, 'waits')} to be released: {waiting['reason']}"
    if not runs and (made := by_state.get(IssueState.RENDERED)):
        yield "awaiting release", f"{_subject(made, 'is')} made, and nobody has it yet: release it, or reject it."
    if runs:
        yield "in progress", f"{runs[0]['title']}, {runs[0]['period_label']}, is under way."
    if not lines:
        yield "nothing yet", "Nothing has been issued yet."
    if status is None:
        yield "out", "It goes to nobody: recipients.yaml names no one."
    yield "out", _out(status)


def _subject(line: dict[str, Any], verb: str) -> str:
    """Begin a sentence about an issue, or about those of a batch that are in its most urgent state."""
    if "said" not in line:
        return f"Issue {line['label']} {verb}"
    number = line["states"][line["state"]]
    return f"{number} of {count(line['issues'], 'issue')} of {line['period_label']} {plural(verb, number)}"


def _out(status: ReportStatus | None) -> str:
    if status is None or status.last_out is None:
        return "Nothing is due."
    if of_teams(status.report):
        return f"Every team has its issue of {period_label(status.last_out)}."
    return f"Issue {status.last_out} is with all its readers."


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
