"""Children with a child protection plan who were not seen in time, and plans whose review is overdue."""

import pandas as pd

from reports.measures.child_protection_rows import ChildProtectionOf
from reports.measures.cohorts import Cohorts
from reports.measures.lists.listing import of_children
from reports.measures.lists.naming import with_teams, worker_names
from reports.measures.moments import local_day
from reports.pseudonyms import Pseudonym

_WHO = ["child", "team_id", "team", "service_id", "service", "worker", "plan_started"]


def visits_overdue(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give the open plans whose child was not seen in time, never seen first, then the longest ago.

    A child with two such plans stands there twice, as in the figure. Columns: child, team_id, team, service_id,
    service, worker, plan_started (day), last_seen (day or empty), days_since (to the last day; empty: never in the
    window that is read).
    """
    plans = cohorts.part(ChildProtectionOf).plans_to_visit
    rows = _named(plans[~plans["seen"]], cohorts, pseudonym)
    last_seen = local_day(rows["last_seen"])
    rows = rows.assign(last_seen=last_seen, days_since=(cohorts.last_day - last_seen).dt.days)
    ordered = rows.sort_values(
        ["days_since", "plan_started", "child"], ascending=[False, True, True], na_position="first"
    )
    return ordered[[*_WHO, "last_seen", "days_since"]].reset_index(drop=True)


def reviews_overdue(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give the open plans whose next review is overdue at the end, the most overdue first.

    Columns: child, team_id, team, service_id, service, worker, plan_started (day), last_review (day or empty), due
    (day).
    """
    now = cohorts.part(ChildProtectionOf)
    overdue = now.with_worker(now.plans_to_review[now.plans_to_review["overdue"]])
    rows = _named(overdue, cohorts, pseudonym)
    rows = rows.assign(last_review=local_day(rows["last_review"]), due=local_day(rows["due"]))
    ordered = rows.sort_values(["due", "plan_started", "child"])
    return ordered[[*_WHO, "last_review", "due"]].reset_index(drop=True)


def _named(plans: pd.DataFrame, cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    rows = with_teams(plans, cohorts.prepared)
    return rows.assign(
        child=pseudonym(rows["person"]),
        worker=worker_names(rows["worker"], cohorts.prepared),
        plan_started=rows["first_day"],
    )


_WHO_HOLDS = ("ssd_involvements", "ssd_professionals", "ssd_department")
LISTS = {
    "cp_visits_overdue": of_children(visits_overdue, "ssd_cp_plans", "ssd_cp_visits", *_WHO_HOLDS),
    "cp_reviews_overdue": of_children(reviews_overdue, "ssd_cp_plans", "ssd_cp_reviews", *_WHO_HOLDS),
}
