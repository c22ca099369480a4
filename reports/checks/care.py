"""Rules about placements, decisions on permanence, scores, and care leavers."""

from typing import Any

import pandas as pd

from reports.checks.absences import LAST_DAY
from reports.checks.rows import before
from reports.checks.sieve import Sieve
from reports.source import among, matchable

PLACEMENTS, EPISODES, SCORES = "ssd_cla_placement", "ssd_cla_episodes", "ssd_sdq_scores"
PERMANENCE, LEAVERS = "ssd_permanence", "ssd_care_leavers"
TEMPORARY = ("t0", "t1", "t2", "t3", "t4")  # types of placement beside one that goes on: hospital, holiday, ...
HIGHEST_SCORE = 40  # of the Strengths and Difficulties Questionnaire, total difficulties
DECISIONS = ("perm_adm_decision_date", "perm_placement_order_date", "perm_matched_date", "perm_permanence_order_date")
# The code sets of the SSD; F3 and P3 are those of earlier years.
_ACTIVITIES = ("f1", "f2", "f3", "f4", "f5", "p1", "p2", "p3", "p4", "p5", "g4", "g5", "g6")
_IN_TOUCH = ("yes", "no", "died", "refu", "nreq", "rhom")


def judge(sieve: Sieve) -> None:
    """DQ35 to DQ39."""
    _overlaps(sieve)
    _outside_care(sieve)
    _scores(sieve)
    _codes(sieve)
    sieve.find("DQ39", PERMANENCE, sieve.frames[PERMANENCE][list(DECISIONS)].isna().all(axis="columns"))


def scores(texts: "pd.Series[Any]") -> "pd.Series[float]":
    """Give the scores that are numbers; empty for a reason why there is none."""
    return pd.to_numeric(texts.astype("str"), errors="coerce").astype("float64")


def _overlaps(sieve: Sieve) -> None:
    """DQ35. A temporary placement is beside the one to which the child comes back."""
    placements = sieve.frames[PLACEMENTS]
    lasting = placements[~matchable(placements["clap_cla_placement_type"]).isin(TEMPORARY)]
    lasting = lasting.sort_values(["clap_cla_placement_start_date", "clap_cla_placement_id"])
    person, start = pd.factorize(lasting["clap_person_id"])[0], lasting["clap_cla_placement_start_date"]
    ended = lasting["clap_cla_placement_end_date"].fillna(LAST_DAY.tz_localize(start.dt.tz))
    latest_before = ended.groupby(person).cummax().groupby(person).shift()
    sieve.find("DQ35", PLACEMENTS, before(start, latest_before).reindex(placements.index, fill_value=False))


def _outside_care(sieve: Sieve) -> None:
    """DQ36: of a placement's first day, and of now where it is still open."""
    if EPISODES not in sieve.source.asked:  # who is looked after is not known
        return
    placements, care = sieve.frames[PLACEMENTS], sieve.frames[EPISODES]
    both = placements.merge(care, left_on="clap_person_id", right_on="clae_person_id")
    ceased = both["clae_cla_episode_ceased_date"]
    began_in_care = ~before(both["clap_cla_placement_start_date"], both["clae_cla_episode_start_date"]) & ~before(
        ceased, both["clap_cla_placement_start_date"]
    )
    now = pd.Timestamp(sieve.as_at)
    in_care_now = care.loc[~(care["clae_cla_episode_ceased_date"] < now), "clae_person_id"]
    ids = placements["clap_cla_placement_id"]
    open_now = ~(placements["clap_cla_placement_end_date"] < now)
    within = among(ids, both.loc[began_in_care, "clap_cla_placement_id"])
    sieve.find("DQ36", PLACEMENTS, ~within | (open_now & ~among(placements["clap_person_id"], in_care_now)))


def _scores(sieve: Sieve) -> None:
    """DQ37."""
    rows = sieve.frames[SCORES]
    numbers = scores(rows["csdq_sdq_score"])
    impossible = (numbers < 0) | (numbers > HIGHEST_SCORE)
    sieve.find("DQ37", SCORES, impossible)
    sieve.frames[SCORES] = rows.assign(csdq_sdq_score=rows["csdq_sdq_score"].mask(impossible))


def _codes(sieve: Sieve) -> None:
    """DQ38."""
    leavers = sieve.frames[LEAVERS]
    activity = matchable(leavers["clea_care_leaver_activity"])
    in_touch = matchable(leavers["clea_care_leaver_in_touch"])
    unknown = activity.notna() & ~activity.isin(_ACTIVITIES)
    sieve.find("DQ38", LEAVERS, unknown | (in_touch.notna() & ~in_touch.isin(_IN_TOUCH)))
