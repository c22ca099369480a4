"""Caseload (recommendation 3): how many children each worker, team and service holds."""

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.registry import Family
from reports.measures.tally import Count, Highest, Quantile, Ratio, Share, Tally

_WORKER_TABLES = ("ssd_involvements", "ssd_professionals", "local_worker")
_GROUPED = {"service": ("ssd_department",), "role": ("local_worker",)}
DFE = "Department for Education, children's social work workforce: average caseload"

_children = Family("caseload", "3", ("ssd_involvements", "ssd_professionals"), standard="count", grouped=_GROUPED)
_waiting = Family(
    "caseload",
    "3",
    ("ssd_involvements", "ssd_professionals", "ssd_cin_episodes"),
    standard="count",
    grouped=_GROUPED,
)
_episodes = Family("caseload", "3", ("ssd_cin_episodes",), standard="count", grouped=_GROUPED)
_workers = Family("caseload", "3", _WORKER_TABLES, grouped=_GROUPED)


@_children.measure(
    title="Open cases",
    unit="children",
    better=None,
    breakdowns="authority service team worker role",
    numerator="children",
)
def open_cases(cohorts: Cohorts) -> Tally:
    """Different children with an allocated involvement open at the period's end."""
    return Count(cohorts.open_cases, of="person")


@_waiting.measure(
    title="Children without an allocated worker",
    unit="children",
    better="lower",
    breakdowns="authority service team",
    numerator="children",
)
def unallocated_children(cohorts: Cohorts) -> Tally:
    """Different children with a CIN episode open at the period's end and no allocated involvement open then.

    A child held by a team only is unallocated. The team is that of the referral.
    """
    return Count(cohorts.unallocated, of="person")


@_episodes.measure(
    title="Cases started", unit="children", better=None, breakdowns="authority service team", numerator="children"
)
def cases_started(cohorts: Cohorts) -> Tally:
    """Different children with a CIN episode whose referral date falls in the period."""
    episodes = cohorts.prepared.cin_episodes
    return Count(episodes[cohorts.in_period(episodes["start"])], of="person")


@_episodes.measure(
    title="Cases closed", unit="children", better=None, breakdowns="authority service team", numerator="children"
)
def cases_closed(cohorts: Cohorts) -> Tally:
    """Different children with a CIN episode whose close date falls in the period."""
    episodes = cohorts.prepared.cin_episodes
    return Count(episodes[cohorts.in_period(episodes["end"])], of="person")


@_workers.measure(
    title="Average caseload",
    unit="cases per FTE",
    better="lower",
    breakdowns="authority service team role",
    numerator="children each social worker holds, summed",
    denominator="those workers' full-time equivalents",
    standard=DFE,
)
def average_caseload(cohorts: Cohorts) -> Tally:
    """Children held by social workers with an FTE above 0 and at least one open case, divided by their FTE.

    Agency workers are included. The breakdown by role has the same for every role.
    """
    everyone = cohorts.measured_by_fte
    return Ratio(_social_workers(cohorts), "cases", "fte", rows_by={"role": everyone})


@_workers.measure(
    title="Median caseload",
    unit="cases",
    better="lower",
    breakdowns="authority service team role",
    denominator="social workers with open cases",
)
def median_caseload(cohorts: Cohorts) -> Tally:
    """The median of the children each social worker of the average caseload holds, not divided by FTE."""
    return Quantile(_social_workers(cohorts), "cases", rows_by={"role": cohorts.measured_by_fte})


@_workers.measure(
    title="Highest caseload",
    unit="cases",
    better="lower",
    breakdowns="authority service team role",
    numerator="children that worker holds",
)
def highest_caseload(cohorts: Cohorts) -> Tally:
    """The most children that one social worker of the average caseload holds, not divided by FTE."""
    return Highest(_social_workers(cohorts), "cases", rows_by={"role": cohorts.measured_by_fte})


@_workers.measure(
    title="Workers over their ceiling",
    unit="%",
    better="lower",
    breakdowns="authority service team role",
    numerator="workers who hold more children than their ceiling",
    denominator="workers of a role with a ceiling and at least one open case",
)
def workers_over_ceiling(cohorts: Cohorts) -> Tally:
    """Workers who hold more children than their ceiling, of all workers of a role that has one, with open cases.

    The ceiling is the role's, times the worker's FTE, times a factor in the ASYE year. A worker whose FTE is
    missing, or 0 or less, is judged at 1.
    """
    return Share(cohorts.with_ceiling, of="worker", where="over")


def _social_workers(cohorts: Cohorts) -> pd.DataFrame:
    workers = cohorts.measured_by_fte
    return workers[workers["role"].isin(cohorts.standards.social_work_roles)]
