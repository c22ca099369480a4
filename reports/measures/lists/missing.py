"""Who is still missing, who waits for an interview, who goes missing again and again, and what came late."""

from datetime import timedelta

import numpy as np
import pandas as pd

from reports.measures.cohorts import Cohorts
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.keys import among, plain
from reports.measures.lists.listing import of_children
from reports.measures.lists.naming import with_teams, worker_names, workers_of
from reports.measures.missing import hours, logged, notified
from reports.measures.moments import open_at
from reports.measures.registry import MEASURES
from reports.measures.returns import LIMIT, linked_interviews
from reports.periods import midnight
from reports.pseudonyms import Pseudonym
from reports.source import lookup

_WHOSE = ("team_id", "team", "service", "worker", "worker_team_id")
WAITING_SINCE_DAYS = 28  # returns of the four weeks before the period are still waited for
WORST = 5


def still_missing(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give children missing at the period's end, the longest first.

    Columns: child, care_status, since (London time), hours (to the end), team_id, team, service, worker,
    worker_team_id, risk.
    """
    rows = _named(cohorts.still_missing, cohorts, pseudonym)
    rows = rows.assign(since=rows["start"], hours=hours(cohorts.end - rows["start"]))
    ordered = rows.sort_values(["hours", "child"], ascending=[False, True])
    return ordered[["child", "care_status", "since", "hours", *_WHOSE, "risk"]].reset_index(drop=True)


def waiting(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give required returns with no interview completed, of the period and the four weeks before, most overdue first.

    A return whose interview was declined or not possible waits no longer. Columns: child, care_status, returned
    (London time), returned_date_only, hours_left (at as_at; negative: over), due (bool), team_id, team, service,
    worker, worker_team_id, offered (yes, no), why_not.
    """
    data = cohorts.prepared.data
    episodes = cohorts.prepared.missing
    since = pd.Timestamp(midnight(cohorts.period.start - timedelta(days=WAITING_SINCE_DAYS)))
    open_returns = episodes[
        (episodes["returned"] >= since)
        & (episodes["returned"] < cohorts.end)
        & (episodes["returned"] <= pd.Timestamp(data.as_at))
        & episodes["required"]
        & ~episodes["completed"]
        & ~episodes["declined"]
        & ~episodes["not_possible"]
    ]
    if not set(MEASURES["interviews_outstanding"].needs) <= data.collected:
        open_returns = open_returns.iloc[:0]
    left = hours(open_returns["return_to"] + LIMIT - pd.Timestamp(data.as_at))
    booked = open_returns["episode"].astype("str").isin(linked_interviews(data)["episode"])
    why_not = np.select(
        [~open_returns["offered"], booked], ["not offered", "offered, no outcome recorded"], "offered, none recorded"
    )
    rows = _named(open_returns, cohorts, pseudonym).assign(
        hours_left=left, offered=open_returns["offered"].map({True: "yes", False: "no"}), why_not=why_not
    )
    ordered = rows.sort_values(["hours_left", "child"])
    columns = ["child", "care_status", "returned", "returned_date_only", "hours_left", "due", *_WHOSE]
    return ordered[[*columns, "offered", "why_not"]].reset_index(drop=True)


def repeat_missing(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give children who went missing repeatedly, the most often first.

    Columns: child, care_status, episodes (in the days that the local standard names), team_id, team, service, worker,
    worker_team_id, last_interview (day or empty), themes (of the counted interviews, `; ` between them).
    """
    data, episodes = cohorts.prepared.data, cohorts.prepared.episodes
    rows = _named(cohorts.repeat_missing, cohorts, pseudonym)
    of_children = among(episodes["person"], cohorts.repeat_missing["person"])
    theirs = plain(episodes[of_children & episodes["completed"] & (episodes["start"] < cohorts.end)])
    last = theirs.groupby("person")["completed_at"].max()
    themes = data.frames["local_return_interview_theme"]
    named = theirs[["person", "interview"]].merge(themes, left_on="interview", right_on="rhit_interview_id")
    named = named.assign(theme=named["rhit_theme"].str.strip().str.casefold()).drop_duplicates(["person", "theme"])
    joined = named.sort_values("theme").groupby("person")["theme"].agg("; ".join)
    last_interview = lookup(rows["person"], last).astype(episodes["completed_at"].dtype)
    rows = rows.assign(
        last_interview=last_interview.dt.tz_localize(None).dt.normalize(),
        themes=lookup(rows["person"], joined).fillna("").astype("str"),
    )
    ordered = rows.sort_values(["episodes", "child"], ascending=[False, True])
    columns = ["child", "care_status", "episodes", *_WHOSE, "last_interview", "themes"]
    return ordered[columns].reset_index(drop=True)


def police_delays(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give the five longest delays from report to log: child, care_status, reported, logged, hours."""
    return _worst(logged(cohorts), ["reported", "logged"], pseudonym)


def notification_delays(cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Give the five longest delays from return to notification: child, care_status, returned, notified, hours."""
    return _worst(notified(cohorts), ["returned", "notified"], pseudonym)


def _worst(rows: pd.DataFrame, times: list[str], pseudonym: Pseudonym) -> pd.DataFrame:
    rows = plain(rows)
    rows = rows.assign(child=pseudonym(rows["person"]))
    ordered = rows.sort_values(["hours", "child"], ascending=[False, True]).head(WORST)
    return ordered[["child", "care_status", *times, "hours"]].reset_index(drop=True)


def _named(rows: pd.DataFrame, cohorts: Cohorts, pseudonym: Pseudonym) -> pd.DataFrame:
    """Add the child's code, the names of the team at the episode's start and of the present worker, and whose that is.

    A child may have moved since: then the present worker is of another team.
    """
    rows, allocated = plain(rows), cohorts.prepared.allocated
    now = allocated[open_at(allocated["start"], allocated["end"], pd.Timestamp(cohorts.prepared.data.as_at))]
    held = cohorts.prepared.latest_last(now[now["person"].isin(rows["person"])])
    teams = plain(held.drop_duplicates("person", keep="last")).set_index("person")["team"]
    return with_teams(rows, cohorts.prepared).assign(
        child=pseudonym(rows["person"]),
        worker=worker_names(workers_of(rows["person"], held), cohorts.prepared),
        worker_team_id=lookup(rows["person"], teams).fillna(UNKNOWN_GROUP).astype("str"),
    )


_EPISODES = (
    "ssd_missing",
    "ssd_cla_episodes",
    "local_missing_report",
    "ssd_involvements",
    "ssd_professionals",
    "ssd_department",
)
_INTERVIEWS = (*_EPISODES, "local_return_interview", "local_return_interview_episode")
LISTS = {
    "still_missing": of_children(still_missing, *_EPISODES),
    "waiting": of_children(waiting, *_INTERVIEWS),
    "repeat_missing": of_children(repeat_missing, *_INTERVIEWS, "local_return_interview_theme"),
    "police_delays": of_children(police_delays, *_EPISODES),
    "notification_delays": of_children(notification_delays, *_EPISODES),
}
