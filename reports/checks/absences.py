"""Rules about missing episodes, police reports, return interviews and supervision records."""

from typing import Any

import pandas as pd

from reports.checks.rows import before, is_date
from reports.checks.sieve import Sieve
from reports.source import among, lookup

EPISODES, REPORTS = "ssd_missing", "local_missing_report"
INTERVIEWS, LINKS = "local_return_interview", "local_return_interview_episode"
THEMES = "local_return_interview_theme"
LAST_DAY = pd.Timestamp("9999-12-31")  # many a system writes it for "no end": there is no day after it


def returns(sieve: Sieve) -> None:
    """Give every episode its return: the police report's, else the episode's own end; then DQ03 and DQ24."""
    episodes, reports = sieve.frames[EPISODES], sieve.frames[REPORTS]
    sieve.find("DQ24", REPORTS, ~among(reports["mrep_missing_id"], sieve.source.frames[EPISODES]["miss_table_id"]))
    told = reports.set_index("mrep_missing_id")
    ids, ends = episodes["miss_table_id"], episodes["miss_missing_episode_end_date"]
    from_report = lookup(ids, told["mrep_returned_date"]).astype(ends.dtype)
    precision = lookup(ids, told["mrep_returned_precision"]).where(from_report.notna())
    returned = from_report.fillna(ends)
    date_only = date_precision(returned, precision)
    sieve.frames[EPISODES] = episodes.assign(
        returned=returned.mask(date_only, returned.dt.normalize()), returned_date_only=date_only
    )
    start = episodes["miss_missing_episode_start_date"]
    sieve.find("567", EPISODES, before(ends, start))
    sieve.leave_out("DQ03", EPISODES, before(returned, start, end_is_date=date_only))


def completions(sieve: Sieve) -> None:
    """Say which interviews have only a day of completion; done before times are held against as_at."""
    interviews = sieve.frames[INTERVIEWS]
    completed = interviews["rhi_completed_date"]
    date_only = date_precision(completed, interviews["rhi_completed_precision"])
    sieve.frames[INTERVIEWS] = interviews.assign(
        rhi_completed_date=completed.mask(date_only, completed.dt.normalize()), rhi_completed_date_only=date_only
    )


def date_precision(times: "pd.Series[Any]", precision: "pd.Series[Any]") -> "pd.Series[Any]":
    """Tell which times are days only: as their precision says, else those at exactly midnight."""
    return times.notna() & ((precision == "date") | (precision.isna() & is_date(times)))


def overlaps(sieve: Sieve) -> None:
    """DQ09, and the statutory rules 577 and 586."""
    episodes = sieve.frames[EPISODES].sort_values(["miss_missing_episode_start_date", "miss_table_id"])
    person, start = episodes["miss_person_id"], episodes["miss_missing_episode_start_date"]
    ended = episodes["returned"].fillna(LAST_DAY.tz_localize(start.dt.tz))
    latest_before = ended.groupby(person).cummax().groupby(person).shift()
    sieve.find("DQ09", EPISODES, (start < latest_before).reindex(sieve.frames[EPISODES].index))

    episodes = sieve.frames[EPISODES]
    births = sieve.frames["ssd_person"].set_index("pers_person_id")["pers_dob"]
    born = lookup(episodes["miss_person_id"], births).astype(episodes["returned"].dtype)
    sieve.find("586", EPISODES, episodes["miss_missing_episode_start_date"] < born)
    sieve.find("577", EPISODES, _left_care_and_still_missing(sieve))


def interviews(sieve: Sieve) -> None:
    """DQ10, DQ11, DQ12, DQ17, DQ20 and DQ23."""
    held, links, raw = sieve.frames[INTERVIEWS], sieve.frames[LINKS], sieve.source.frames
    completed, offered = held["rhi_completed_date"], held["rhi_offered_date"]
    sieve.find("DQ11", INTERVIEWS, (held["rhi_outcome"] == "completed") & completed.isna())
    sieve.find("DQ12", INTERVIEWS, before(completed, offered, end_is_date=held["rhi_completed_date_only"]))
    if LINKS in sieve.source.collected:
        sieve.find("DQ23", INTERVIEWS, ~among(held["rhi_interview_id"], links["rhie_interview_id"]))

    known = among(links["rhie_interview_id"], raw[INTERVIEWS]["rhi_interview_id"])
    known &= among(links["rhie_missing_id"], raw[EPISODES]["miss_table_id"])
    sieve.find("DQ17", LINKS, ~known)
    themes = sieve.frames[THEMES]
    sieve.find("DQ17", THEMES, ~among(themes["rhit_interview_id"], raw[INTERVIEWS]["rhi_interview_id"]))
    interview = links["rhie_interview_id"]
    episode = links["rhie_missing_id"]
    by_interview, by_episode = held.set_index("rhi_interview_id"), sieve.frames[EPISODES].set_index("miss_table_id")
    child, missed = lookup(interview, by_interview["rhi_person_id"]), lookup(episode, by_episode["miss_person_id"])
    sieve.find("DQ20", LINKS, child.notna() & missed.notna() & (child != missed))
    outcome = lookup(interview, by_interview["rhi_outcome"])
    date_only = lookup(interview, by_interview["rhi_completed_date_only"]) == True  # noqa: E712 - NaN where unknown
    latest = lookup(interview, by_interview["rhi_completed_date"]).astype(held["rhi_completed_date"].dtype)
    latest = latest.mask(date_only, next_midnight(latest))
    returned = lookup(episode, by_episode["returned"]).astype(latest.dtype)
    sieve.find("DQ10", LINKS, (outcome == "completed") & (latest < returned))


def records(sieve: Sieve) -> None:
    """DQ13 and DQ15: recorded before it happened; the times that cannot both be right are emptied."""
    reports, sessions = sieve.frames[REPORTS], sieve.frames["local_supervision"]
    logged_first = before(reports["mrep_police_logged_date"], reports["mrep_police_reported_date"])
    sieve.find("DQ13", REPORTS, logged_first)
    sieve.frames[REPORTS] = reports.assign(
        mrep_police_logged_date=reports["mrep_police_logged_date"].mask(logged_first)
    )
    recorded_first = before(sessions["supv_recorded_date"], sessions["supv_held_date"])
    sieve.find("DQ15", "local_supervision", recorded_first)
    sieve.frames["local_supervision"] = sessions.assign(
        supv_recorded_date=sessions["supv_recorded_date"].mask(recorded_first)
    )


def next_midnight(times: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give the London midnight that ends the day of each instant; of the last day there is, the one that begins it."""
    local = times.dt.tz_localize(None).dt.normalize() + pd.Timedelta(days=1)
    return local.clip(upper=LAST_DAY).dt.tz_localize(times.dt.tz)


def _left_care_and_still_missing(sieve: Sieve) -> "pd.Series[Any]":
    episodes, care = sieve.frames[EPISODES], sieve.frames["ssd_cla_episodes"]
    still = episodes.loc[episodes["returned"].isna(), ["miss_table_id", "miss_person_id"]].assign(
        start=episodes["miss_missing_episode_start_date"]
    )
    both = still.merge(care, left_on="miss_person_id", right_on="clae_person_id")
    began, ceased = both["clae_cla_episode_start_date"], both["clae_cla_episode_ceased_date"]
    missing_from_care = (began < both["start"]) & (ceased.isna() | (ceased >= both["start"]))
    in_care_now = ceased.isna() | (ceased >= pd.Timestamp(sieve.as_at))
    left = set(both.loc[missing_from_care, "miss_table_id"]) - set(both.loc[in_care_now, "miss_table_id"])
    return episodes["miss_table_id"].isin(left)
