"""A synthetic authority in the source contract's tables: for the demo, for tests, for trying a change out.

    from datetime import date
    from reports import demo

    frames = demo.make(children=5500, months=54, until=date(2026, 11, 1), seed=1)
    demo.write(frames, "county.db")

The authority is invented, and so is everybody in it, but it behaves like one: children are referred, wait for a
worker, move from service to service and leave; they are assessed, visited, protected and cared for; workers come,
go, fall ill and are promoted; managers supervise; children go missing, come back and are interviewed. `story` holds
what its reports must make visible, as numbers. A small share of its rows breaks each of the known data-quality
rules (`dirt`, `practice_dirt`, `outside_dirt`), unless `clean`.
"""

from collections.abc import Mapping
from datetime import date

import numpy as np
import pandas as pd

from reports.demo import (
    care_practice,
    caseload,
    cases,
    dirt,
    front_door,
    homeless,
    in_care,
    interviews,
    leavers,
    missing,
    outside_dirt,
    people,
    plan,
    practice_dirt,
    protection,
    returns,
    staff,
    supervision,
    teams,
)
from reports.demo.columns import DAYS_IN_A_YEAR, Clock
from reports.demo.history import History
from reports.demo.story import COUNTY
from reports.demo.write import write
from reports.periods import now
from reports.source.contract import TABLES

__all__ = ["make", "write"]

# A stream of chance for each part, so that a change to one leaves the others as they are. Add at the end.
STREAMS = (
    "teams", "staff", "spells", "caseload", "involvements", "cin", "care", "leavers", "people",
    "supervision", "oversight", "missing", "police", "interviews", "interview table", "themes", "dirt",
    "contacts", "assessments", "visits", "protection", "protection tables", "legal status", "placements",
    "care practice", "leaving care", "homeless", "returns", "plan", "practice dirt", "dirt outside",
)  # fmt: skip

MONTHS = 54  # thirteen quarters, and the year before the first, in which a child may have been referred before


def make(
    children: int = COUNTY, months: int = MONTHS, until: date | None = None, seed: int = 1, clean: bool = False
) -> dict[str, pd.DataFrame]:
    """Make an authority with about that many open children: table name -> rows, with the contract's columns.

    The history is `months` long and ends at the midnight at which `until` (default: today) begins: nothing has
    happened after that. Ids and texts are `str`, times and dates naive London `datetime64[us]`, to the minute.
    The same arguments give the same rows. A frame's `attrs["not_dates"]` (column -> row -> text) holds dates that
    are none, which only a database that keeps dates as text can take.
    """
    clock = Clock(until or now().date())
    first_day = -round(months * DAYS_IN_A_YEAR / 12)
    streams = np.random.SeedSequence(seed).spawn(len(STREAMS))
    chance = {name: np.random.default_rng(stream) for name, stream in zip(STREAMS, streams, strict=True)}

    organisation = teams.build(children, chance["teams"])
    workers = staff.build(organisation, first_day, clock, chance["staff"])
    held = caseload.build(workers, first_day, chance["caseload"])
    nfa = cases.no_further_action(held, first_day, chance["cin"])
    referred = cases.referrals(held, nfa, clock)
    care, leaving = cases.care(held, chance["care"]), cases.leaving_care(held)
    away = missing.episodes(held, children, first_day, clock, chance["missing"])
    spoken = interviews.build(away, chance["interviews"])
    known = people.known(held, nfa, away)
    persons = people.build(known, clock, chance["people"])
    lives, scale = people.lives(known, persons, clock), children / COUNTY
    history = History(held, referred, care, lives, organisation.teams, scale, first_day, clock)
    frames = {
        "ssd_person": persons,
        "ssd_involvements": cases.involvements(held, workers, clock, chance["involvements"]),
        "ssd_professionals": workers.professionals(chance["spells"]),
        "ssd_department": organisation.department(),
        "ssd_cin_episodes": cases.cin_episodes(referred, clock, chance["cin"]),
        "ssd_cla_episodes": cases.cla_episodes(care, clock, chance["care"]),
        "ssd_care_leavers": leavers.table(leaving, workers, history, chance["leavers"], chance["leaving care"]),
        "ssd_missing": missing.table(away, spoken.offered, spoken.accepted, clock),
        "local_worker": workers.spells(clock, chance["spells"]),
        "local_worker_absence": workers.absence(clock),
        "local_supervision": supervision.sessions(workers, first_day, clock, chance["supervision"]),
        "local_case_oversight": supervision.oversight(held, workers, first_day, clock, chance["oversight"]),
        "local_missing_report": missing.reports(away, workers, clock, chance["police"]),
        "local_return_interview": interviews.table(spoken, clock, chance["interview table"]),
        "local_return_interview_episode": interviews.links(spoken),
        "local_return_interview_theme": interviews.themes(spoken, chance["themes"]),
        **_practice(history, chance),
    }
    ordered = {name: _in_order(frames[name], table.columns) for name, table in TABLES.items()}
    return ordered if clean else _soiled(ordered, clock, chance)


def _practice(history: History, chance: Mapping[str, np.random.Generator]) -> dict[str, pd.DataFrame]:
    """Make the tables of what is done for the children, and of what is held outside the case system."""
    protected = protection.build(history, chance["protection"])
    in_their_care = in_care.build(history, chance["legal status"])
    return {
        **front_door.contacts(history, chance["contacts"]),
        "ssd_cin_assessments": front_door.assessments(history, chance["assessments"]),
        "ssd_cin_visits": front_door.visits(history, protected.stays, chance["visits"]),
        **protection.tables(protected, history, chance["protection tables"]),
        **in_care.tables(in_their_care, history, chance["placements"]),
        **care_practice.tables(in_their_care, history, chance["care practice"]),
        "local_homeless_presentation": homeless.presentations(history, chance["homeless"]),
        "local_return": returns.table(history, chance["returns"]),
        "local_plan_action": plan.actions(history, chance["plan"]),
    }


def _in_order(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return frame if list(frame) == columns else frame[columns]


def _soiled(
    frames: dict[str, pd.DataFrame], clock: Clock, chance: Mapping[str, np.random.Generator]
) -> dict[str, pd.DataFrame]:
    """Soil the tables: each kind by a hand of its own, so that what one does leaves the others as they are."""
    frames = dirt.soil(frames, clock, chance["dirt"])
    frames = practice_dirt.soil(frames, clock, chance["practice dirt"])
    return outside_dirt.soil(frames, clock, chance["dirt outside"])
