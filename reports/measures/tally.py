"""Tallies: how a measure's rows become figures, for any group of them.

A row's groups stand in its columns `team`, `service`, `worker`, `role`, `care_status` and `theme`; an empty
text is unknown. A tally gives for each group its numerator, denominator and value, none of them rounded.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pandas as pd

PARTS = ["numerator", "denominator", "value"]


class Tally(Protocol):
    """Rows, and how they are counted."""

    @property
    def rows(self) -> pd.DataFrame:
        """The population."""

    @property
    def rows_by(self) -> Mapping[str, pd.DataFrame]:
        """Another population for a breakdown that has one of its own."""

    def parts(self, rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
        """Give numerator, denominator and value (columns) for each group (index) of these rows."""


@dataclass(frozen=True)
class Count:
    """How many different `of` there are."""

    rows: pd.DataFrame
    of: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def parts(self, rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
        """Count: the numerator is the value, and there is no denominator."""
        counts = _distinct(rows[self.of], groups)
        return pd.DataFrame({"numerator": counts, "denominator": np.nan, "value": counts})


@dataclass(frozen=True)
class Share:
    """How many of 100 different `of` have a row where `where` is true."""

    rows: pd.DataFrame
    of: str
    where: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def parts(self, rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
        """Divide: without a denominator there is no value."""
        hit = rows[self.where].astype(bool)
        whole = _distinct(rows[self.of], groups)
        part = _distinct(rows.loc[hit, self.of], groups[hit]).reindex(whole.index, fill_value=0)
        return pd.DataFrame({"numerator": part, "denominator": whole, "value": 100 * part / whole})


@dataclass(frozen=True)
class Ratio:
    """The sum of one column divided by the sum of another."""

    rows: pd.DataFrame
    numerator: str
    denominator: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def parts(self, rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
        """Divide sums. These are rounded at the ninth place, so that the order of the rows changes nothing."""
        above = rows[self.numerator].groupby(groups).sum().round(9)
        below = rows[self.denominator].groupby(groups).sum().round(9)
        return pd.DataFrame({"numerator": above, "denominator": below, "value": above / below})


@dataclass(frozen=True)
class Quantile:
    """The median, or another quantile, by linear interpolation between order statistics."""

    rows: pd.DataFrame
    column: str
    q: float = 0.5
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def parts(self, rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
        """Take the quantile: the denominator is the number of things it is the quantile of."""
        grouped = rows[self.column].groupby(groups)
        return pd.DataFrame({"numerator": np.nan, "denominator": grouped.size(), "value": grouped.quantile(self.q)})


@dataclass(frozen=True)
class Highest:
    """The highest value of a column."""

    rows: pd.DataFrame
    column: str
    rows_by: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def parts(self, rows: pd.DataFrame, groups: "pd.Series[Any]") -> pd.DataFrame:
        """Take the highest: the numerator is the value, and there is no denominator."""
        highest = rows[self.column].groupby(groups).max()
        return pd.DataFrame({"numerator": highest, "denominator": np.nan, "value": highest})


# What a group that must appear says when nothing qualifies: 0 of a count, 0 of 0, the median of 0 things.
WITHOUT_ROWS: dict[type, tuple[float, float, float]] = {
    Count: (0, np.nan, 0),
    Share: (0, 0, np.nan),
    Ratio: (0, 0, np.nan),
    Quantile: (np.nan, 0, np.nan),
    Highest: (np.nan, np.nan, np.nan),
}


def _distinct(of: "pd.Series[Any]", groups: "pd.Series[Any]") -> "pd.Series[Any]":
    pairs = pd.DataFrame({"of": of, "group": groups}).drop_duplicates()
    return pairs.groupby("group").size()
