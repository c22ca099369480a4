"""Missing and away episodes with their returns, and the return interviews of each (measures.md).

A date-only value lies between its midnight and the next; all in elapsed hours.
"""

from typing import Any

import pandas as pd

from reports.checks import Data
from reports.checks.absences import next_midnight
from reports.measures.moments import times_only
from reports.source import among, lookup

LIMIT = pd.Timedelta(hours=72)  # statutory guidance on children who go missing, 2014
LOOKED_AFTER, HOME = "looked_after", "home"
CARE_STATUSES = (LOOKED_AFTER, HOME)
MISSING, AWAY = "m", "a"
DECLINED = ("declined by child", "declined by carer")


def episodes_with_interviews(data: Data) -> pd.DataFrame:
    """Give one row for each episode, with what is known of its return and interviews as at `data.as_at`.

    Columns: episode, person, kind (`m`, `a`), start, care_status (at the start); returned, returned_date_only,
    return_from and return_to (the earliest and latest possible instant); reported, logged, notified (instants
    whose time is known), risk; required, offered, due, completed, in_time, timing_unknown, declined, not_possible
    (bool); interview (the one that counts), completed_at, completed_date_only.
    """
    frame = data.frames["ssd_missing"]
    reports = data.frames["local_missing_report"].set_index("mrep_missing_id")
    ids, returned, date_only = frame["miss_table_id"], frame["returned"], frame["returned_date_only"]
    told = {
        "reported": "mrep_police_reported_date",
        "logged": "mrep_police_logged_date",
        "notified": "mrep_authority_notified_date",
    }
    episodes = pd.DataFrame(
        {
            "episode": ids,
            "person": frame["miss_person_id"],
            "kind": frame["miss_missing_episode_type"],
            "start": frame["miss_missing_episode_start_date"],
            "returned": returned,
            "returned_date_only": date_only,
            "return_from": returned,
            "return_to": returned.mask(date_only, next_midnight(returned)),
            "flag": frame["miss_missing_rhi_offered"],
            "risk": lookup(ids, reports["mrep_risk"]),
        }
        | {name: times_only(lookup(ids, reports[field]).astype(returned.dtype)) for name, field in told.items()}
    )
    episodes = episodes.assign(care_status=_care_status(episodes, data.frames["ssd_cla_episodes"]))
    return _with_interviews(episodes, data)


def linked_interviews(data: Data) -> pd.DataFrame:
    """Give one row for each link: episode, interview, outcome, offered_at, completed_at, completed_to, date_only."""
    interviews = data.frames["local_return_interview"]
    completed, date_only = interviews["rhi_completed_date"], interviews["rhi_completed_date_only"]
    held = pd.DataFrame(
        {
            "interview": interviews["rhi_interview_id"],
            "outcome": interviews["rhi_outcome"],
            "offered_at": interviews["rhi_offered_date"],
            "completed_at": completed,
            "completed_to": completed.mask(date_only, next_midnight(completed)),
            "completed_date_only": date_only,
        }
    )
    links = data.frames["local_return_interview_episode"].rename(
        columns={"rhie_interview_id": "interview", "rhie_missing_id": "episode"}
    )
    return links.dropna().merge(held, on="interview")


def _care_status(episodes: pd.DataFrame, care: pd.DataFrame) -> "pd.Series[Any]":
    theirs = care[among(care["clae_person_id"], episodes["person"])]
    both = episodes[["episode", "person", "start"]].merge(theirs, left_on="person", right_on="clae_person_id")
    began, ceased = both["clae_cla_episode_start_date"], both["clae_cla_episode_ceased_date"]
    in_care = both.loc[(began < both["start"]) & (ceased.isna() | (ceased >= both["start"])), "episode"]
    status = pd.Series(HOME, index=episodes.index, dtype="str")
    return status.mask(among(episodes["episode"], in_care), LOOKED_AFTER)


def _with_interviews(episodes: pd.DataFrame, data: Data) -> pd.DataFrame:
    links = linked_interviews(data).merge(episodes[["episode", "return_from"]], on="episode")
    ids = episodes["episode"]

    def linked(hit: "pd.Series[Any]") -> "pd.Series[Any]":
        return among(ids, links.loc[hit, "episode"])

    happened = (links["outcome"] == "completed") & (links["completed_to"] >= links["return_from"])
    counted = links[happened].sort_values(["completed_at", "interview"]).drop_duplicates("episode").set_index("episode")
    completed_at = lookup(ids, counted["completed_at"]).astype(episodes["returned"].dtype)
    completed_to = lookup(ids, counted["completed_to"]).astype(episodes["returned"].dtype)
    as_at = pd.Timestamp(data.as_at)
    completed = completed_at.notna()
    in_time = completed_to - episodes["return_from"] <= LIMIT
    late = completed_at - episodes["return_to"] > LIMIT
    return episodes.assign(
        required=~linked(links["outcome"] == "not required") & (episodes["flag"] != "na"),
        offered=linked(links["offered_at"] <= as_at) | (episodes["flag"] == "y"),
        due=episodes["return_to"] + LIMIT <= as_at,
        completed=completed,
        in_time=completed & in_time,
        timing_unknown=completed & ~in_time & ~late,
        declined=linked(links["outcome"].isin(DECLINED)),
        not_possible=linked(links["outcome"] == "not possible"),
        interview=lookup(ids, counted["interview"]),
        completed_at=completed_at,
        completed_date_only=among(ids, counted.index[counted["completed_date_only"].astype(bool)]),
    ).drop(columns="flag")
