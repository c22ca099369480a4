"""The shapes of a figure: a count, a share, a median, a highest, an average; and how rows fall into groups."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

Number = Fraction | float


class Figure(NamedTuple):
    numerator: float | None
    denominator: float | None
    value: float | None
    status: str


@dataclass(frozen=True)
class Row:
    """One thing that is counted, the group it falls in by each breakdown, and what it brings to the figure."""

    thing: str
    groups: dict[str, str]
    value: Number = 0
    weight: Number = 1


Shape = Callable[[list[Row]], Figure]
ALWAYS = {"authority": ["authority"], "care_status": ["looked_after", "home"]}
NOT_COLLECTED = Figure(None, None, None, "x")


def count(rows: list[Row]) -> Figure:
    """Give the number of distinct things."""
    things = len({row.thing for row in rows})
    return Figure(things, None, things, "ok")


def share(rows: list[Row]) -> Figure:
    """Give the percentage of the distinct things for which the value is true."""
    whole = len({row.thing for row in rows})
    part = len({row.thing for row in rows if row.value})
    return Figure(part, whole, 100 * part / whole, "ok") if whole else Figure(0, 0, None, "z")


def quantile(fraction: Fraction) -> Shape:
    """Give the shape of a quantile, by linear interpolation between order statistics."""

    def shape(rows: list[Row]) -> Figure:
        if not rows:
            return Figure(None, 0, None, "z")
        values = sorted(row.value for row in rows)
        place = (len(values) - 1) * fraction
        low, high = math.floor(place), math.ceil(place)
        value = values[low] + (values[high] - values[low]) * (place - low)
        return Figure(None, len(values), float(value), "ok")

    return shape


median = quantile(Fraction(1, 2))


def highest(rows: list[Row]) -> Figure:
    value = max((float(row.value) for row in rows), default=None)
    return Figure(None, None, None, "z") if value is None else Figure(value, None, value, "ok")


def average(rows: list[Row]) -> Figure:
    """Give the sum of the values for each unit of weight."""
    total, weight = sum(row.value for row in rows), sum(row.weight for row in rows)
    status = "ok" if weight else "z"
    return Figure(float(total), float(weight), float(total / weight) if weight else None, status)


class Figures:
    """The figures found so far."""

    def __init__(self) -> None:
        self.by_key: dict[tuple[str, str, str], Figure] = {}

    def add(self, measure: str, breakdowns: str, rows: Iterable[Row], shape: Shape) -> None:
        """Add a measure: its figure for every group that has a row, and for those that always appear."""
        for breakdown in breakdowns.split():
            groups: dict[str, list[Row]] = {group: [] for group in ALWAYS.get(breakdown, [])}
            for row in rows:
                groups.setdefault(row.groups[breakdown], []).append(row)
            for group, members in groups.items():
                self.by_key[measure, breakdown, group] = shape(members)

    def not_collected(self, measure: str, breakdowns: str) -> None:
        """Add a measure that cannot be had: `x` in the rows that always appear."""
        for breakdown in breakdowns.split():
            for group in ALWAYS.get(breakdown, []):
                self.by_key[measure, breakdown, group] = NOT_COLLECTED
