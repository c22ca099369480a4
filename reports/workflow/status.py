"""Whether the reports are out: what the deadline's alert says, and what an outside watchdog is told.

The ledger alone tells that a due time has passed: a paused DAG and a dead scheduler are noticed by what is missing.
A watchdog is told reports, times and numbers. What a gate or a mail server said of it is for who may read the ledger,
and what a person wrote, who may have named somebody, is not repeated at all.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.issues import Issue, IssueState, Ledger, Message, State
from reports.issues.deliveries import SETTLED
from reports.periods import LONDON, Period
from reports.policy import KIND_OF
from reports.settings import ReportName, Settings
from reports.workflow.people import people_of
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger

ALIVE, DEAD, NOT_ASKED = "alive", "dead", "not asked"
DECIDED_BY_PEOPLE = {IssueState.REJECTED, IssueState.WITHDRAWN, IssueState.SUPERSEDED}


@dataclass(frozen=True)
class NotOut:
    """A report on a period that is not with all its readers: how far it has come, and the words of what stops it."""

    state: str
    words: str = ""  # of a gate or of mail servers, which quote addresses

    def __str__(self) -> str:
        """Give both, in a sentence."""
        return f"{self.state}: {self.words}" if self.words else self.state


@dataclass(frozen=True)
class ReportStatus:
    """A report: its last issue that all its readers have, and since when; when the next is due; whether it is late."""

    report: str
    last_out: str | None
    last_out_at: datetime | None
    next_due: datetime
    late: NotOut | None  # None: it is not


@dataclass(frozen=True)
class Status:
    """All that a watchdog asks. unresolved: deliveries that nobody has settled; alerts_not_sent: to the operators."""

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
        """Give it as plain values for a watchdog, times in London's; of what is late the state alone."""
        reports = [vars(each) | {"late": each.late and each.late.state} for each in self.reports]
        plain: dict[str, Any] = _plain({"good": self.good, **vars(self), "reports": reports})
        return plain


def status(place: Workplace, at: datetime, scheduler: str = NOT_ASKED) -> Status:
    """Give the status at an instant. Raises SettingsError and LedgerError, and what the database raises."""
    with closing(open_ledger(place)) as ledger:
        return status_of(ledger, place.settings(), at, scheduler)


def status_of(ledger: Ledger, settings: Settings, at: datetime, scheduler: str = NOT_ASKED) -> Status:
    """Give the status at an instant, of a ledger that is open."""
    waiting = ledger.deliveries.unresolved()
    return Status(
        at=at,
        reports=tuple(_report(ledger, settings, name, at) for name, people in _sent_to(settings) if people),
        scheduler=scheduler,
        unresolved=len(waiting),
        unresolved_since=min((each.claimed_at for each in waiting), default=None),
        alerts_not_sent=ledger.alerts.not_sent(),
    )


def why_not_out(ledger: Ledger, settings: Settings, report: str, period: Period) -> NotOut | None:
    """Say why a report is not with all its readers; None where it is."""
    issues = ledger.issues.of(report, period.key)
    if not issues:
        return NotOut(f"{period.key}: nothing has been made yet")
    issue = next((each for each in issues if each.state is IssueState.RELEASED), issues[-1])
    if issue.state is IssueState.RELEASED:
        return _missing(ledger, settings, issue)
    since = issue.decided_at.astimezone(LONDON)
    words = "" if issue.state in DECIDED_BY_PEOPLE else issue.reason or ""
    return NotOut(f"issue {issue.label} is {issue.state} since {since:%d %B %Y %H:%M}", words)


def why_late(place: Workplace, report: str, period: Period) -> NotOut | None:
    """Say why a report is not with all its readers; None where it is."""
    with closing(open_ledger(place)) as ledger:
        return why_not_out(ledger, place.settings(), report, period)


def _missing(ledger: Ledger, settings: Settings, issue: Issue) -> NotOut | None:
    expected = {person.email for person in people_of(settings.recipients, issue.report).values()}
    deliveries = {each.recipient: each for each in ledger.deliveries.of(issue.id, Message.REPORT)}
    states = Counter(
        str(deliveries[address].state) if address in deliveries else "not begun" for address in sorted(expected)
    )
    if set(states) <= SETTLED:
        return None
    counted = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    words = dict.fromkeys(each.reason for each in deliveries.values() if each.state not in SETTLED and each.reason)
    return NotOut(f"issue {issue.label} is released, and of its deliveries are {counted}", "; ".join(words))


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
        late=late,
    )


def _last_out(ledger: Ledger, report: str) -> tuple[Issue, datetime] | None:
    for issue in _latest_first(ledger, report):
        if issue.state in {IssueState.RELEASED, IssueState.SUPERSEDED}:
            deliveries = ledger.deliveries.of(issue.id, Message.REPORT)
            sent = [each.decided_at or each.claimed_at for each in deliveries if each.state is State.SENT]
            if sent and all(each.state in SETTLED for each in deliveries):
                return issue, max(sent)
    return None


def _latest_first(ledger: Ledger, report: str) -> Iterator[Issue]:
    """Go through the issues of a report, of which mostly the first few are looked at."""
    before = None
    while found := ledger.issues.latest(report, before=before, most=10):
        yield from found
        before = found[-1].id


def _sent_to(settings: Settings) -> list[tuple[str, int]]:
    return [(name.value, len(people)) for name, people in settings.recipients.reports.items()]


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
