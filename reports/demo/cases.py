"""The tables of children's cases: involvements, CIN and care episodes; and who is leaving care."""

from typing import Any

import numpy as np
import pandas as pd

from reports.demo.caseload import Caseload
from reports.demo.columns import Array, Clock, ids, opaque, texts
from reports.demo.staff import Staff
from reports.demo.story import (
    CARE_LEAVERS,
    DISABILITIES,
    FAMILIES,
    FIRST_RESPONSE,
    IN_CARE,
    NO_FURTHER_ACTION,
    SUPPORT_WORKER_TOO,
)
from reports.demo.teams import SUPPORT_WORKER, team_ids

ALLOCATED, SUPPORTING, DUTY = range(3)
ROLES = ("CW", "SUPPORT", "DUTY")
ON_DUTY_LIST = 0.3  # share of the children waiting who are recorded with their team's manager
CARE_BEFORE_THE_TEAM = 14.0  # days, at most, that care began before the Children in Care team took over
MOVED_PLACEMENT = 0.4  # share of stays in care with a new episode half-way
SHORT_BREAKS = 0.08  # share of disabled children's stays that are care too
CLOSE_REASONS = ("RC3", "RC5", "RC6", "RC7", "RC7", "RC7", "RC8", "RC8", "RC9")
KNOWN_ALREADY = 0.3  # share of referrals without further action that are about a known child


def referral_ids(numbers: Array) -> "pd.Series[Any]":
    """Give the ids of referrals by number, counted from 1."""
    return ids("R", numbers, 7)


def person_ids(persons: Array) -> "pd.Series[Any]":
    """Give the person ids of persons by number."""
    return ids("P", persons + 1, 7)


def involvements(cases: Caseload, staff: Staff, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `ssd_involvements`: a row for each worker who held the child, some with others beside them."""
    rows = pd.concat([_allocated(cases, staff), _support(cases, staff, rng), _on_duty(cases, staff, rng)])
    rows = rows[rows["start"] < 0]
    rows["start"], rows["end"] = (np.floor(clock.working(rows[side].to_numpy())) for side in ("start", "end"))
    rows = rows[~(rows["end"] <= rows["start"])].sort_values("start", kind="stable")
    rows["end"] = rows["end"].where(rows["end"] < 0)
    held = staff.holders
    return pd.DataFrame(
        {
            "invo_involvements_id": ids("I", opaque(len(rows), rng), 7),
            "invo_professional_id": staff.ids(rows["holder"].to_numpy()),
            "invo_professional_role_id": texts(ROLES, rows["role"].to_numpy()),
            "invo_professional_team": team_ids(held["team"].to_numpy()[rows["holder"]]),
            "invo_person_id": person_ids(rows["person"].to_numpy()),
            "invo_involvement_start_date": clock.dates(rows["start"].to_numpy()),
            "invo_involvement_end_date": clock.dates(rows["end"].to_numpy()),
            "invo_referral_id": referral_ids(rows["episode"].to_numpy() + 1),
        }
    )


def _allocated(cases: Caseload, staff: Staff) -> pd.DataFrame:
    """Cut the stays where one holder of the post leaves and the next one comes."""
    stays = cases.stays[cases.stays["start"] < 0]
    post, start, end = (stays[column].to_numpy() for column in ("post", "start", "end"))
    first, last = staff.holder_at(post, start), staff.holder_at(post, end)
    pieces = last - first + 1
    stay = np.repeat(np.arange(len(stays)), pieces)
    nth = np.arange(len(stay)) - np.repeat(np.cumsum(pieces) - pieces, pieces)
    holder = first[stay] + nth
    came, left = staff.holders["start"].to_numpy()[holder], staff.holders["end"].to_numpy()[holder]
    return pd.DataFrame(
        {
            "holder": holder,
            "role": ALLOCATED,
            "person": stays["person"].to_numpy()[stay],
            "episode": stays["episode"].to_numpy()[stay],
            "start": np.where(nth == 0, start[stay], came),
            "end": np.fmin(end[stay], left),
        }
    )


def _support(cases: Caseload, staff: Staff, rng: np.random.Generator) -> pd.DataFrame:
    posts = staff.organisation.posts
    supporting = posts[posts["role"] == SUPPORT_WORKER].drop_duplicates("team")
    post_of_team = np.full(len(staff.organisation.teams), -1)
    post_of_team[supporting["team"]] = supporting.index
    stays = cases.stays[(cases.stays["kind"] == FAMILIES) & (cases.stays["start"] < 0)]
    post = post_of_team[stays["team"]]
    chosen = (post >= 0) & (rng.random(len(stays)) < SUPPORT_WORKER_TOO)
    some = stays[chosen]
    return pd.DataFrame(
        {
            "holder": staff.holder_at(post[chosen], some["start"].to_numpy()),
            "role": SUPPORTING,
            "person": some["person"],
            "episode": some["episode"],
            "start": some["start"],
            "end": some["end"],
        }
    )


def _on_duty(cases: Caseload, staff: Staff, rng: np.random.Generator) -> pd.DataFrame:
    episodes = cases.episodes
    some = episodes[(episodes["kind"] == FIRST_RESPONSE) & (rng.random(len(episodes)) < ON_DUTY_LIST)]
    return pd.DataFrame(
        {
            "holder": staff.holder_at(some["team"].to_numpy(), some["referred"].to_numpy()),
            "role": DUTY,
            "person": some["person"],
            "episode": some.index,
            "start": some["referred"],
            "end": cases.stays["start"].to_numpy()[some["root"]],
        }
    )


def referrals(cases: Caseload, nfa: pd.DataFrame, clock: Clock) -> pd.DataFrame:
    """Give the referrals: number, person, team, nfa, referred and closed as whole days; those of cases come first."""
    known = cases.episodes[cases.episodes["referred"] < 0]
    made = known[["person", "team", "referred", "closed"]].assign(number=known.index + 1, nfa=0)
    none = nfa.assign(number=len(cases.episodes) + 1 + np.arange(len(nfa)), nfa=1)
    rows = pd.concat([made, none], ignore_index=True)
    rows["referred"], rows["closed"] = (
        np.floor(clock.working(rows[side].to_numpy())) for side in ("referred", "closed")
    )
    return rows


def cin_episodes(rows: pd.DataFrame, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `ssd_cin_episodes` of the referrals."""
    closed = np.where(rows["closed"] < 0, rows["closed"], np.nan)
    reason = rng.integers(len(CLOSE_REASONS), size=len(rows))
    return pd.DataFrame(
        {
            "cine_referral_id": referral_ids(rows["number"].to_numpy()),
            "cine_person_id": person_ids(rows["person"].to_numpy()),
            "cine_referral_date": clock.dates(rows["referred"].to_numpy()),
            "cine_referral_nfa": texts("NY", rows["nfa"].to_numpy()),
            "cine_close_date": clock.dates(closed),
            "cine_close_reason": texts(CLOSE_REASONS, np.where(np.isnan(closed), -1, reason)),
            "cine_referral_team": team_ids(rows["team"].to_numpy()),
        }
    )


def no_further_action(cases: Caseload, first_day: float, rng: np.random.Generator) -> pd.DataFrame:
    """Give the referrals that came to nothing: person, team, referred, closed; persons may be new ones."""
    made = cases.episodes
    made = made[(made["kind"] == FIRST_RESPONSE) & made["referred"].between(first_day, 0, inclusive="left")]
    some = made[rng.random(len(made)) < NO_FURTHER_ACTION]
    referred = rng.uniform(first_day, 0, len(some))
    known = rng.random(len(some)) < KNOWN_ALREADY
    new = cases.persons + np.cumsum(~known) - 1
    return pd.DataFrame(
        {
            "person": np.where(known, some["person"], new),
            "team": some["team"].to_numpy(),
            "referred": referred,
            "closed": referred + rng.integers(0, 5, len(some)),
        }
    )


def care(cases: Caseload, rng: np.random.Generator) -> pd.DataFrame:
    """Give the times in care, a row for each episode: person, stay, short_break, entered, start, end.

    A stay, which began at `entered`, is an unbroken time in care; a short break one of an agreed series for a disabled
    child. Ends may lie after `until`.
    """
    stays = cases.stays
    chance = rng.random(len(stays))
    short_break = (stays["kind"] == DISABILITIES) & (chance < SHORT_BREAKS)
    some = stays.loc[(stays["kind"] == IN_CARE) | short_break, ["person", "episode", "kind", "start", "end"]]
    referred = cases.episodes["referred"].to_numpy()[some["episode"]]
    earlier = np.where(some["kind"] == IN_CARE, rng.random(len(some)) * CARE_BEFORE_THE_TEAM, 0)
    some["start"] = np.maximum(some["start"] - earlier, referred)
    some = some.assign(stay=some.index, entered=some["start"], short_break=some["kind"] == DISABILITIES)
    moved = rng.random(len(some)) < MOVED_PLACEMENT
    move = some["start"] + (some["end"] - some["start"]) * rng.uniform(0.2, 0.8, len(some))
    before = some.assign(end=np.where(moved, move, some["end"]))
    after = some.assign(start=move)[moved]
    rows = pd.concat([before, after], ignore_index=True)
    columns = ["person", "stay", "short_break", "entered", "start", "end"]
    return rows.loc[rows["start"] < 0, columns].sort_values("start", ignore_index=True)


def cla_episodes(times: pd.DataFrame, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `ssd_cla_episodes` of times in care."""
    ceased = np.floor(times["end"].to_numpy())
    return pd.DataFrame(
        {
            "clae_cla_episode_id": ids("E", opaque(len(times), rng), 6),
            "clae_person_id": person_ids(times["person"].to_numpy()),
            "clae_cla_episode_start_date": clock.dates(times["start"].to_numpy()),
            "clae_cla_episode_ceased_date": clock.dates(np.where(ceased < 0, ceased, np.nan)),
            "clae_entered_care_date": clock.dates(times["entered"].to_numpy()),
        }
    )


def leaving_care(cases: Caseload) -> pd.DataFrame:
    """Give the young people whom the Care Leavers service holds now: person, post, team."""
    stays = cases.stays
    now = stays[(stays["kind"] == CARE_LEAVERS) & (stays["start"] < 0) & (stays["end"] >= 0)]
    return now.drop_duplicates("person", keep="last")[["person", "post", "team"]]
