"""Who is due supervision, newly qualified workers against their schedule, children without oversight."""

import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.keys import among, plain
from reports.measures.lists.listing import WHO_HOLDS, of_children, of_workers
from reports.measures.lists.naming import with_teams, worker_names
from reports.measures.supervision import asye_interval, overseen
from reports.pseudonyms import Pseudonym
from reports.source import lookup


def due_workers(cohorts: Cohorts) -> pd.DataFrame:
    """Give every worker due supervision, never supervised first, then the longest ago.

    Columns: worker_id, worker, role, team_id, team, service_id, service, last_session (day), days_since (empty:
    never), overdue (bool), never (bool). Empty where supervision or HR spells are not collected.
    """
    due = cohorts.due_workers
    if "local_supervision" not in cohorts.prepared.data.collected:
        due = due.iloc[:0]
    rows = _named(due, cohorts).assign(never=due["days_since"].isna())
    rows = rows.assign(overdue=~(rows["days_since"] <= cohorts.standards.supervision_interval_days))
    ordered = rows.sort_values(
        ["never", "days_since", "worker_id"], ascending=[False, False, True], na_position="first"
    )
    columns = ["worker_id", "worker", "role", "team_id", "team", "service_id", "service", "last_session"]
    return ordered[[*columns, "days_since", "overdue", "never"]].reset_index(drop=True)


def asye(cohorts: Cohorts) -> pd.DataFrame:
    """Give every due worker in the ASYE year, those behind schedule first.

    Columns: worker_id, worker, team_id, team, service_id, service, asye_day (0 to 364), expected_days (7, 14 or
    31), days_since (empty: never), on_schedule (bool).
    """
    newly = cohorts.due_workers[cohorts.due_workers["asye_day"].notna()]
    if "local_supervision" not in cohorts.prepared.data.collected:
        newly = newly.iloc[:0]
    rows = _named(newly, cohorts).assign(expected_days=asye_interval(newly))
    rows = rows.assign(on_schedule=rows["days_since"] <= rows["expected_days"])
    ordered = rows.sort_values(["on_schedule", "days_since", "worker_id"], ascending=[True, False, True])
    columns = ["worker_id", "worker", "team_id", "team", "service_id", "service", "asye_day", "expected_days"]
    return ordered[[*columns, "days_since", "on_schedule"]].reset_index(drop=True)


def without_oversight(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give open cases without oversight in the interval, never overseen first, then the longest ago.

    Columns: child, team_id, team, service_id, service, worker, referred (day), last_oversight (day or empty),
    days_since (to the last day; empty: never in the window that is read).
    """
    oversight = cohorts.prepared.data.frames["local_case_oversight"]
    judged = overseen(cohorts)
    rows = judged[~judged["overseen"]].drop_duplicates(["person", "team", "worker"])
    if "local_case_oversight" not in cohorts.prepared.data.collected:
        rows = rows.iloc[:0]
    before = oversight[oversight["over_date"] < cohorts.end]
    cin_open = plain(cohorts.cin_open[among(cohorts.cin_open["person"], rows["person"])])
    rows = plain(rows)
    last = lookup(rows["person"], before.groupby("over_person_id")["over_date"].max()).astype(before["over_date"].dtype)
    referred = lookup(rows["person"], cin_open.groupby("person")["start"].min()).astype(last.dtype)
    last_day = last.dt.tz_localize(None).dt.normalize()
    rows = with_teams(rows, cohorts.prepared).assign(
        child=pseudonym(rows["person"]),
        worker=worker_names(rows["worker"], cohorts.prepared),
        referred=referred.dt.tz_localize(None).dt.normalize(),
        last_oversight=last_day,
        days_since=(cohorts.last_day - last_day).dt.days,
    )
    ordered = rows.sort_values(["days_since", "referred", "child"], ascending=[False, True, True], na_position="first")
    columns = ["child", "team_id", "team", "service_id", "service", "worker", "referred", "last_oversight"]
    return ordered[[*columns, "days_since"]].reset_index(drop=True)


def _named(rows: pd.DataFrame, cohorts: Cohorts) -> pd.DataFrame:
    named = with_teams(rows, cohorts.prepared)
    return named.assign(worker_id=named["worker"], worker=worker_names(named["worker"], cohorts.prepared))


LISTS = {
    "supervision": of_workers(due_workers, *WHO_HOLDS, "local_worker_absence", "local_supervision"),
    "asye": of_workers(asye, *WHO_HOLDS, "local_worker_absence", "local_supervision"),
    "without_oversight": of_children(
        without_oversight,
        "ssd_involvements",
        "ssd_professionals",
        "ssd_department",
        "ssd_cin_episodes",
        "local_case_oversight",
    ),
}
