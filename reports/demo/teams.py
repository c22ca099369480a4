"""Teams, their services, and the posts in them: what an authority of that size would have."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reports.demo.columns import Array, ids
from reports.demo.story import (
    ADVISERS_CASES,
    ADVISERS_SHARE,
    ADVISERS_SURGE,
    CARE_LEAVERS,
    COUNTY,
    FAMILIES,
    FIRST_RESPONSE,
    FIRST_RESPONSE_SURGE,
    SERVICES,
)

AREAS = (
    "Alderwick", "Brackenford", "Cindermere", "Dunholt", "Eastry Vale", "Fernleigh", "Gorsebank", "Harrowmere",
    "Inglebrook", "Juniper Cross", "Kestrel Hill", "Larkfield", "Mossbridge", "Netherby", "Oakhanger",
    "Pebblecombe", "Quarrydown", "Rookwell", "Saltmarsh", "Thistledale",
)  # fmt: skip
LATE_POLICE_EVERY, LATE_POLICE_AREA = 4, 2  # every fourth area is policed by the force that logs late
DROPPING_TEAM = 3  # of each county's worth of teams in Supporting Families: where supervision drops
HIDING_TEAM = 4  # ... and in First Response: where late assessments are not signed off

SOCIAL_WORKER, SENIOR_PRACTITIONER, ADVISER, SUPPORT_WORKER, MANAGER, SERVICE_MANAGER = range(6)
ROLES = (
    "social worker",
    "senior practitioner",
    "personal adviser",
    "support worker",
    "team manager",
    "service manager",
)
CASE_HOLDERS = (SOCIAL_WORKER, SENIOR_PRACTITIONER, ADVISER)
SENIOR_SHARE = 0.2
SUPPORT_WORKERS_PER_TEAM = 0.6
FULL_TIME, PART_TIMES = 0.7, (0.8, 0.8, 0.8, 0.6, 0.6, 0.5)  # share of full-time posts; the others' FTE
LEAST_FTE, ALMOST_FULL = 0.1, 0.9


@dataclass(frozen=True)
class Organisation:
    """What the authority is made of, a row each; rows are referred to by their number.

    `teams`: kind (of service, a number of SERVICES), service (`S` number), name, late_police, drops (its supervision),
    hides (its late assessments).
    `posts`: team, kind, role (a number of ROLES), fte, holds (cases), supervisor (the post of its manager).
    """

    teams: pd.DataFrame
    posts: pd.DataFrame

    def department(self) -> pd.DataFrame:
        """Make `ssd_department`."""
        services = self.teams["service"].to_numpy()
        return pd.DataFrame(
            {
                "dept_team_id": team_ids(np.arange(len(self.teams))),
                "dept_team_name": self.teams["name"],
                "dept_team_parent_id": ids("S", services + 1, 1),
                "dept_team_parent_name": self.teams["service_name"],
            }
        )


def build(children: int, rng: np.random.Generator) -> Organisation:
    """Make teams and posts for that many open children."""
    scale = children / COUNTY
    teams = _teams(scale)
    return Organisation(teams, _posts(teams, scale, rng))


def team_ids(teams: Array) -> "pd.Series[Any]":
    """Give the ids of teams by number; below zero is none."""
    return ids("T", np.where(teams < 0, -1, teams + 1), 3)


def _teams(scale: float) -> pd.DataFrame:
    counties = max(1, round(scale))
    parts = []
    for kind, service in enumerate(SERVICES):
        number = np.arange(max(1, round(service.teams * scale)))
        county = number * counties // len(number)
        within = number - np.searchsorted(county, county)
        names = [service.team_names[i % len(service.team_names)] for i in number]
        areas = [AREAS[i % len(AREAS)] for i in number]
        again = [f" {i // len(AREAS) + 1}" if i >= len(AREAS) else "" for i in number]
        dropping, hiding = (min(place, len(number) - 1) for place in (DROPPING_TEAM, HIDING_TEAM))
        parts.append(
            pd.DataFrame(
                {
                    "kind": kind,
                    "service": kind + county * len(SERVICES),
                    "service_name": [service.name + (f" {i + 1}" if i else "") for i in county],
                    "name": [f"{name} {area}{more}" for name, area, more in zip(names, areas, again, strict=True)],
                    "late_police": number % LATE_POLICE_EVERY == min(LATE_POLICE_AREA, len(number) - 1),
                    "drops": (kind == FAMILIES) & (within == dropping),
                    "hides": (kind == FIRST_RESPONSE) & (within == hiding),
                }
            )
        )
    return pd.concat(parts, ignore_index=True)


def _posts(teams: pd.DataFrame, scale: float, rng: np.random.Generator) -> pd.DataFrame:
    managers = np.arange(len(teams))  # the first posts are the teams' managers, in the teams' order
    _, first_team = np.unique(teams["service"], return_index=True)
    parts = [_some(managers, MANAGER), _some(first_team, SERVICE_MANAGER)]
    for kind, service in enumerate(SERVICES):
        own = np.flatnonzero(teams["kind"] == kind)
        workers = max(len(own), round(service.workers * scale))
        team = own[np.arange(workers) % len(own)]
        if kind == CARE_LEAVERS:
            advisers = rng.permutation(workers) < max(1, round(workers * ADVISERS_SHARE))
            role = np.where(advisers, ADVISER, SOCIAL_WORKER)
        else:
            role = np.where(rng.random(workers) < SENIOR_SHARE, SENIOR_PRACTITIONER, SOCIAL_WORKER)
        parts.append(_some(team, role))
        parts.append(_some(own[: round(len(own) * SUPPORT_WORKERS_PER_TEAM)], SUPPORT_WORKER))
    posts = pd.concat(parts, ignore_index=True)
    posts["kind"] = teams["kind"].to_numpy()[posts["team"]]
    part_time = (rng.random(len(posts)) >= FULL_TIME) & ~posts["role"].isin((MANAGER, SERVICE_MANAGER))
    posts["fte"] = np.where(part_time, rng.choice(PART_TIMES, len(posts)), 1.0)
    posts["holds"] = posts["role"].isin(CASE_HOLDERS)
    posts["fte"] *= np.where(posts["holds"], _squeeze(posts, scale * COUNTY), 1.0)
    service_manager = len(teams) + np.searchsorted(np.unique(teams["service"]), teams["service"].to_numpy())
    managed_by = np.where(posts["role"] == MANAGER, service_manager[posts["team"]], posts["team"])
    posts["supervisor"] = np.where(posts["role"] == SERVICE_MANAGER, -1, managed_by)
    return posts


def _squeeze(posts: pd.DataFrame, children: float) -> float:
    """Give the share of a post that a worker of a very small authority has: a team has at least one worker."""
    cases = np.array([np.mean(service.cases) for service in SERVICES])[posts["kind"]]
    cases += np.where(posts["kind"] == FIRST_RESPONSE, FIRST_RESPONSE_SURGE.cases, 0)
    cases = np.where(posts["role"] == ADVISER, ADVISERS_CASES + ADVISERS_SURGE.cases, cases)
    share = children / (cases * posts["fte"])[posts["holds"]].sum()
    return 1.0 if share > ALMOST_FULL else max(LEAST_FTE, round(share, 2))


def _some(team: Array, role: "Array | int") -> pd.DataFrame:
    return pd.DataFrame({"team": team, "role": role})
