"""What holds an issue before it is rendered: a gate, or a setting. The ledger says why, and who let it pass."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime

from reports.checks import Held
from reports.documents.catalogue import entry_of, made_for
from reports.errors import GateHeld, LedgerError
from reports.issues import Issue, Ledger, NewIssue
from reports.logs import step
from reports.periods import Period, now
from reports.series import of_teams, series
from reports.settings import Settings
from reports.source import Source
from reports.version import code_version
from reports.workflow.data import gates_that_hold
from reports.workflow.known_teams import Team, with_people
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger


def hold_at_gates(
    place: Workplace,
    settings: Settings,
    source: Source,
    snapshot_id: str,
    held: Sequence[Held],
    teams: Mapping[str, Team],
) -> list[str]:
    """Hold every report made from a snapshot, unless a person let it pass; then give a line that says who.

    teams: those of the snapshot; a report of teams is held for each that somebody is named for. Raises GateHeld, which
    says whether a person may let it pass.
    """
    reason = "; ".join(gate.reason for gate in held)
    may_pass = {gate.gate for gate in held} <= set(settings.gates.may_be_let_through)
    with closing(open_ledger(place)) as ledger:
        issues = [
            ledger.issues.hold(new, reason)
            for new in _made_of(settings, source, snapshot_id, teams)
            if _undecided(ledger, new.report, source.period, snapshot_id)
        ]
    waiting = [issue for issue in issues if issue.let_through_by is None]
    if waiting or not may_pass:
        raise GateHeld(reason, may_pass=may_pass)
    return [f"{issue.report}: let through by {issue.let_through_by}; the ledger has the reason" for issue in issues]


@step()
def let_through(place: Workplace, snapshot_id: str, actor: str, why: str) -> None:
    """Let every report made from a snapshot pass the gate that holds it, because a person says so.

    Raises LedgerError without a reason, where the snapshot is not held, and where its gate lets nobody through.
    """
    with closing(open_ledger(place)) as ledger:
        waiting = _waiting(ledger, snapshot_id, why)
        if never := gates_that_hold(place, snapshot_id) - set(place.settings().gates.may_be_let_through):
            raise LedgerError(f"snapshot {snapshot_id}: {', '.join(sorted(never))}: gates.yaml lets nobody through it")
        for issue in waiting:
            ledger.issues.let_through(issue.id, actor, why.strip())


@step()
def turn_away(place: Workplace, snapshot_id: str, actor: str, why: str) -> None:
    """Reject every report that would have been made from a snapshot, because a person says so: as `let_through`."""
    with closing(open_ledger(place)) as ledger:
        for issue in _waiting(ledger, snapshot_id, why):
            ledger.issues.reject(issue.id, actor, why.strip())


def _made_of(settings: Settings, source: Source, snapshot_id: str, teams: Mapping[str, Team]) -> Iterator[NewIssue]:
    """Give the issues that would be made of a snapshot."""
    for report in made_for(source.period.kind, settings):
        if not of_teams(report):
            yield _held(report, source.period, source.as_at, snapshot_id, settings.hash)
            continue
        named = with_people(settings.recipients, teams)
        for team in named:
            new = _held(series(report, team.id), source.period, source.as_at, snapshot_id, settings.hash)
            yield replace(new, inputs={"team": team.as_input})
        if not named:
            yield _held(report, source.period, source.as_at, snapshot_id, settings.hash)


def _waiting(ledger: Ledger, snapshot_id: str, why: str) -> list[Issue]:
    if not why.strip():
        raise LedgerError("whether held data may pass needs a reason: it stands in the ledger, and in the mail")
    held = [each for each in ledger.issues.of() if each.snapshot_id == snapshot_id and each.version is None]
    if not held:
        raise LedgerError(f"snapshot {snapshot_id}: no gate holds it")
    return held


def hold_for_settings(place: Workplace, report: str, period: Period, reason: str) -> Issue:
    """Hold a report because its settings are wrong: nothing was pulled for it."""
    with closing(open_ledger(place)) as ledger:
        return ledger.issues.hold(_held(report, period, now(), "", ""), reason)


def _undecided(ledger: Ledger, report: str, period: Period, snapshot_id: str) -> bool:
    """Tell whether no issue of the snapshot was rendered yet."""
    return not any(
        each.snapshot_id == snapshot_id and each.version is not None for each in ledger.issues.of(report, period.key)
    )


def _held(report: str, period: Period, as_at: datetime, snapshot_id: str, settings_hash: str) -> NewIssue:
    return NewIssue(
        report=report,
        period=period.key,
        title=f"{report}, {period.label}",
        tier=entry_of(report).tier,
        as_at=as_at,
        snapshot_id=snapshot_id,
        settings_hash=settings_hash,
        code_version=code_version(),
    )
