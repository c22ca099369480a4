"""Figures that somebody returns by form or spreadsheet, because no system of the authority's holds them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.demo.columns import OFFICE_HOURS, Array, interpolated, rounded
from reports.demo.history import History
from reports.periods import Kind, Period

Course = Sequence[tuple[float, float]]  # (day, value) points

SENT_WITHIN = (1, 8)  # working days after the period's end
SPREAD = (0.85, 1.15)  # of how many there are in a period, about the course
SHARE_SPREAD = 0.05  # of how many of them are good
NOTIFICATIONS: Course = ((-700, 6), (0, 9))


@dataclass(frozen=True)
class Returned:
    """A measure that is returned: by whom, how often, and how many the county has in a period.

    `share`: how many of them are good, where that is what is asked. `missing`: how many whole periods back from the
    last the figure was not returned.
    """

    measure: str
    kind: Kind
    by: str
    number: Course
    share: Course | None = None
    missing: int | None = None


RETURNED = (
    Returned("emotional_wellbeing_support", Kind.MONTH, "Emotional Wellbeing Lead", ((-700, 34), (0, 52))),
    Returned("audits_good", Kind.MONTH, "Principal Social Worker", ((0, 42),), ((-500, 0.52), (0, 0.7))),
    Returned("feedback_positive", Kind.MONTH, "Participation Manager", ((0, 65),), ((-700, 0.76), (0, 0.84)), 0),
    Returned("post_adoption_packages", Kind.QUARTER, "Head of Adoption", ((-700, 31), (0, 44))),
    Returned("birth_parent_packages", Kind.QUARTER, "Head of Adoption", ((-700, 12), (0, 14)), missing=1),
    Returned("private_fostering_notifications", Kind.QUARTER, "Private Fostering Lead", NOTIFICATIONS),
    Returned(
        "private_fostering_visits_in_time",
        Kind.QUARTER,
        "Private Fostering Lead",
        NOTIFICATIONS,
        ((-700, 0.68), (0, 0.86)),
    ),
)


@dataclass(frozen=True)
class _Due:
    """What was returned of one period: so many back from the last whole one, from day to day."""

    what: Returned
    back: int
    start: int
    end: int


def table(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_return`: a row for each measure and whole period of the history, but for those nobody returned.

    What would be sent after the demo's last instant was sent on the last working day of its period.
    """
    due = list(_due(history))
    clock, count = history.clock, len(due)
    start, end = (np.array([getattr(each, side) for each in due], dtype="float64") for side in ("start", "end"))
    number, good = _figures(due, history.scale, rng)
    shares = np.array([each.what.share is not None for each in due], dtype=bool)
    sent = clock.working_days_after(end - 1, rng.integers(*SENT_WITHIN, count))
    sent = np.where(sent < 0, sent, clock.working(end - 1)) + rng.uniform(*OFFICE_HOURS, count)
    return pd.DataFrame(
        {
            "retn_measure": pd.Series([each.what.measure for each in due], dtype="str"),
            "retn_period_start": clock.dates(start),
            "retn_period_end": clock.dates(end),
            "retn_team_id": pd.Series([None] * count, dtype="str"),
            "retn_numerator": np.where(shares, good, number),
            "retn_denominator": np.where(shares, number, np.nan),
            "retn_recorded_date": clock.times(sent),
            "retn_recorded_by": pd.Series([each.what.by for each in due], dtype="str"),
        }
    )


def _due(history: History) -> Iterator[_Due]:
    """Give what was returned: each measure with its periods, the latest first."""
    until = history.clock.until
    for what in RETURNED:
        period, back = Period.containing(until, what.kind).previous(), 0
        while (start := (period.start - until).days) >= history.first_day:
            if back != what.missing:
                yield _Due(what, back, start, (period.end - until).days)
            period, back = period.previous(), back + 1


def _figures(due: Sequence[_Due], scale: float, rng: np.random.Generator) -> tuple[Array, Array]:
    """Give how many there were, and of them how many were good: who returns two measures counts the same for both."""
    _, by = np.unique([each.what.by for each in due], return_inverse=True)
    periods = np.array([each.back for each in due], dtype="int64")
    spread = rng.uniform(*SPREAD, (len(RETURNED), 1 + periods.max(initial=0)))[by, periods]
    usual = np.array([_read(each.what.number, each.end) for each in due])
    number = np.maximum(np.round(usual * spread * scale), 1)
    share = np.array([_read(each.what.share or ((0, 0),), each.end) for each in due])
    share = share + rng.uniform(-SHARE_SPREAD, SHARE_SPREAD, len(due))
    return number, np.minimum(rounded(number * share, rng), number)


def _read(course: Course, day: float) -> float:
    return float(interpolated(np.array(day), course))
