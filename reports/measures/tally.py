"""Tallies: how a measure's rows become figures, for any group of them.

A row's groups stand in its columns `team`, `service`, `worker`, `role`, `care_status` and `theme`; an empty
text is unknown. A tally gives for each group its numerator, denominator and value, none of them rounded. A
history asks for thousands of them, mostly small: that is why they work on arrays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

import numpy as np
import pandas as pd

from reports import figures
from reports.measures.keys import Array, codes, ids


class Parts(NamedTuple):
    """Numerator, denominator and value of each group, as arrays of `float64`; NaN where there is none."""

    numerator: Array
    denominator: Array
    value: Array


class Nothing(NamedTuple):
    """What a group says in which nothing qualifies: its parts, and its status where it has no value."""

    numerator: float = np.nan
    denominator: float = np.nan
    value: float = np.nan
    status: str = figures.NOT_APPLICABLE


NONE = Nothing(numerator=0.0, value=0.0)
NONE_OF_NONE = Nothing(numerator=0.0, denominator=0.0)
NOT_COLLECTED = Nothing(status=figures.NOT_COLLECTED)


class Groups(NamedTuple):
    """Rows by their group: for each row the number of its group, and how many groups there are."""

    codes: Array
    number: int


class Tally(Protocol):
    """Rows, and how they are counted.

    `rows` is the population; `rows_by` has another for a breakdown that has one of its own. `nothing` is what a
    group that always appears says when nothing qualifies.
    """

    @property
    def rows(self) -> pd.DataFrame: ...  # noqa: D102 - above

    @property
    def rows_by(self) -> Mapping[str, pd.DataFrame]: ...  # noqa: D102 - above

    @property
    def nothing(self) -> Nothing: ...  # noqa: D102 - above

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Give the figures of each group of these rows."""


@dataclass(frozen=True)
class Count:
    """How many different `of` there are: the numerator is the value, and there is no denominator."""

    rows: pd.DataFrame
    of: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = NONE

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Count."""
        counts = _distinct(_Things.of(rows[self.of]), groups)
        return Parts(counts, np.full(groups.number, np.nan), counts)


@dataclass(frozen=True)
class Share:
    """How many of 100 different `of` have a row where `where` is true; without any there is no value."""

    rows: pd.DataFrame
    of: str
    where: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = NONE_OF_NONE

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Divide."""
        hit = rows[self.where].to_numpy(dtype=bool)
        things = _Things.of(rows[self.of])
        whole = _distinct(things, groups)
        part = _distinct(_Things(things.codes[hit], things.kinds), Groups(groups.codes[hit], groups.number))
        return Parts(part, whole, 100 * part / whole)


@dataclass(frozen=True)
class Sum:
    """The sum of one column: it is numerator and value, and there is no denominator.

    Sums are rounded at the ninth place, so that the order of the rows changes nothing.
    """

    rows: pd.DataFrame
    column: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing: Nothing = NONE

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Add up."""
        sums = _sums(rows[self.column], groups)
        return Parts(sums, np.full(groups.number, np.nan), sums)


@dataclass(frozen=True)
class Ratio:
    """The sum of one column divided by the sum of another, `times` so much: 100 makes it a percentage.

    Sums are rounded as those of a `Sum`; divided by 0, there is no value.
    """

    rows: pd.DataFrame
    numerator: str
    denominator: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    times: float = 1
    nothing: Nothing = NONE_OF_NONE

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Divide sums."""
        above, below = (_sums(rows[column], groups) for column in (self.numerator, self.denominator))
        ratio = np.divide(above, below, out=np.full(groups.number, np.nan), where=below != 0)
        return Parts(above, below, self.times * ratio)


@dataclass(frozen=True)
class Quantile:
    """The median, or another quantile, by linear interpolation between order statistics.

    There is no numerator; the denominator is the number of things it is the quantile of.
    """

    rows: pd.DataFrame
    column: str
    q: float = 0.5
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = Nothing(denominator=0.0)

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Take the quantile."""
        values, n = rows[self.column].to_numpy("float64"), groups.number
        order = np.lexsort((values, groups.codes))
        sizes = np.bincount(groups.codes, minlength=n)
        place = self.q * (sizes - 1)
        lower = np.cumsum(sizes) - sizes + place.astype("int64")
        between = place % 1
        below, above = values[order[lower]], values[order[lower + (between > 0)]]
        return Parts(np.full(n, np.nan), sizes.astype("float64"), below + (above - below) * between)


@dataclass(frozen=True)
class Highest:
    """The highest value of a column: the numerator is the value, and there is no denominator."""

    rows: pd.DataFrame
    column: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = Nothing()

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Take the highest."""
        highest = np.full(groups.number, -np.inf)
        np.maximum.at(highest, groups.codes, rows[self.column].to_numpy("float64"))
        return Parts(highest, np.full(groups.number, np.nan), highest)


def by_group(column: "pd.Series[Any] | None", rows: int) -> tuple[Array, Groups]:
    """Give the codes of the keys in a column, in order, and the rows by them; without a column all are one group."""
    if column is None:
        return np.zeros(1, dtype="int64"), Groups(np.zeros(rows, dtype="int64"), 1)
    given = codes(column)
    present = np.flatnonzero(np.bincount(given))
    numbers = np.zeros(present[-1] + 1, dtype="int64")
    numbers[present] = np.arange(len(present))
    return present, Groups(numbers[given], len(present))


def _sums(column: "pd.Series[Any]", groups: Groups) -> Array:
    """Add up in each group, in whole billionths and what is left over: of many rows too, the ninth place is right."""
    values = column.to_numpy("float64") * 1e9
    whole = np.rint(values)
    sums = (np.bincount(groups.codes, part, groups.number) for part in (whole, values - whole))
    return np.rint(sum(sums)) / 1e9


class _Things(NamedTuple):
    """What is counted: for each row the number of its thing, and how many kinds there are."""

    codes: Array
    kinds: int

    @classmethod
    def of(cls, column: "pd.Series[Any]") -> "_Things":
        if isinstance(column.dtype, pd.CategoricalDtype):
            return cls(codes(column), max(len(ids(column)), 1))
        numbers, different = pd.factorize(column)
        return cls(numbers, max(len(different), 1))


def _distinct(things: _Things, groups: Groups) -> Array:
    """Count the different things in each group."""
    pairs = np.sort(groups.codes * things.kinds + things.codes)
    first = np.append(True, pairs[1:] != pairs[:-1])[: len(pairs)]
    return np.bincount(pairs[first] // things.kinds, minlength=groups.number).astype("float64")
