"""A synthetic authority in the source contract's tables: for the demo, for tests, for trying a change out.

    from datetime import date
    from reports import demo

    frames = demo.make(children=5500, months=27, until=date(2026, 11, 1), seed=1)
    demo.write(frames, "county.db")

The authority is invented, and so is everybody in it, but it behaves like one: children are referred, wait for a
worker, move from service to service and leave; workers come, go, fall ill and are promoted; managers supervise;
children go missing, come back and are interviewed. `story` holds what its reports must make visible, as numbers.
A small share of its rows breaks each of the known data-quality rules (`dirt`), unless `clean`.
"""

from datetime import date

import numpy as np
import pandas as pd

from reports.demo import caseload, cases, dirt, interviews, missing, people, staff, supervision, teams
from reports.demo.columns import DAYS_IN_A_YEAR, Clock
from reports.demo.story import COUNTY
from reports.demo.write import write
from reports.periods import now
from reports.source.contract import TABLES

__all__ = ["make", "write"]

# A stream of chance for each part, so that a change to one leaves the others as they are. Add at the end.
STREAMS = (
    "teams", "staff", "spells", "caseload", "involvements", "cin", "care", "leavers", "people",
    "supervision", "oversight", "missing", "police", "interviews", "interview table", "themes", "dirt",
)  # fmt: skip


def make(
    children: int = COUNTY, months: int = 27, until: date | None = None, seed: int = 1, clean: bool = False
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
    care = cases.care(held, chance["care"])
    away = missing.episodes(held, children, first_day, clock, chance["missing"])
    spoken = interviews.build(away, chance["interviews"])
    known = people.known(held, nfa, away)
    frames = {
        "ssd_person": people.build(known, clock, chance["people"]),
        "ssd_involvements": cases.involvements(held, workers, clock, chance["involvements"]),
        "ssd_professionals": workers.professionals(chance["spells"]),
        "ssd_department": organisation.department(),
        "ssd_cin_episodes": cases.cin_episodes(held, nfa, clock, chance["cin"]),
        "ssd_cla_episodes": cases.cla_episodes(care, clock, chance["care"]),
        "ssd_care_leavers": cases.care_leavers(held, workers, chance["leavers"]),
        "ssd_missing": missing.table(away, spoken.offered, spoken.accepted, clock),
        "local_worker": workers.spells(clock, chance["spells"]),
        "local_worker_absence": workers.absence(clock),
        "local_supervision": supervision.sessions(workers, first_day, clock, chance["supervision"]),
        "local_case_oversight": supervision.oversight(held, workers, first_day, clock, chance["oversight"]),
        "local_missing_report": missing.reports(away, workers, clock, chance["police"]),
        "local_return_interview": interviews.table(spoken, clock, chance["interview table"]),
        "local_return_interview_episode": interviews.links(spoken),
        "local_return_interview_theme": interviews.themes(spoken, chance["themes"]),
    }
    ordered = {name: frames[name][table.columns] for name, table in TABLES.items()}
    return ordered if clean else dirt.soil(ordered, clock, chance["dirt"])
