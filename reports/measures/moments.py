"""Instants and days: what is open when, on which day, and which values are times at all."""

from typing import Any

import pandas as pd

from reports.checks.rows import is_date


def open_at(start: "pd.Series[Any]", end: "pd.Series[Any]", instant: Any) -> "pd.Series[Any]":
    """Tell what is open at an instant: `start < t and (end is null or end >= t)` (measures.md)."""
    return (start < instant) & ~(end < instant)


def local_day(instants: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give the London day of each instant as a naive midnight."""
    return instants.dt.tz_localize(None).dt.normalize()


def times_only(times: "pd.Series[Any]") -> "pd.Series[Any]":
    """Keep times; a value at exactly midnight is a date only and becomes empty."""
    return times.mask(is_date(times))
