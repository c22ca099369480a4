"""The scorecard: headline measures with what they are compared with, how they stand and what their trend says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.charts import sparkline
from reports.documents import benchmarks
from reports.documents.reading import Reading, Readings
from reports.documents.words import heading
from reports.periods import Kind, Period


@dataclass(frozen=True)
class Row:
    """One line: a reading, its sparkline, whether it is a part of the line above, and what is published elsewhere."""

    reading: Reading
    sparkline: str
    part: bool = False
    beside: str = ""


@dataclass(frozen=True)
class Group:
    """Lines under one heading."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Scorecard:
    """Groups of lines, and the heads of their columns: this period, the one before, a year ago; what a point is.

    year_before: empty for a year, which has it as the one before.
    """

    groups: tuple[Group, ...]
    now: str
    previous: str
    year_before: str
    each: str

    @property
    def readings(self) -> list[Reading]:
        """All readings, in the order in which they stand."""
        return [row.reading for group in self.groups for row in group.rows]


def row(reading: Reading, *, part: bool = False, beside: str = "") -> Row:
    """Make a line of a reading."""
    return Row(reading, sparkline(reading.points, reading.target_line, reading.course, reading.accent), part, beside)


def scorecard(groups: Iterable[tuple[str, Iterable[Row]]], period: Period) -> Scorecard:
    """Make a scorecard of groups of rows."""
    return Scorecard(
        tuple(Group(title, tuple(rows)) for title, rows in groups),
        heading(period),
        heading(period.previous(), period),
        "" if period.kind is Kind.YEAR else heading(period.year_before(), period),
        period.kind.value,
    )


def lines(readings: Readings, measures: Iterable[str], titles: Mapping[str, str] | None = None) -> list[Row]:
    """Make a line for each measure of the whole authority, under its title or another."""
    period, authority, titles = readings.history.period, readings.settings.authority, titles or {}
    return [
        row(readings.of(measure, title=titles.get(measure)), beside=benchmarks.beside(measure, period, authority))
        for measure in measures
    ]
