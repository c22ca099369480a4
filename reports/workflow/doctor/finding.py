"""What the doctor says: a line for each thing that was looked at, and what a gap in it costs in measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from reports.measures import MEASURES
from reports.periods import LONDON, Period


class State(StrEnum):
    """How a thing is: as it should be, in the way of some measures, in the way of everything, or not given at all."""

    WELL = "well"
    GAP = "gap"
    BROKEN = "broken"
    NOT_GIVEN = "not given"


@dataclass(frozen=True)
class Cost:
    """What a gap does to some measures, by id."""

    measures: tuple[str, ...]
    effect: str

    def __str__(self) -> str:
        """Give it in words: whole domains by their name."""
        return f"{self.effect}: {in_words(self.measures)}"


@dataclass(frozen=True)
class Line:
    """One thing that was looked at.

    part: of what, such as `source`. about: a table, a setting, a service. found: what is there. to_do: what to do about
    a gap. costs: what the gap costs. None of them names a person.
    """

    part: str
    about: str
    state: State
    found: str
    to_do: str = ""
    costs: tuple[Cost, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values."""
        costs = [{"effect": cost.effect, "measures": list(cost.measures)} for cost in self.costs]
        return {**vars(self), "state": str(self.state), "costs": costs}


@dataclass(frozen=True)
class Examination:
    """All that was looked at, and as at when; `period` is the month that was measured."""

    at: datetime
    period: Period
    lines: tuple[Line, ...]

    @property
    def state(self) -> State:
        """The worst that there is."""
        there = {line.state for line in self.lines}
        return next((state for state in (State.BROKEN, State.GAP) if state in there), State.WELL)

    def as_json(self) -> dict[str, Any]:
        """Give it as plain values, times in London's."""
        return {
            "state": str(self.state),
            "as_at": self.at.astimezone(LONDON).isoformat(timespec="seconds"),
            "period": self.period.key,
            "lines": [line.as_json() for line in self.lines],
        }


def cost(effect: str, measures: Iterable[str]) -> tuple[Cost, ...]:
    """Give what a gap costs, in the order of the registry; empty where it touches no measure."""
    wanted = set(measures)
    ids = tuple(name for name in MEASURES if name in wanted)
    return (Cost(ids, effect),) if ids else ()


def made_from(*tables: str) -> list[str]:
    """Name the measures that are made from all of these tables."""
    return [each.id for each in MEASURES.values() if set(tables) <= set(each.tables)]


def needing(table: str) -> list[str]:
    """Name the measures that are not collected without a local table."""
    return [each.id for each in MEASURES.values() if table in each.needs]


def in_words(measures: Iterable[str]) -> str:
    """Name measures: all of a domain by its name."""
    left = list(measures)
    if len(left) == len(MEASURES):
        return "every measure"
    words = []
    for domain in dict.fromkeys(each.domain for each in MEASURES.values()):
        whole = [each.id for each in MEASURES.values() if each.domain == domain]
        if set(whole) <= set(left):
            words.append(f"every measure of {domain}")
            left = [name for name in left if name not in whole]
    return ", ".join(words + left)
