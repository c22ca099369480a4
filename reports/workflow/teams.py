"""A report of teams: from one snapshot an issue for each team, for that team's own people.

In Airflow, `reports.workflow.burst.issue_to_each` is mapped over the groups of `teams_to_issue`. `waiting` gives what a
person is to release: for each of these `reports.workflow.release.release`, then `deliver`. When all teams are done,
`close_batch` tells of the whole batch. Whatever is done again finds what was made and who has it.
"""

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from reports.errors import DeliveryIncomplete, MailServerAway, SettingsError
from reports.issues import Batch, IssueState
from reports.logs import note, step
from reports.section import ReportName
from reports.settings import Recipients
from reports.text import shortened
from reports.workflow import sending
from reports.workflow.alerting import Kind, alert
from reports.workflow.known_teams import with_people
from reports.workflow.people import nobody
from reports.workflow.place import Workplace
from reports.workflow.readers import readers_of
from reports.workflow.records import open_ledger
from reports.workflow.status import DECIDED_BY_PEOPLE, without_issue

if TYPE_CHECKING:  # what measures and draws is imported where it is needed: most steps send only
    from reports.workflow.data import Measured

log = logging.getLogger(__name__)

REPORT = ReportName.TEAM_OVERSIGHT.value
CASES, TEAM = "open_cases", "team"  # the measure and the breakdown that tell which teams have any
TOLD, LONGEST = 10, 160  # teams of which an error says why, and the characters of that
AT_A_TIME = 20  # teams: one process issues to so many, one after another


def in_groups(teams: Sequence[str]) -> list[list[str]]:
    """Give teams in their order, at most `AT_A_TIME` together."""
    return [list(teams[begin : begin + AT_A_TIME]) for begin in range(0, len(teams), AT_A_TIME)]


@step()
def teams_to_issue(place: Workplace, snapshot_id: str) -> list[str]:
    """Give the ids of the teams that get an issue: those of the snapshot for which somebody is named, in their order.

    The operators are told, once for the batch, which teams have open cases and nobody who is named for them, and which
    names in the settings are no team's. Raises SettingsError where no team is left, AlertError where the operators
    cannot be told.
    """
    from reports.workflow.data import measured  # noqa: PLC0415 - see above

    recipients, made = place.settings().recipients, measured(place, snapshot_id)
    note(report=REPORT, period=made.period.key)
    named = with_people(recipients, made.teams)
    if said := "; ".join(_amiss(recipients, made)):
        log.warning("%s %s: %s", REPORT, made.period.key, said)
        if place.alerts:
            alert(place, Kind.NOBODY, f"{REPORT} {made.period.key}", said)
    if not named:
        raise SettingsError(nobody(REPORT))
    return sorted(team.id for team in named)


def _amiss(recipients: Recipients, made: "Measured") -> Iterable[str]:
    """Say which teams have nobody, and which of the names for teams are none."""
    from reports.figures import OK  # noqa: PLC0415 - see above

    figures = made.figures
    cases = figures[(figures["measure"] == CASES) & (figures["breakdown"] == TEAM) & (figures["status"] == OK)]
    now = cases[(cases["period_start"] == made.period.start.isoformat()) & (cases["value"] > 0)]
    named = {team.id for team in with_people(recipients, made.teams)}
    if lacking := sorted(made.teams.keys() & set(now["group_id"]) - named):
        yield f"teams with open cases and nobody named: {', '.join(lacking)}"
    called = {recipients.called(team.id, team.name) for team in made.teams.values()}
    if unknown := [team for team in recipients.teams if team not in called]:
        yield f"no team's id, and no name that one team alone has: {', '.join(unknown)}"


@step()
def deliver(place: Workplace, issue_id: int) -> str:
    """Send a team's issue to each of its people who has not got it, and say how many have.

    One who is refused stops none of the others. Raises MailServerAway where a later try may help, DeliveryIncomplete
    where a person must act.
    """
    recipients = place.settings().recipients
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
    note(report=issue.report, period=issue.period)
    addresses = [person.email for person in readers_of(recipients, issue).values()]
    if not addresses:
        raise SettingsError(nobody(issue.report))
    found = sending.send(place, issue_id, addresses)
    said = f"{issue.name}: {sum(each.good for each in found)} of {len(found)} have it"
    why = "; ".join(dict.fromkeys(each.why for each in found if not each.good))
    if any(each.away for each in found):
        raise MailServerAway(f"{said}; {why}")
    if not all(each.good for each in found):
        raise DeliveryIncomplete(f"{said}; {why}")
    return said


@step()
def waiting(place: Workplace, snapshot_id: str, period: str) -> list[tuple[str, int]]:
    """Give the team and the id of each issue of a period, made from a snapshot, that a person is to release."""
    with closing(open_ledger(place)) as ledger:
        batch = Batch(REPORT, period, ledger.issues.of(REPORT, period))
    asked = [issue for issue in batch.current if issue.state is IssueState.AWAITING_RELEASE]
    return [(issue.team, issue.id) for issue in asked if issue.snapshot_id == snapshot_id]


@step()
def close_batch(place: Workplace, period: str, teams: Sequence[str]) -> str:
    """Say how many teams have their issue of a period.

    Raises DeliveryIncomplete, which names each team that has not, and why; of what a person has rejected or withdrawn
    it only says so.
    """
    with closing(open_ledger(place)) as ledger:
        batch = Batch(REPORT, period, ledger.issues.of(REPORT, period))
        lacking = without_issue(ledger, place.settings(), batch)
    decided = {issue.team for issue in batch.current if issue.state in DECIDED_BY_PEOPLE}
    why = {team: str(lacking.get(team, "")) for team in teams if team in lacking and team not in decided}
    made = {issue.team for issue in batch.current}
    why |= {team: "nothing has been made" for team in teams if team not in made}
    open_ = [team for team in teams if team in decided]
    said = f"{REPORT} {period}: {len(teams) - len(why) - len(open_)} of {len(teams)} teams have their issue"
    if open_:
        said += f"; a person decides, or has decided, of {', '.join(open_)}"
    if not why:
        return said
    raise DeliveryIncomplete(with_reasons(said, why))


def with_reasons(said: str, why: Mapping[str, str]) -> str:
    """Name each team and why it has not got its issue; of more than `TOLD` teams, of the others only which."""
    named = [f"{team}: {shortened(reason, LONGEST)}" for team, reason in list(why.items())[:TOLD]]
    more = list(why)[TOLD:]
    return "; ".join([said, *named, *([f"and {', '.join(more)}"] if more else [])])
