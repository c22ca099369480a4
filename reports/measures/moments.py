"""Instants and days: what is open when, on which day, so many working days or months later, and what is a time."""

from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from reports.checks.rows import is_date
from reports.periods import LONDON, working_days_after


def open_at(start: "pd.Series[Any]", end: "pd.Series[Any]", instant: Any) -> "pd.Series[Any]":
    """Tell what is open at an instant: `start < t and (end is null or end >= t)` (measures.md)."""
    return (start < instant) & ~(end < instant)


def local_day(instants: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give the London day of each instant as a naive midnight."""
    return instants.dt.tz_localize(None).dt.normalize()


def times_only(times: "pd.Series[Any]") -> "pd.Series[Any]":
    """Keep times; a value at exactly midnight is a date only and becomes empty."""
    return times.mask(is_date(times))


def days(instants: "pd.Series[Any]") -> "np.ndarray":
    """Give the London days of instants, or of naive days, as `datetime64[D]`; NaT where there is none."""
    naive = instants.dt.tz_localize(None) if instants.dt.tz is not None else instants
    return naive.to_numpy("datetime64[D]")


def working_days(first: "pd.Series[Any]", second: "pd.Series[Any]") -> "pd.Series[float]":
    """Count the working days in `(first day, second day]`, the first day being day 0; empty where a day is missing."""
    both = (first.notna() & second.notna()).to_numpy()
    counted = np.full(len(first), np.nan)
    counted[both] = working_days_after(days(first[both]), days(second[both]))
    return pd.Series(counted, index=first.index)


def run_out(since: "pd.Series[Any]", number: int, at: datetime) -> "pd.Series[bool]":
    """Tell after which days so many working days have ended by an instant: day 0 is the day itself."""
    yesterday = pd.Timestamp(at).tz_convert(LONDON).tz_localize(None).normalize() - pd.Timedelta(days=1)
    return working_days(since, pd.Series(yesterday, index=since.index)) >= number


def months_after(instants: "pd.Series[Any]", months: int) -> "pd.Series[Any]":
    """Give the London midnight that many calendar months after each instant's day: 30 November + 3 is 28 February."""
    naive = instants.dt.tz_localize(None).dt.normalize() + pd.DateOffset(months=months)
    return naive.dt.tz_localize(LONDON)
