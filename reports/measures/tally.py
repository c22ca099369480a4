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

Array = np.ndarray[Any, Any]


class Parts(NamedTuple):
    """Numerator, denominator and value of each group, as arrays of `float64`; NaN where there is none."""

    numerator: Array
    denominator: Array
    value: Array


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
    def nothing(self) -> tuple[float, float, float]: ...  # noqa: D102 - above

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Give the figures of each group of these rows."""


@dataclass(frozen=True)
class Count:
    """How many different `of` there are: the numerator is the value, and there is no denominator."""

    rows: pd.DataFrame
    of: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = (0.0, np.nan, 0.0)

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Count."""
        counts = _distinct(rows[self.of], groups)
        return Parts(counts, np.full(groups.number, np.nan), counts)


@dataclass(frozen=True)
class Share:
    """How many of 100 different `of` have a row where `where` is true; without any there is no value."""

    rows: pd.DataFrame
    of: str
    where: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = (0.0, 0.0, np.nan)

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Divide."""
        hit = rows[self.where].to_numpy(dtype=bool)
        whole = _distinct(rows[self.of], groups)
        part = _distinct(rows.loc[hit, self.of], Groups(groups.codes[hit], groups.number))
        return Parts(part, whole, 100 * part / whole)


@dataclass(frozen=True)
class Ratio:
    """The sum of one column divided by the sum of another.

    Sums are rounded at the ninth place, so that the order of the rows changes nothing.
    """

    rows: pd.DataFrame
    numerator: str
    denominator: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = (0.0, 0.0, np.nan)

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Divide sums."""
        above, below = (
            np.bincount(groups.codes, rows[column].to_numpy("float64"), groups.number).round(9)
            for column in (self.numerator, self.denominator)
        )
        return Parts(above, below, above / below)


@dataclass(frozen=True)
class Quantile:
    """The median, or another quantile, by linear interpolation between order statistics.

    There is no numerator; the denominator is the number of things it is the quantile of.
    """

    rows: pd.DataFrame
    column: str
    q: float = 0.5
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = (np.nan, 0.0, np.nan)

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Take the quantile."""
        quantiles = rows[self.column].groupby(groups.codes).quantile(self.q).to_numpy("float64")
        sizes = np.bincount(groups.codes, minlength=groups.number).astype("float64")
        return Parts(np.full(groups.number, np.nan), sizes, quantiles)


@dataclass(frozen=True)
class Highest:
    """The highest value of a column: the numerator is the value, and there is no denominator."""

    rows: pd.DataFrame
    column: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    nothing = (np.nan, np.nan, np.nan)

    def parts(self, rows: pd.DataFrame, groups: Groups) -> Parts:
        """Take the highest."""
        highest = rows[self.column].groupby(groups.codes).max().to_numpy("float64")
        return Parts(highest, np.full(groups.number, np.nan), highest)


def _distinct(of: "pd.Series[Any]", groups: Groups) -> Array:
    """Count the different values in each group."""
    values, kinds = pd.factorize(of)
    pairs = np.unique(groups.codes * max(len(kinds), 1) + values)
    return np.bincount(pairs // max(len(kinds), 1), minlength=groups.number).astype("float64")
