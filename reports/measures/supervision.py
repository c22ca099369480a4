"""Supervision and oversight (recommendations 2 and 17)."""

import numpy as np
import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.keys import among
from reports.measures.registry import Family
from reports.measures.tally import Count, Quantile, Share, Tally
from reports.periods import working_days_after

RECORD_WITHIN_WORKING_DAYS = 5  # local standard
GOOD = ("good", "outstanding")
# The Assessed and Supported Year: weekly to six weeks, fortnightly to six months, then monthly. First day -> days.
ASYE_SCHEDULE = {0: 7, 42: 14, 182: 31}

_HELD = ("ssd_involvements", "ssd_professionals")
_GROUPED = {"service": (*_HELD, "ssd_department")}
_sessions = Family("supervision", "2", ("local_supervision", "local_worker"), ("local_supervision",), grouped=_GROUPED)
_due = Family(
    "supervision",
    "2",
    ("local_supervision", "local_worker", "local_worker_absence", *_HELD),
    ("local_supervision", "local_worker"),
    grouped=_GROUPED,
)
_oversight = Family(
    "supervision",
    "2",
    ("local_case_oversight", *_HELD, "ssd_cin_episodes"),
    ("local_case_oversight",),
    grouped=_GROUPED,
)


@_due.measure(
    title="Workers supervised",
    unit="%",
    better="higher",
    breakdowns="authority service team",
    numerator="due workers with a session in the period",
    denominator="due workers",
)
def supervised(cohorts: Cohorts) -> Tally:
    """Due workers with at least one individual supervision session in the period.

    Due is who holds an open case at the period's end, was in post on every day of the period and was absent
    on fewer days than the authority calls a long absence.
    """
    return Share(cohorts.due_workers, of="worker", where="supervised")


@_due.measure(
    title="Supervision overdue",
    unit="%",
    better="lower",
    breakdowns="authority service team",
    numerator="due workers whose last session is too long ago, or who had none",
    denominator="due workers",
)
def supervision_overdue(cohorts: Cohorts) -> Tally:
    """Due workers whose last session is more than the supervision interval before the last day, or who have none."""
    due = cohorts.due_workers
    within = due["days_since"] <= cohorts.standards.supervision_interval_days
    return Share(due.assign(overdue=~within), of="worker", where="overdue")


@_due.measure(
    title="Days since supervision",
    unit="days",
    better="lower",
    breakdowns="authority service team worker",
    denominator="due workers with a session",
)
def days_since_supervision(cohorts: Cohorts) -> Tally:
    """The median days from the last session to the period's last day, over due workers who had a session."""
    due = cohorts.due_workers
    return Quantile(due[due["days_since"].notna()], "days_since")


@_due.measure(
    title="Workers never supervised",
    unit="workers",
    better="lower",
    breakdowns="authority service team",
    numerator="due workers without any session",
)
def never_supervised(cohorts: Cohorts) -> Tally:
    """Due workers with no individual supervision session before the period's end."""
    due = cohorts.due_workers
    return Count(due[due["days_since"].isna()], of="worker")


@_due.measure(
    title="Newly qualified workers on schedule",
    unit="%",
    better="higher",
    breakdowns="authority service",
    numerator="those whose last session is recent enough for their day of the year",
    denominator="due workers in their ASYE year",
    recommendation="17",
)
def asye_on_schedule(cohorts: Cohorts) -> Tally:
    """Due workers in their Assessed and Supported Year whose last session is recent enough for how far they are in it.

    At most 7 days in the first six weeks (day 0 to 41), 14 to half a year (day 42 to 181), 31 after.
    """
    newly = cohorts.due_workers[cohorts.due_workers["asye_day"].notna()]
    return Share(
        newly.assign(on_schedule=newly["days_since"] <= asye_interval(newly)), of="worker", where="on_schedule"
    )


@_sessions.measure(
    title="Supervision recorded late",
    unit="%",
    better="lower",
    breakdowns="authority service team",
    numerator="sessions recorded more than 5 working days after they were held",
    denominator="sessions held in the period with a recorded date",
)
def supervision_recorded_late(cohorts: Cohorts) -> Tally:
    """Sessions held in the period and recorded more than 5 working days after, of those with a recorded date."""
    recorded = cohorts.sessions[cohorts.sessions["recorded_day"].notna()]
    days = working_days_after(
        recorded["day"].to_numpy("datetime64[D]"), recorded["recorded_day"].to_numpy("datetime64[D]")
    )
    return Share(recorded.assign(late=days > RECORD_WITHIN_WORKING_DAYS), of="session", where="late")


@_sessions.measure(
    title="Supervision graded good or better",
    unit="%",
    better="higher",
    breakdowns="authority service",
    numerator="audited sessions graded good or outstanding",
    denominator="audited sessions held in the period",
)
def supervision_graded_good(cohorts: Cohorts) -> Tally:
    """Individual sessions held in the period that an audit graded good or outstanding, of those audited."""
    audited = cohorts.sessions[cohorts.sessions["grade"].notna()]
    return Share(audited.assign(good=audited["grade"].isin(GOOD)), of="session", where="good")


@_oversight.measure(
    title="Children with recorded oversight",
    unit="%",
    better="higher",
    breakdowns="authority service team worker",
    numerator="those with oversight recorded in the interval before the period's end",
    denominator="open cases whose CIN episode began at least the interval before the period's end",
)
def children_overseen(cohorts: Cohorts) -> Tally:
    """Children open, with a CIN episode, for at least the oversight interval who had oversight recorded within it."""
    return Share(overseen(cohorts), of="person", where="overseen")


def overseen(cohorts: Cohorts) -> pd.DataFrame:
    """Give the open cases that should have had oversight: as `open_cases`, with overseen (bool)."""
    since = cohorts.days_before_end(cohorts.standards.oversight_interval_days)
    long_enough = cohorts.cin_open[cohorts.cin_open["start"] <= since]
    cases = cohorts.open_cases[among(cohorts.open_cases["person"], long_enough["person"])]
    oversight = cohorts.prepared.data.frames["local_case_oversight"]
    recent = oversight.loc[(oversight["over_date"] >= since) & (oversight["over_date"] < cohorts.end), "over_person_id"]
    return cases.assign(overseen=among(cases["person"], cohorts.prepared.people.number(recent)))


def asye_interval(newly: pd.DataFrame) -> np.ndarray:
    """Give for each worker in the ASYE year (column asye_day) how many days the last session may be ago."""
    first_days = np.array(list(ASYE_SCHEDULE))
    intervals = np.array(list(ASYE_SCHEDULE.values()))
    return intervals[np.searchsorted(first_days, newly["asye_day"].to_numpy(), side="right") - 1]
