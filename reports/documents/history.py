"""A history of figures, asked by a report: this period, the one before, a year ago, the trend.

Nothing is counted here: every figure is one that a measure made.
"""

from collections import namedtuple
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.figures import AUTHORITY, NOT_APPLICABLE, NOT_COLLECTED, OK, WHOLE_UNITS, show
from reports.periods import Period

_NAN = float("nan")


@dataclass(frozen=True)
class Figure:
    """One figure as a report shows it."""

    measure: str
    period_start: str
    group_id: str
    group_name: str
    numerator: float
    denominator: float
    value: float
    unit: str
    status: str

    @property
    def ok(self) -> bool:
        """Tell whether there is a value to show."""
        return self.status == OK and not pd.isna(self.value)

    @property
    def collected(self) -> bool:
        """Tell whether the source holds what the measure needs."""
        return self.status != NOT_COLLECTED

    @property
    def shown(self) -> str:
        """The figure, rounded half up; `x` where it is not collected, which a note and the status say in words."""
        return "x" if self.status == NOT_COLLECTED else show(self.value, self.unit, self.status)

    @property
    def fraction(self) -> str:
        """What it is made of, `78 of 250`, `4,527 for 291.3 FTE`; empty for counts and medians, and without a value."""
        if not self.ok or pd.isna(self.numerator) or pd.isna(self.denominator) or self.unit in WHOLE_UNITS:
            return ""
        made_of = show(self.numerator, "children")
        if self.unit == "cases per FTE":
            return f"{made_of} for {_plain(self.denominator)} FTE"
        return f"{made_of} of {_plain(self.denominator)}"


class History:
    """The figures of the reported period and of those that it is compared with."""

    def __init__(self, figures: pd.DataFrame, period: Period) -> None:
        """Take a table of figures (`reports.figures.COLUMNS`) of several periods."""
        self.period = period
        self._figures: dict[tuple[str, str, str, str], Figure] = {}
        self._groups: dict[tuple[str, str, str], list[Figure]] = {}
        starts = {one.start.isoformat() for one in (*period.trend(), period.year_before())}
        known = figures[figures["period_start"].isin(starts)]
        for row in each(known):
            figure = Figure(
                row.measure,
                row.period_start,
                row.group_id,
                row.group_name,
                row.numerator,
                row.denominator,
                row.value,
                row.unit,
                row.status,
            )
            self._figures[(row.measure, row.period_start, row.breakdown, row.group_id)] = figure
            self._groups.setdefault((row.measure, row.period_start, row.breakdown), []).append(figure)

    def at(
        self,
        measure: str,
        breakdown: str = AUTHORITY,
        group: str = AUTHORITY,
        period: Period | None = None,
    ) -> Figure:
        """Give a figure of the period (the reported one, if none is named).

        A group whose population was empty has no row: its count is 0, any other figure has no value (`z`).
        """
        start = (period or self.period).start.isoformat()
        found = self._figures.get((measure, start, breakdown, group))
        if found:
            return found
        return of_no_row(measure, start, group, self._figures.get((measure, start, AUTHORITY, AUTHORITY)))

    def previous(self, measure: str, breakdown: str = AUTHORITY, group: str = AUTHORITY) -> Figure:
        """Give the figure of the period before."""
        return self.at(measure, breakdown, group, self.period.previous())

    def year_before(self, measure: str, breakdown: str = AUTHORITY, group: str = AUTHORITY) -> Figure:
        """Give the figure of the same period a year before."""
        return self.at(measure, breakdown, group, self.period.year_before())

    def trend(self, measure: str, breakdown: str = AUTHORITY, group: str = AUTHORITY) -> list[Figure]:
        """Give the figures of the thirteen periods up to this one, oldest first."""
        return [self.at(measure, breakdown, group, period) for period in self.period.trend()]

    def values(self, measure: str, breakdown: str = AUTHORITY, group: str = AUTHORITY) -> list[float]:
        """Give the trend's values; NaN where there is none."""
        return [figure.value if figure.ok else float("nan") for figure in self.trend(measure, breakdown, group)]

    def groups(self, measure: str, breakdown: str, period: Period | None = None) -> list[Figure]:
        """Give the figures of all groups of a breakdown in a period (the reported one, if none is named)."""
        start = (period or self.period).start.isoformat()
        return list(self._groups.get((measure, start, breakdown), []))

    def in_a_row(
        self,
        measure: str,
        holds: Callable[[float], bool],
        breakdown: str = AUTHORITY,
        group: str = AUTHORITY,
    ) -> int:
        """Count the periods in a row, up to this one, of whose value something holds."""
        number = 0
        for figure in reversed(self.trend(measure, breakdown, group)):
            if not figure.ok or not holds(figure.value):
                break
            number += 1
        return number


def of_no_row(measure: str, start: str, group: str, whole: Figure | None) -> Figure:
    """Give the figure of a group that has no row in a period; `whole` is that of the authority."""
    counted = whole is not None and whole.ok and whole.unit in WHOLE_UNITS
    value, status = (0.0, OK) if counted else (_NAN, NOT_APPLICABLE)
    return Figure(measure, start, group, "", value, _NAN, value, whole.unit if whole else "", status)


def _plain(number: float) -> str:
    return show(number, "children") if float(number).is_integer() else show(number, "")


def each(frame: pd.DataFrame) -> Iterator[Any]:
    """Go through the rows of a frame: an object each, its columns by name."""
    columns = [column.tolist() for _, column in frame.items()]  # much faster than the frame's own way
    row = namedtuple("row", list(frame.columns))  # type: ignore[misc] # which columns, only the frame knows
    return map(row._make, zip(*columns, strict=True))
