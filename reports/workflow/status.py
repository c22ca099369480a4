"""Whether the reports are out: what the deadline's alert says, and what an outside watchdog is told.

The ledger alone tells that a due time has passed: a paused DAG and a dead scheduler are noticed by what is missing.
A watchdog is told reports, times and numbers. What a gate or a mail server said of it is for who may read the ledger,
and what a person wrote, who may have named somebody, is not repeated at all.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from reports.issues import Batch, Delivery, Issue, IssueState, Ledger, Message, State
from reports.issues.deliveries import SETTLED
from reports.periods import LONDON, Period
from reports.policy import KIND_OF
from reports.series import of_teams, report_of
from reports.settings import ReportName, Settings
from reports.workflow.place import Workplace
from reports.workflow.readers import readers_of
from reports.workflow.records import open_ledger

ALIVE, DEAD, NOT_ASKED = "alive", "dead", "not asked"
NAMED = 5  # teams of a batch
LOOKED_BACK = 13  # periods of a report of teams
DECIDED_BY_PEOPLE = {IssueState.REJECTED, IssueState.WITHDRAWN, IssueState.SUPERSEDED}


@dataclass(frozen=True)
class NotOut:
    """A report on a period that is not with all its readers: how far it has come, and the words of what stops it.

    kind: how far, in a word or two.
    """

    state: str
    words: str = ""  # of a gate or of mail servers, which quote addresses
    kind: str = ""

    def __str__(self) -> str:
        """Give both, in a sentence."""
        return f"{self.state}: {self.words}" if self.words else self.state


@dataclass(frozen=True)
class ReportStatus:
    """A report: its last issue that all its readers have, and since when; when the next is due; whether it is late.

    Of a report of teams, `last_out` is the last period of which every team has its issue.
    """

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
        reports=tuple(
            _report(ledger, settings, report.value, at)
            for report in ReportName
            if settings.recipients.goes_to_somebody(report)
        ),
        scheduler=scheduler,
        unresolved=len(waiting),
        unresolved_since=min((each.claimed_at for each in waiting), default=None),
        alerts_not_sent=ledger.alerts.not_sent(),
    )


def why_not_out(ledger: Ledger, settings: Settings, report: str, period: Period) -> NotOut | None:
    """Say why a report, or the batch of a report of teams, is not with all its readers; None where it is."""
    issues = ledger.issues.of(report, period.key)
    if not issues:
        return NotOut(f"{period.key}: nothing has been made yet")
    if any(issue.team for issue in issues) and report == report_of(report):
        return _batch_not_out(ledger, settings, Batch(report, period.key, issues))
    issue = next((each for each in issues if each.state is IssueState.RELEASED), issues[-1])
    return _not_out(settings, issue, ledger.deliveries.of(issue.id))


def _batch_not_out(ledger: Ledger, settings: Settings, batch: Batch) -> NotOut | None:
    """Judge a batch: a team that the settings name and of which there is no issue lacks its own, too."""
    lacking = without_issue(ledger, settings, batch)
    if not lacking:
        return None
    teams = len({issue.team for issue in _awaited(settings, batch)} | lacking.keys())
    counted = Counter(why.kind for why in lacking.values())
    state = f"{batch.period}: {teams - len(lacking)} of {teams} teams have their issue, "
    named = [f"{team}: {why}" for team, why in list(lacking.items())[:NAMED]]
    more = [f"and {len(lacking) - NAMED} more"] if len(lacking) > NAMED else []
    return NotOut(state + ", ".join(f"{number} {kind}" for kind, number in counted.items()), "; ".join(named + more))


def without_issue(ledger: Ledger, settings: Settings, batch: Batch) -> dict[str, NotOut]:
    """Give why the issue of a team is not with all its people, for each of a batch of which it is not.

    A team for which the settings name nobody any more waits for none.
    """
    recipients = settings.recipients
    awaited = _awaited(settings, batch)
    deliveries = ledger.deliveries.of_all([issue.id for issue in awaited])
    found = {issue.team: _not_out(settings, issue, deliveries[issue.id]) for issue in awaited}
    made = {recipients.called(issue.team, issue.team_name) for issue in awaited}
    never = [team for team, people in recipients.teams.items() if people and team not in made]
    lacking = {team: why for team, why in found.items() if why}
    return lacking | {team: NotOut("nothing has been made", kind="not made") for team in never}


def _awaited(settings: Settings, batch: Batch) -> list[Issue]:
    return [issue for issue in batch.current if readers_of(settings.recipients, issue)]


def _not_out(settings: Settings, issue: Issue, deliveries: Sequence[Delivery]) -> NotOut | None:
    """Say why an issue is not with all its readers; None where it is."""
    if issue.state is IssueState.RELEASED:
        return _missing(settings, issue, deliveries)
    since = issue.decided_at.astimezone(LONDON)
    words = "" if issue.state in DECIDED_BY_PEOPLE else issue.reason or ""
    return NotOut(f"issue {issue.label} is {issue.state} since {since:%d %B %Y %H:%M}", words, kind=issue.state)


def why_late(place: Workplace, report: str, period: Period) -> NotOut | None:
    """Say why a report is not with all its readers; None where it is."""
    with closing(open_ledger(place)) as ledger:
        return why_not_out(ledger, place.settings(), report, period)


def _missing(settings: Settings, issue: Issue, deliveries: Sequence[Delivery]) -> NotOut | None:
    expected = {person.email for person in readers_of(settings.recipients, issue).values()}
    begun = {each.recipient: each for each in deliveries if each.message is Message.REPORT}
    states = Counter(str(begun[address].state) if address in begun else "not begun" for address in sorted(expected))
    if set(states) <= SETTLED:
        return None
    counted = ", ".join(f"{number} {state}" for state, number in sorted(states.items()))
    words = dict.fromkeys(each.reason for each in begun.values() if each.state not in SETTLED and each.reason)
    said = f"issue {issue.label} is released, and of its deliveries are {counted}"
    return NotOut(said, "; ".join(words), kind="not sent to all")


def _report(ledger: Ledger, settings: Settings, report: str, at: datetime) -> ReportStatus:
    period = Period.last_complete(KIND_OF[ReportName(report)], at)
    while settings.release.due(report, period) > at:
        period = period.previous()
    last_out, last_out_at = _last_out(ledger, report) or (None, None)
    late = why_not_out(ledger, settings, report, period)
    if settings.release.due(report, period) < ledger.began():
        late = None  # it was due before this ledger was there
    return ReportStatus(
        report=report,
        last_out=last_out,
        last_out_at=last_out_at,
        next_due=settings.release.due(report, period.shift(1)),
        late=late,
    )


def _last_out(ledger: Ledger, report: str) -> tuple[str, datetime] | None:
    """Give the label of the last issue that all its readers have, of a report of teams the period; and since when."""
    if of_teams(report):
        for period in ledger.issues.latest_batches(report, most=LOOKED_BACK).values():
            batch = Batch(report, period, ledger.issues.of(report, period))
            if since := _out_since(ledger, batch.current):
                return period, since
        return None
    for issue in _latest_first(ledger, report):
        if since := _out_since(ledger, [issue]):
            return issue.label, since
    return None


def _out_since(ledger: Ledger, issues: Sequence[Issue]) -> datetime | None:
    """Give when the last reader of some issues got theirs; None where not all have."""
    if not {issue.state for issue in issues} <= {IssueState.RELEASED, IssueState.SUPERSEDED}:
        return None
    found = ledger.deliveries.of_all([issue.id for issue in issues]).values()
    of_reports = [[each for each in some if each.message is Message.REPORT] for some in found]
    sent = [[each.decided_at or each.claimed_at for each in some if each.state is State.SENT] for some in of_reports]
    settled = all(each.state in SETTLED for some in of_reports for each in some)
    return max(map(max, sent)) if sent and all(sent) and settled else None


def _latest_first(ledger: Ledger, report: str) -> Iterator[Issue]:
    """Go through the issues of a report, of which mostly the first few are looked at."""
    before = None
    while found := ledger.issues.latest(report, before=before, most=10):
        yield from found
        before = found[-1].id


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(LONDON).isoformat(timespec="seconds")
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, list | tuple) else value
