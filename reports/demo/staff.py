"""The workers: who held each post when, in which role, with which contract, and when they were away."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reports.demo.columns import DAYS_IN_A_YEAR, Array, Clock, ids, opaque, texts
from reports.demo.names import worker_names
from reports.demo.story import FIRST_RESPONSE
from reports.demo.teams import (
    MANAGER,
    ROLES,
    SENIOR_PRACTITIONER,
    SERVICE_MANAGER,
    SOCIAL_WORKER,
    Organisation,
    team_ids,
)

MEAN_TENURE = 5.5 * DAYS_IN_A_YEAR
LEAST_TENURE = 90.0
HANDOVER_DAYS = (3, 10, 10, 17)  # from the old holder's Friday to the new holder's Monday
NEWLY_QUALIFIED = 0.62  # of the social workers who start in post: about 26 in their ASYE year at any time
AGENCY, AGENCY_IN_FIRST_RESPONSE = 0.07, 0.2
PROMOTED = 0.3  # of the senior practitioners long in post: social workers in the same team before
LONG_IN_POST = 600.0
TWO_TEAMS = 0.01
SECOND_TEAM_LEAD = 28.0  # days that the second spell began earlier: the post's own team stays the worker's
REASONS = ("sickness", "parental leave", "other")
ABSENCES = (  # how many a worker has in a year, their length in days, and their reasons
    (1.0, (0, 9), (0, 0, 0, 2)),
    (0.1, (20, 180), (0, 0, 1)),
)
DAYS_APART = 1e5  # more days than there are between any two
LOOK_BACK = 180.0  # days before the history from which absences may last into it
TITLES = (
    "Social Worker",
    "Senior Practitioner",
    "Personal Adviser",
    "Family Support Worker",
    "Team Manager",
    "Service Manager",
    "Newly Qualified Social Worker",
)


@dataclass(frozen=True)
class Staff:
    """The people in the posts; rows are referred to by their number.

    `absences`: holder, start, end, reason, long.
    `holders`, sorted by post and start: post, start, end (last day, NaN while in post), team, kind, role, fte,
    holds, agency, asye (its first day, or NaN), number (of the worker's id).
    """

    organisation: Organisation
    holders: pd.DataFrame
    absences: pd.DataFrame

    def holder_at(self, posts: Array, days: Array) -> Array:
        """Give the last holder who had started in the post by then; the first, if none had."""
        keys = _key(self.holders["post"].to_numpy(), self.holders["start"].to_numpy())
        found = np.searchsorted(keys, _key(posts, days), side="right") - 1
        first = np.searchsorted(self.holders["post"].to_numpy(), posts)
        result: Array = np.maximum(found, first)
        return result

    def ids(self, holders: Array) -> "pd.Series[Any]":
        """Give the professional ids of holders by row; below zero is none."""
        numbers = self.holders["number"].to_numpy()
        return ids("W", np.where(holders < 0, -1, numbers[holders]), 4)

    def professionals(self, rng: np.random.Generator) -> pd.DataFrame:
        """Make `ssd_professionals`."""
        held = self.holders
        title = np.where(held["asye"] > -DAYS_IN_A_YEAR, len(TITLES) - 1, held["role"])
        return pd.DataFrame(
            {
                "prof_professional_id": ids("W", held["number"].to_numpy(), 4),
                "prof_staff_id": ids("ST", opaque(len(held), rng) + 40_000, 6),
                "prof_professional_name": worker_names(len(held), rng),
                "prof_professional_job_title": texts(TITLES, title),
                "prof_full_time_equivalency": held["fte"].round(2),
                "prof_agency_worker_flag": texts("NY", held["agency"].to_numpy()),
            }
        )

    def spells(self, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
        """Make `local_worker`: some were promoted in post, some work for two teams."""
        rows = _two_teams(_promoted(self.holders.reset_index(names="holder"), clock, rng), self.organisation, rng)
        return pd.DataFrame(
            {
                "work_professional_id": self.ids(rows["holder"].to_numpy()),
                "work_role": texts(ROLES, rows["role"].to_numpy()),
                "work_team_id": team_ids(rows["team"].to_numpy()),
                "work_fte": rows["fte"].round(2).to_numpy(),
                "work_asye_start_date": clock.dates(rows["asye"].to_numpy()),
                "work_agency_flag": texts("NY", rows["agency"].to_numpy()),
                "work_start_date": clock.dates(rows["start"].to_numpy()),
                "work_end_date": clock.dates(rows["end"].to_numpy()),
            }
        )

    def absence(self, clock: Clock) -> pd.DataFrame:
        """Make `local_worker_absence`."""
        away = self.absences
        return pd.DataFrame(
            {
                "abse_professional_id": self.ids(away["holder"].to_numpy()),
                "abse_start_date": clock.dates(away["start"].to_numpy()),
                "abse_end_date": clock.dates(away["end"].to_numpy()),
                "abse_reason": texts(REASONS, away["reason"].to_numpy()),
            }
        )


def build(organisation: Organisation, first_day: float, clock: Clock, rng: np.random.Generator) -> Staff:
    """Fill every post from before `first_day` until now."""
    posts = organisation.posts
    holders = _tenures(posts, first_day, clock, rng)
    held = holders.join(posts[["team", "kind", "role", "fte", "holds"]], on="post")
    chance = rng.random(len(held))
    held["agency"] = held["holds"] & (
        chance < np.where(held["kind"] == FIRST_RESPONSE, AGENCY_IN_FIRST_RESPONSE, AGENCY)
    )
    new = (held["start"] > first_day - DAYS_IN_A_YEAR) & (held["role"] == SOCIAL_WORKER) & ~held["agency"]
    qualified = new & (rng.random(len(held)) < NEWLY_QUALIFIED)
    held["asye"] = np.where(qualified, held["start"], np.nan)
    held["number"] = opaque(len(held), rng)
    return Staff(organisation, held, _absences(held, first_day, clock, rng))


def _tenures(posts: pd.DataFrame, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Follow each post from holder to holder; managers stay, so that a team's supervisor is the same."""
    stays = posts["role"].isin((MANAGER, SERVICE_MANAGER)).to_numpy()
    post = np.arange(len(posts))
    start = first_day - LEAST_TENURE - rng.exponential(MEAN_TENURE, len(posts))
    end = np.where(stays, DAYS_APART, first_day + rng.exponential(MEAN_TENURE, len(posts)))
    parts = []
    while len(post):
        monday = start - clock.weekday(start)
        handover = rng.choice(HANDOVER_DAYS, len(post))
        next_monday = end - clock.weekday(end)
        going = next_monday < 0
        last_day = np.where(going, next_monday - handover, np.nan)
        parts.append(pd.DataFrame({"post": post, "start": np.floor(monday), "end": np.floor(last_day)}))
        post, start = post[going], next_monday[going]
        end = start + LEAST_TENURE + rng.exponential(MEAN_TENURE, len(post))
    return pd.concat(parts).sort_values(["post", "start"], ignore_index=True)


def _promoted(held: pd.DataFrame, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    since = np.floor(clock.working(-rng.uniform(60, LONG_IN_POST - 60, len(held))))
    there = (held["start"] < -LONG_IN_POST) & ~(held["end"] <= since)
    promoted = there & (held["role"] == SENIOR_PRACTITIONER) & (rng.random(len(held)) < PROMOTED)
    before = held[promoted].assign(role=SOCIAL_WORKER, end=since[promoted] - 1)
    after = held.assign(start=np.where(promoted, since, held["start"]))
    return pd.concat([after, before], ignore_index=True).sort_values(["holder", "start"], ignore_index=True)


def _two_teams(spells: pd.DataFrame, organisation: Organisation, rng: np.random.Generator) -> pd.DataFrame:
    kinds = organisation.teams["kind"].to_numpy()
    other = np.minimum(spells["team"].to_numpy() + 1, len(kinds) - 1)
    possible = (other != spells["team"]) & (kinds[other] == spells["kind"]) & spells["holds"]
    both = possible & (rng.random(len(spells)) < TWO_TEAMS)
    own = spells.assign(fte=spells["fte"] / np.where(both, 2, 1))
    second = own[both].assign(team=other[both], start=own["start"][both] - SECOND_TEAM_LEAD)
    return pd.concat([own, second], ignore_index=True).sort_values(["holder", "start"], ignore_index=True)


def _absences(held: pd.DataFrame, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    start = held["start"].clip(lower=first_day - LOOK_BACK).to_numpy()
    end = held["end"].fillna(0.0).to_numpy()
    parts = []
    for a_year, (shortest, longest), reasons in ABSENCES:
        times = rng.poisson(a_year * (end - start).clip(0) / DAYS_IN_A_YEAR)
        holder = np.repeat(np.arange(len(held)), times)
        first = np.floor(clock.working(start[holder] + rng.random(len(holder)) * (end - start)[holder]))
        last = np.floor(first + rng.uniform(shortest, longest, len(holder)))
        gone = held["end"].to_numpy()[holder]
        last = np.where(last >= 0, gone, np.fmin(last, gone))  # who has left is absent no longer
        parts.append(
            pd.DataFrame(
                {
                    "holder": holder,
                    "start": first,
                    "end": last,
                    "reason": rng.choice(reasons, len(holder)),
                    "long": shortest > 0,
                }
            )
        )
    return pd.concat(parts).drop_duplicates(["holder", "start"]).sort_values(["holder", "start"], ignore_index=True)


def _key(posts: Array, days: Array) -> Array:
    """Give numbers that sort by post, then by day."""
    return posts * DAYS_APART + days
