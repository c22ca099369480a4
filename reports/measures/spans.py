"""Spans of days of workers: in post, or absent."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reports.measures.keys import codes, ids

Array = np.ndarray[Any, Any]
NO_END = np.iinfo("int32").max  # days since 1970: later than any date, and small enough to reckon with


@dataclass(frozen=True)
class Spans:
    """Spans of days, ordered by worker and first day: worker (code), first and last (days since 1970)."""

    workers: int
    worker: Array
    first: Array
    last: Array

    @classmethod
    def of(cls, worker: "pd.Series[Any]", start: "pd.Series[Any]", end: "pd.Series[Any]") -> "Spans":
        """Take workers (keys) and days; a span without an end goes on."""
        last = np.where(end.isna(), NO_END, _days(end))
        order = np.lexsort((_days(start), codes(worker)))
        return cls(len(ids(worker)), codes(worker)[order].astype("int64"), _days(start)[order], last[order])

    def days_within(self, first_day: pd.Timestamp, last_day: pd.Timestamp) -> Array:
        """Count for each worker, in order, the days from one to another that spans cover, a day in two spans once."""
        first = np.maximum(self.first, _day(first_day))
        last = np.minimum(self.last, _day(last_day))
        here = first <= last
        worker, first, last = self.worker[here], first[here], last[here]
        apart = worker * NO_END  # so that no day of one worker lies before any of the worker before
        covered_to = np.maximum.accumulate(np.append(0, last + apart))[:-1] - apart
        days = (last - np.maximum(first, covered_to + 1) + 1).clip(min=0)
        return np.bincount(worker, days, self.workers)


def _days(times: "pd.Series[Any]") -> Array:
    return times.to_numpy("datetime64[D]").astype("int64")


def _day(time: pd.Timestamp) -> int:
    return int(time.to_datetime64().astype("datetime64[D]").astype("int64"))
