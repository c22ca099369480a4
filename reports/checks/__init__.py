"""Data-quality rules and the gates that hold a report (source-contract.md)."""

from collections.abc import Mapping
from dataclasses import dataclass

from reports.checks import absences, care, child_protection, front_door, gates, held_outside, naming, people, rows
from reports.checks.finding import Finding, Held
from reports.checks.rules import RULES, Rule
from reports.checks.sieve import Data, Sieve
from reports.settings import Settings
from reports.source import Source

__all__ = ["RULES", "Checked", "Data", "Finding", "Held", "Rule", "clean"]

_IN_ORDER = (
    rows.duplicates,  # on the raw rows, before anything is read into them
    rows.required_fields,
    rows.instants,
    rows.lists,
    absences.completions,
    rows.after_as_at,
    rows.ends_before_starts,
    absences.returns,
    absences.overlaps,
    absences.records,
    absences.interviews,
    people.known_people,
    people.teams,
    people.fte,
    people.workers,
    front_door.judge,
    child_protection.judge,
    care.judge,
    held_outside.judge,
    rows.texts,
)


@dataclass(frozen=True)
class Checked:
    """Frames fit to be measured, what was found in them, and what holds the reports."""

    data: Data
    findings: tuple[Finding, ...]
    held: tuple[Held, ...]


def clean(source: Source, settings: Settings, rows_last_time: Mapping[str, int] | None = None) -> Checked:
    """Judge what was pulled by every rule and gate; nothing is left out that no finding tells of.

    `rows_last_time` gives the rows of each table in the snapshot before, for the gates that compare.
    """
    sieve = Sieve.of(source, settings)
    for judge in _IN_ORDER:
        judge(sieve)
    sieve.mending.settle()
    departments = naming.shown(sieve.frames["ssd_department"], settings.names)
    frames = sieve.frames | {"ssd_department": departments}
    data = Data(source.period, source.as_at, frames, source.collected, source.asked)
    findings = sorted(sieve.findings, key=lambda finding: (list(RULES).index(finding.rule), finding.table))
    return Checked(data, tuple(findings), gates.held(sieve, settings.gates, rows_last_time))
