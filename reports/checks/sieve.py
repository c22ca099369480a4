"""The sieve: frames that rules judge one after the other, and what each rule found in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pandas as pd

from reports.checks.finding import Finding
from reports.checks.mending import Mending
from reports.checks.rules import RULES, TOUCHED, TOUCHED_BY_RULE
from reports.periods import Period
from reports.settings import Settings
from reports.source import EVERY, TABLES, Source, Table

Mask = "pd.Series[bool]"


@dataclass(frozen=True)
class Data:
    """Frames fit to be measured: faults judged, times as London instants, choices trimmed and in lower case.

    `ssd_missing` has besides its own columns `returned` (London instant; midnight where only the day is known)
    and `returned_date_only`; `local_return_interview` has `rhi_completed_date_only`. Services and teams in
    `ssd_department` have the names that the authority chose for them.
    """

    period: Period
    as_at: datetime
    frames: dict[str, pd.DataFrame]
    collected: frozenset[str]
    asked: frozenset[str] = EVERY  # the tables that were read


@dataclass
class Sieve:
    """The frames as they stand after the rules so far, and the findings in the order of the rules."""

    source: Source
    settings: Settings
    frames: dict[str, pd.DataFrame]
    checked: dict[str, int]
    mending: Mending
    findings: list[Finding] = field(default_factory=list)
    broken: dict[str, "pd.Index[Any]"] = field(default_factory=dict)  # the rows that break a rule of severity error

    @classmethod
    def of(cls, source: Source, settings: Settings) -> "Sieve":
        """Start with the frames as they were pulled."""
        frames = dict(source.frames)
        return cls(
            source, settings, frames, {name: len(frame) for name, frame in frames.items()}, Mending(settings.names)
        )

    @property
    def as_at(self) -> datetime:
        """The instant as at which the data were pulled."""
        return self.source.as_at

    def with_rows(self) -> Iterator[tuple[str, Table]]:
        """Give the tables that have rows just then: of the others there is nothing to judge."""
        yield from ((name, table) for name, table in TABLES.items() if len(self.frames[name]))

    def find(self, rule: str, table: str, hit: "pd.Series[Any]") -> None:
        """Record the rows of the table for which `hit` is true."""
        if not hit.any():
            return
        rows = self.frames[table].loc[hit]
        key = TABLES[table].key
        self.findings.append(
            Finding(
                rule=rule,
                severity=RULES[rule].severity,
                sentence=RULES[rule].sentence,
                table=table,
                rows=len(rows),
                rows_checked=self.checked[table],
                measures=TOUCHED_BY_RULE.get(rule, tuple(TOUCHED[table])),
                keys=tuple(rows[key].dropna().sort_values()) if key else (),
                teams=self.mending.count(table, rows, self.frames),
            )
        )
        if RULES[rule].severity == "error":
            self.broken[table] = self.broken.get(table, rows.index).union(rows.index)

    def leave_out(self, rule: str, table: str, hit: "pd.Series[Any]") -> None:
        """Record the rows for which `hit` is true, and go on without them."""
        if hit.any():
            self.find(rule, table, hit)
            self.frames[table] = self.frames[table].loc[~hit]
