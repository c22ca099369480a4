"""Children in care not visited or without a score, and care leavers whose pathway plan waits for its review."""

import pandas as pd

from reports.measures.care_leavers_rows import REVIEW_MONTHS, CareLeaversOf
from reports.measures.care_rows import CareOf
from reports.measures.cohorts import Cohorts
from reports.measures.keys import plain
from reports.measures.lists.listing import of_children
from reports.measures.lists.naming import with_teams, worker_names, workers_of
from reports.measures.moments import local_day, months_after
from reports.pseudonyms import Pseudonym
from reports.source import lookup

_WHERE = ["team_id", "team", "service_id", "service", "worker"]


def visits_overdue(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give children in care for 42 days who were not visited in the last 42, never visited first, then longest ago.

    Columns: child, team_id, team, service_id, service, worker, in_care_since (day), last_visit (day or empty),
    days_since (to the last day; empty: no visit in the window that is read).
    """
    due, visits = cohorts.part(CareOf).to_visit, cohorts.part(CareOf).care.visits
    rows = _named(due[~due["visited"]], cohorts, pseudonym)
    last_visit = _last(rows, visits, cohorts)
    rows = rows.assign(last_visit=last_visit, days_since=(cohorts.last_day - last_visit).dt.days)
    ordered = rows.sort_values(
        ["days_since", "in_care_since", "child"], ascending=[False, True, True], na_position="first"
    )
    return ordered[["child", *_WHERE, "in_care_since", "last_visit", "days_since"]].reset_index(drop=True)


def sdq_missing(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give children aged 4 to 16 and in care for 12 months without a score in these, the longest without first.

    Columns: child, age, team_id, team, service_id, service, worker, in_care_since (day), last_scored (day or empty).
    """
    due, scores = cohorts.part(CareOf).to_score, cohorts.part(CareOf).care.scores
    rows = _named(due[~due["scored"]], cohorts, pseudonym)
    rows = rows.assign(age=rows["age"].astype("int64"), last_scored=_last(rows, scores, cohorts))
    ordered = rows.sort_values(["last_scored", "in_care_since", "child"], na_position="first")
    return ordered[["child", "age", *_WHERE, "in_care_since", "last_scored"]].reset_index(drop=True)


def pathway_plans_overdue(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give care leavers without a review of their pathway plan in the six months to the end, longest ago first.

    Columns: young_person (code), age, team_id, team, service_id, service, worker, last_review (day or empty; it may
    be after the period's end), due (six months after it; empty without one).
    """
    of_age = cohorts.part(CareLeaversOf).of_age
    waiting = of_age[~of_age["in_time"]]
    rows = with_teams(waiting, cohorts.prepared).assign(
        young_person=pseudonym(plain(waiting)["person"]),
        age=waiting["age"].astype("int64"),
        worker=worker_names(waiting["worker"], cohorts.prepared),
        last_review=local_day(waiting["reviewed"]),
        due=local_day(months_after(waiting["reviewed"], REVIEW_MONTHS)),
    )
    ordered = rows.sort_values(["last_review", "young_person"], na_position="first")
    return ordered[["young_person", "age", *_WHERE, "last_review", "due"]].reset_index(drop=True)


def _named(rows: pd.DataFrame, cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Add the child's code, and the team and worker of the latest allocated involvement open at the end."""
    care = cohorts.part(CareOf)
    team = care.team_of(rows["person"])
    rows = plain(rows.assign(team=team, service=cohorts.prepared.service_of(team)))
    worker = worker_names(workers_of(rows["person"], care.held), cohorts.prepared)
    return with_teams(rows, cohorts.prepared).assign(
        child=pseudonym(rows["person"]), worker=worker, in_care_since=local_day(rows["since"])
    )


def _last(rows: pd.DataFrame, events: pd.DataFrame, cohorts: Cohorts) -> "pd.Series[pd.Timestamp]":
    """Give the day of each child's last event (person, at; the latest last) before the end, empty without one."""
    before = plain(events[events["at"] < cohorts.end].drop_duplicates("person", keep="last"))
    return local_day(lookup(rows["person"], before.set_index("person")["at"]).astype(events["at"].dtype))


_WHO = ("ssd_cla_episodes", "ssd_legal_status", "ssd_involvements", "ssd_professionals", "ssd_department")
LISTS = {
    "care_visits_overdue": of_children(visits_overdue, *_WHO, "ssd_cla_visits"),
    "sdq_missing": of_children(sdq_missing, *_WHO, "ssd_person", "ssd_sdq_scores"),
    "pathway_plans_overdue": of_children(
        pathway_plans_overdue, "ssd_care_leavers", "ssd_person", "ssd_professionals", "ssd_department"
    ),
}
