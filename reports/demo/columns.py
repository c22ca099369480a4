"""Arrays to columns: opaque ids, texts out of a list, and times counted in days from the demo's last instant.

Within the demo a time is a float: days from the midnight at which `until` begins, so the past is negative
and NaN is "not (yet)". It becomes a naive London time only when a table is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

Array = npt.NDArray[Any]
MINUTES = 24 * 60
DAYS_IN_A_YEAR = 365.25
WORKING_DAYS_IN_A_WEEK = 5
SATURDAY, SUNDAY = 5, 6
OFFICE_HOURS, A_FEW_MINUTES = (8.75 / 24, 17.5 / 24), 6 / MINUTES


@dataclass(frozen=True)
class Clock:
    """Turns days from `until` into the contract's times and dates."""

    until: date

    def times(self, days: Array) -> "pd.Series[Any]":
        """Give times to the minute. None falls on midnight, which would read as a date only."""
        minutes = np.floor(days * MINUTES)
        return self._column(minutes + (minutes % MINUTES == 0))

    def dates(self, days: Array) -> "pd.Series[Any]":
        """Give the days' midnights: a date only."""
        return self._column(np.floor(days) * MINUTES)

    def times_or_dates(self, days: Array, date_only: Array) -> "pd.Series[Any]":
        """Give times, and the day's midnight where only the date is known."""
        return self.times(days).mask(date_only, self.dates(days))

    def weekday(self, days: Array) -> Array:
        """Give the day of the week, Monday 0."""
        return (np.floor(days) + self.until.weekday()) % 7

    def working(self, days: Array) -> Array:
        """Move what falls on a weekend back to the Friday: never beyond `until`, never out of order."""
        weekday = self.weekday(days)
        return days - np.where(weekday == SATURDAY, 1, np.where(weekday == SUNDAY, 2, 0))

    def working_days_after(self, days: Array, number: Array | int) -> Array:
        """Give the weekday so many weekdays after each day, or before a weekday. It knows no bank holidays."""
        day = self.working(np.floor(days))
        weekday = self.weekday(day)
        return day + number + 2 * np.floor((weekday + number) / WORKING_DAYS_IN_A_WEEK)

    def written(self, happened: Array, lag: Array, rng: np.random.Generator) -> Array:
        """Give when something was recorded: after it, in office hours, or not yet."""
        day = self.working(np.floor(happened + lag))
        recorded = np.fmax(day + rng.uniform(*OFFICE_HOURS, len(happened)), happened + A_FEW_MINUTES)
        return np.where(np.isnan(happened) | (recorded >= 0), np.nan, recorded)

    def month_starts(self, first_day: float) -> Array:
        """Give the first days of the months from the one of `first_day` to that after `until`."""
        until = np.datetime64(self.until, "D")
        first = (until + int(first_day)).astype("datetime64[M]")
        months = np.arange(first, until.astype("datetime64[M]") + 2)
        return (months.astype("datetime64[D]") - until).astype("float64")

    def _column(self, minutes: Array) -> "pd.Series[Any]":
        since = (minutes * 60_000_000).astype("timedelta64[us]")
        return pd.Series(np.datetime64(self.until, "us") + since)


def ids(prefix: str, numbers: Array, width: int) -> "pd.Series[Any]":
    """Give ids such as `P0000042`; a number below zero is none."""
    numbers = numbers.astype("int64")
    most = int(numbers.max(initial=-1))
    if 0 <= most < len(numbers) // 2:  # few ids stand often: each is written once
        return texts(ids(prefix, np.arange(most + 1), width), numbers)
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers, mask=numbers < 0), pa.string()), width, "0")
    return pd.Series(pc.binary_join_element_wise(pa.scalar(prefix), digits, ""), dtype="str")


def texts(options: "Sequence[str] | pd.Series[Any]", codes: Array) -> "pd.Series[Any]":
    """Give the option of each code; a code below zero is none."""
    known = options if isinstance(options, pd.Series) else pd.Series(list(options), dtype="str")
    return pd.Series(known.array.take(codes.astype("int64"), allow_fill=True))


def opaque(count: int, rng: np.random.Generator) -> Array:
    """Give the numbers 1 to `count` in an order that tells nothing."""
    return rng.permutation(count) + 1


def chosen(shares: Sequence[float], count: int, rng: np.random.Generator) -> Array:
    """Give so many places in a list, drawn by the shares, of which the last is what is left."""
    result: Array = np.searchsorted(np.cumsum(shares[:-1]), rng.random(count), side="right")
    return result


def regular(start: Array, end: Array, gap: float, rng: np.random.Generator, spread: float = 0.5) -> tuple[Array, Array]:
    """Give the row and the time of what happens about every `gap` days between each row's start and end.

    `spread` is the share of the gap by which each may come earlier.
    """
    row, nth = repeated(np.ceil(np.maximum(end - start, 0) / gap).astype("int64"))
    time = start[row] + (nth + 1 - spread * rng.random(len(row))) * gap
    there = time < end[row]
    return row[there], time[there]


def repeated(count: Array) -> tuple[Array, Array]:
    """Give each row's number as often as its count says, and how often it stood there before."""
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count)


def rounded(expected: Array, rng: np.random.Generator) -> Array:
    """Round counts up or down at random, so that they are right on average."""
    return np.floor(expected + rng.random(len(expected))).astype("int64")


def spread(groups: Array, order: Array, rng: np.random.Generator) -> Array:
    """Give each row a number in [0, 1), evenly spread within its group along `order`.

    A share p of each group falls below p, give or take one row: chances without their luck.
    """
    sorted_rows = np.lexsort((order, groups))
    _, first, sizes = np.unique(groups[sorted_rows], return_index=True, return_counts=True)
    rank = np.arange(len(groups)) - np.repeat(first, sizes)
    shift = np.repeat(rng.random(len(sizes)), sizes)
    result = np.empty(len(groups))
    result[sorted_rows] = (rank + shift) / np.repeat(sizes, sizes)
    return result


def interpolated(days: Array, points: Sequence[tuple[float, float]]) -> Array:
    """Read a course of time given as (day, value) points; level before the first and after the last."""
    return np.interp(days, [day for day, _ in points], [value for _, value in points])
