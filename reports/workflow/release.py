"""The release of an issue: by itself, or when a person says so. Who, when and why is in the ledger."""

from contextlib import closing
from dataclasses import dataclass

from reports.errors import AlreadyIssued, LedgerError
from reports.issues import Issue, IssueState, Ledger
from reports.issues.issues import ISSUED, already
from reports.logs import note, step
from reports.periods import Period
from reports.policy import Release
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger

LATE = "its run comes long after its time, so it is not sent by itself"
OLD = "it is about a period that others have followed, so it is not sent by itself"
AGAIN = "an issue of this period was released before"
DONE = {IssueState.RELEASED, IssueState.REJECTED, IssueState.SUPERSEDED, IssueState.WITHDRAWN}
NOBODY = "Released without anybody having looked at it within {hours:g} hours."


@dataclass(frozen=True)
class Question:
    """What a person is asked about an issue.

    people: the login names of those who may answer; empty: anyone who may operate the DAG. hours: how long is waited,
    None without end. pdf: where it lies in the archive.
    """

    title: str
    why: str
    people: list[str]
    hours: float | None
    pdf: str


@step()
def release(place: Workplace, issue_id: int, *, late: bool) -> Question | None:
    """Release an issue whose policy lets it go by itself; else let it wait, and give what a person is to be asked.

    `late`: its run comes long after its time. Raises AlreadyIssued where another issue of the period is released, and
    LedgerError where this one was rejected.
    """
    policy = place.settings().release
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        note(report=issue.report, period=issue.period)
        other = ledger.issues.released(issue.report, issue.period)
        if other is not None and other.id not in {issue.id, issue.corrects_id}:
            raise AlreadyIssued(already(other))
        why = why_asked(ledger, issue, policy, late=late)
        if issue.state is IssueState.RELEASED or not why:
            ledger.issues.release(issue_id, place.actor, note=_gate_note(issue))
            return None
        if issue.state in DONE:
            raise LedgerError(
                f"issue {issue.name} is {issue.state}: it is not sent; lineofsight issues show {issue.name} says why"
            )
        ledger.issues.ask(issue_id, why)
        by_policy = policy.of(issue.report).release == "approval" and not late
        return Question(
            title=f"{issue.title} (issue {issue.label})",
            why=why,
            people=policy.people(issue.report),
            hours=policy.of(issue.report).within_hours if by_policy else None,
            pdf=str(place.archive / next(iter(issue.files.values()))["path"]),
        )


def people(place: Workplace, issue_id: int) -> list[str]:
    """Give the names by which those log in who may release an issue; empty: anyone who may operate the DAG."""
    with closing(open_ledger(place)) as ledger:
        return place.settings().release.people(ledger.issues.get(issue_id).report)


@step()
def approve(place: Workplace, issue_id: int, actor: str, commentary: str = "", reason: str = "") -> None:
    """Release an issue because a person says so; the commentary opens its mail."""
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        note = "\n\n".join(part for part in (commentary.strip(), _gate_note(issue)) if part)
        ledger.issues.release(issue_id, actor, reason=reason or None, note=note or None)


@step()
def reject(place: Workplace, issue_id: int, actor: str, reason: str) -> None:
    """Keep an issue from being sent because a person says so, and why. Raises LedgerError without a reason."""
    if not reason.strip():
        raise LedgerError("a rejection needs a reason: it stands in the ledger")
    with closing(open_ledger(place)) as ledger:
        ledger.issues.reject(issue_id, actor, reason.strip())


@step()
def unanswered(place: Workplace, issue_id: int) -> bool:
    """Do as the policy says when nobody answered in time; tell whether the issue was released. Else it is held."""
    policy = place.settings().release
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        how = policy.of(issue.report)
        if how.unanswered == "release":
            note = "\n\n".join(part for part in (NOBODY.format(hours=how.within_hours), _gate_note(issue)) if part)
            ledger.issues.release(issue_id, place.actor, reason="nobody answered in time", note=note)
            return True
        ledger.issues.hold_back(issue_id, f"nobody answered within {how.within_hours:g} hours")
        return False


def why_asked(ledger: Ledger, issue: Issue, policy: Release, *, late: bool) -> str:
    """Give every reason to ask a person, in one sentence; empty where there is none."""
    reasons = []
    how = policy.of(issue.report)
    if how.release == "approval":
        reasons.append(f"it is released by a person: {', '.join(how.by)}")
    if late:
        reasons.append(LATE)
    elif Period.last_complete(Period.parse(issue.period).kind, issue.as_at).key != issue.period:
        reasons.append(OLD)
    before = [each for each in ledger.issues.of(issue.report, issue.period) if each.state in ISSUED]
    if any(each.id not in {issue.id, issue.corrects_id} for each in before):
        reasons.append(AGAIN)
    return "; ".join(reasons)


def _gate_note(issue: Issue) -> str:
    if issue.let_through_by is None:
        return ""
    return f"The data did not pass every check; {issue.let_through_by} let them through: {issue.let_through_why}"
