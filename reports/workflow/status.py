"""Whether the reports are out: what the deadline's alert says, and what an outside watchdog is told.

The ledger alone tells that a due time has passed: a paused DAG and a dead scheduler are noticed by what is missing.
Nothing here names a person: it speaks of reports, times and numbers.
"""

from collections import Counter
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from reports.issues import Issue, IssueState, Ledger, Message, State
from reports.periods import LONDON, Period
from reports.policy import KIND_OF
from reports.settings import ReportName, Settings
from reports.workflow.people import people_of
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger

ALIVE, DEAD, NOT_ASKED = "alive", "dead", "not asked"


@dataclass(frozen=True)
class ReportStatus:
    """A report: its last issue that all its readers have, and since when; when the next is due; why it is late."""

    report: str
    last_out: str | None
    last_out_at: datetime | None
    next_due: datetime
    late: str | None  # None: it is not


@dataclass(frozen=True)
class Status:
    """All that a watchdog asks. unresolved: deliveries that are not sent; alerts_not_sent: messages to operators."""

    at: datetime
    reports: tuple[ReportStatus, ...]
    scheduler: str
    unresolved: int
    unresolved_since: datetime | None
    alerts_not_sent: int

    @property
    def good(self) -> bool:
        """Whether nobody needs to look."""
        late = any(report.late for report in self.reports)
        return not late and self.scheduler != DEAD and not self.unresolved and not self.alerts_not_sent

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values, times in London's."""
        plain: dict[str, Any] = {"good": self.good, **asdict(self)}
        return _plain(plain)


def status(place: Workplace, at: datetime, scheduler: str = NOT_ASKED) -> Status:
    """Give the status at an instant. Raises SettingsError and LedgerError, and what the database raises."""
    settings = place.settings()
    with closing(open_ledger(place)) as ledger:
        waiting = ledger.deliveries.unresolved()
        return Status(
            at=at,
            reports=tuple(_report(ledger, settings, name, at) for name, people in _sent_to(settings) if people),
            scheduler=scheduler,
            unresolved=len(waiting),
            unresolved_since=min((each.claimed_at for each in waiting), default=None),
            alerts_not_sent=ledger.alerts.not_sent(),
        )


def why_not_out(ledger: Ledger, settings: Settings, report: str, period: Period) -> str | None:
    """Say in a sentence why a report is not with all its readers; None where it is."""
    issues = ledger.issues.of(report, period.key)
    if not issues:
        return "nothing has been made yet"
    issue = next((each for each in issues if each.state is IssueState.RELEASED), issues[-1])
    if issue.state is IssueState.RELEASED:
        return _missing(ledger, settings, issue)
    since = issue.decided_at.astimezone(LONDON)
    said = f"issue {issue.label} is {issue.state} since {since:%d %B %Y %H:%M}"
    return f"{said}: {issue.reason}" if issue.reason else said


def why_late(place: Workplace, report: str, period: Period) -> str | None:
    """Say why a report is not with all its readers; None where it is."""
    with closing(open_ledger(place)) as ledger:
        return why_not_out(ledger, place.settings(), report, period)


def _missing(ledger: Ledger, settings: Settings, issue: Issue) -> str | None:
    expected = {person.email for person in people_of(settings.recipients, issue.report).values()}
    deliveries = {each.recipient: each for each in ledger.deliveries.of(issue.id, Message.REPORT)}
    states = Counter(
        str(deliveries[address].state) if address in deliveries else "not begun" for address in sorted(expected)
    )
    if set(states) <= {State.SENT}:
        return None
    counted = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    reasons = dict.fromkeys(each.reason for each in deliveries.values() if each.state is not State.SENT and each.reason)
    return f"issue {issue.label} is released, and of its deliveries are {counted}" + "".join(
        f"; {reason}" for reason in reasons
    )


def _report(ledger: Ledger, settings: Settings, report: str, at: datetime) -> ReportStatus:
    period = Period.last_complete(KIND_OF[ReportName(report)], at)
    while settings.release.due(report, period) > at:
        period = period.previous()
    last = _last_out(ledger, report)
    late = why_not_out(ledger, settings, report, period)
    if settings.release.due(report, period) < ledger.began():
        late = None  # it was due before this ledger was there
    return ReportStatus(
        report=report,
        last_out=last[0].label if last else None,
        last_out_at=last[1] if last else None,
        next_due=settings.release.due(report, period.shift(1)),
        late=f"{period.key}: {late}" if late else None,
    )


def _last_out(ledger: Ledger, report: str) -> tuple[Issue, datetime] | None:
    for issue in reversed(ledger.issues.of(report)):
        if issue.state in {IssueState.RELEASED, IssueState.SUPERSEDED}:
            deliveries = ledger.deliveries.of(issue.id, Message.REPORT)
            if deliveries and all(each.state is State.SENT for each in deliveries):
                return issue, max(each.decided_at or each.claimed_at for each in deliveries)
    return None


def _sent_to(settings: Settings) -> list[tuple[str, int]]:
    return [(name.value, len(people)) for name, people in settings.recipients.reports.items()]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
