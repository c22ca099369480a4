"""Who waits at the front door: for a decision, an allocated worker, a first visit or the end of an assessment."""

from datetime import timedelta

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.front_door_rows import ASSESS_WITHIN_WORKING_DAYS, SOURCE_NAMES, FrontDoor, FrontDoorOf
from reports.measures.keys import plain
from reports.measures.lists.listing import of_children
from reports.measures.lists.naming import named, with_teams, worker_names, workers_of
from reports.measures.moments import local_day, open_at, working_days
from reports.measures.registry import MEASURES
from reports.periods import midnight
from reports.pseudonyms import Pseudonym

WAITING_SINCE_DAYS = 28  # referrals of the four weeks before the period still wait
_TEAM = ["team_id", "team", "service_id", "service"]
_LONGEST_FIRST, _RISING = ["working_days", "referred", "child", "team_id"], [False, True, True, True]


def undecided_contacts(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give the contacts that `contacts_undecided` counts, the longest wait first.

    Columns: child, source (its name), contacted (day), working_days (waited when the data were pulled).
    """
    rows = plain(cohorts.part(FrontDoorOf).undecided)
    if not set(MEASURES["contacts_undecided"].needs) <= cohorts.prepared.data.collected:
        rows = rows.iloc[:0]
    rows = rows.assign(
        child=pseudonym(rows["person"]),
        source=named(rows["source"], SOURCE_NAMES),
        contacted=rows["day"],
        working_days=_working_days_until_pulled(rows, cohorts),
    )
    ordered = rows.sort_values(["working_days", "contacted", "child", "source"], ascending=[False, True, True, True])
    return ordered[["child", "source", "contacted", "working_days"]].reset_index(drop=True)


def unallocated_referrals(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give referrals with further action, open and without an allocated worker when the data were pulled.

    Of the period and the four weeks before, the longest wait first. A worker who is allocated to the child counts,
    whatever for. Columns: child, team_id, team, service_id, service, referred (day), working_days (waited).
    """
    recent, as_at = _recent(cohorts), pd.Timestamp(cohorts.prepared.data.as_at)
    rows = _named(recent[~(recent["end"] < as_at) & ~recent["allocated_now"]], cohorts, pseudonym)
    rows = rows.assign(referred=rows["day"], working_days=_working_days_until_pulled(rows, cohorts))
    ordered = rows.sort_values(_LONGEST_FIRST, ascending=_RISING)
    return ordered[["child", *_TEAM, "referred", "working_days"]].reset_index(drop=True)


def unseen_referrals(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give referrals with further action whose time for the first visit had run out with the child not yet seen.

    Of the period and the four weeks before, the longest wait first; closed ones too, for nobody saw the child.
    Columns: child, team_id, team, service_id, service, worker (allocated when the data were pulled), referred (day),
    closed (day or empty), working_days (since the referral, when the data were pulled), days_over (working days past
    the time for the visit).
    """
    recent, limit = _recent(cohorts), cohorts.standards.first_visit_working_days
    rows = _named(recent[recent["visit_due"] & ~recent["seen"]], cohorts, pseudonym)
    working = _working_days_until_pulled(rows, cohorts)
    rows = rows.assign(
        worker=_workers_now(rows, cohorts),
        referred=rows["day"],
        closed=local_day(rows["end"]),
        working_days=working,
        days_over=working - limit,
    )
    ordered = rows.sort_values([*_LONGEST_FIRST, "closed"], ascending=[*_RISING, True])
    columns = ["child", *_TEAM, "worker", "referred", "closed", "working_days", "days_over"]
    return ordered[columns].reset_index(drop=True)


def overdue_assessments(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give the assessments that `assessments_open_overdue` counts, the most overdue first.

    Columns: child, team_id, team, service_id, service, worker (allocated when the data were pulled), referred (day),
    working_days (from the referral to the last day), days_over (working days beyond 45).
    """
    rows = _named(cohorts.part(FrontDoorOf).overdue, cohorts, pseudonym)
    rows = rows.assign(worker=_workers_now(rows, cohorts), working_days=rows["working_days"].astype("int64"))
    rows = rows.assign(days_over=rows["working_days"] - ASSESS_WITHIN_WORKING_DAYS)
    ordered = rows.sort_values(_LONGEST_FIRST, ascending=_RISING)
    return ordered[["child", *_TEAM, "worker", "referred", "working_days", "days_over"]].reset_index(drop=True)


def unlinked_assessments(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give assessments authorised in the period or under way at its end whose referral is not known, oldest first.

    They can be neither in time nor overdue. Columns: child, team_id, team, service_id, service, started (day),
    authorised (day or empty).
    """
    period = cohorts.part(FrontDoorOf)
    assessments = pd.concat([period.completed, period.under_way])
    rows = _named(assessments[assessments["referred"].isna()], cohorts, pseudonym)
    rows = rows.assign(started=local_day(rows["start"]), authorised=local_day(rows["authorised"]))
    ordered = rows.sort_values(["started", "child", "team_id", "assessment"])
    return ordered[["child", *_TEAM, "started", "authorised"]].reset_index(drop=True)


def _recent(cohorts: Cohorts) -> pd.DataFrame:
    """Give the referrals with further action of the period and the four weeks before."""
    referrals = cohorts.prepared.part(FrontDoor).referrals
    since = pd.Timestamp(midnight(cohorts.period.start - timedelta(days=WAITING_SINCE_DAYS)))
    recent = (referrals["start"] >= since) & (referrals["start"] < cohorts.end)
    return referrals[recent & ~referrals["no_further_action"]]


def _named(rows: pd.DataFrame, cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Add the child's code and the names of the team and its service."""
    rows = with_teams(rows, cohorts.prepared)
    return rows.assign(child=pseudonym(rows["person"]))


def _workers_now(rows: pd.DataFrame, cohorts: Cohorts) -> "pd.Series[str]":
    """Give the name of the worker to whom each child was allocated when the data were pulled."""
    prepared = cohorts.prepared
    allocated = prepared.allocated
    now = allocated[open_at(allocated["start"], allocated["end"], pd.Timestamp(prepared.data.as_at))]
    theirs = now[now["person"].isin(rows["person"])]
    return worker_names(workers_of(rows["person"], prepared.latest_last(theirs)), prepared)


def _working_days_until_pulled(rows: pd.DataFrame, cohorts: Cohorts) -> "pd.Series[int]":
    """Count the working days from each row's day to the day on which the data were pulled."""
    pulled = pd.Series(pd.Timestamp(cohorts.prepared.data.as_at), index=rows.index)
    return working_days(rows["day"], pulled).astype("int64")


_WHO = ("ssd_involvements", "ssd_professionals", "ssd_department")
_REFERRALS = ("ssd_cin_episodes", *_WHO)
_ASSESSMENTS = ("ssd_cin_assessments", *_REFERRALS)
LISTS = {
    "undecided_contacts": of_children(undecided_contacts, "ssd_contacts", "local_contact_decision"),
    "unallocated_referrals": of_children(unallocated_referrals, *_REFERRALS),
    "unseen_referrals": of_children(unseen_referrals, *_REFERRALS, "ssd_cin_visits"),
    "overdue_assessments": of_children(overdue_assessments, *_ASSESSMENTS),
    "unlinked_assessments": of_children(
        unlinked_assessments, "ssd_cin_assessments", "ssd_cin_episodes", "ssd_department"
    ),
}
