"""Rules across tables about people: children who are known, teams, FTE, and who is allocated."""

from typing import Any

import pandas as pd

from reports.checks.sieve import Sieve
from reports.source import TABLES, among, matchable

NEED_NO_TEAM = ("ssd_cin_episodes", "ssd_s47_enquiry")  # a referral of which nothing came, an enquiry under way
NOBODY = "-1"  # known dirt of ssd_professionals: a worker of that id is none


def known_people(sieve: Sieve) -> None:
    """DQ06 and DQ25."""
    people = sieve.frames["ssd_person"]
    dead = people.loc[people["pers_death_date"].notna(), "pers_person_id"]
    for name, table in TABLES.items():
        if not table.person:
            continue
        frame = sieve.frames[name]
        persons = frame[table.person]
        sieve.find("DQ06", name, persons.notna() & ~among(persons, people["pers_person_id"]))
        if name in ("ssd_involvements", "ssd_cin_episodes", "ssd_cla_episodes"):
            open_now = frame[table.end].isna() | (frame[table.end] > pd.Timestamp(sieve.as_at))
            sieve.find("DQ25", name, open_now & among(persons, dead))


def teams(sieve: Sieve) -> None:
    """DQ07."""
    for name, table in sieve.with_rows():
        if table.team:
            known_team(sieve, name, table.team, needed=name not in NEED_NO_TEAM)


def known_team(sieve: Sieve, table: str, field: str, *, needed: bool) -> None:
    """DQ07 of a table, where the teams were read; needed: whether no team is as bad as an unknown one."""
    if "ssd_department" in sieve.source.asked:
        team, known = sieve.frames[table][field], sieve.frames["ssd_department"]["dept_team_id"]
        sieve.find("DQ07", table, ~among(team, known) & (team.notna() | needed))


def fte(sieve: Sieve) -> None:
    """DQ08: of spells, and of professionals who hold a case and have no spell."""
    spells, professionals = sieve.frames["local_worker"], sieve.frames["ssd_professionals"]
    sieve.find("DQ08", "local_worker", _odd(spells["work_fte"]))
    if "local_worker" not in sieve.source.asked:  # who has a spell is not known
        return
    ids = professionals["prof_professional_id"]
    holders = sieve.frames["ssd_involvements"].loc[allocated(sieve), "invo_professional_id"]
    by_title = among(ids, holders) & ~among(ids, spells["work_professional_id"])
    odd = _odd(professionals["prof_full_time_equivalency"])
    sieve.find("DQ08", "ssd_professionals", by_title & odd)


def workers(sieve: Sieve) -> None:
    """DQ18."""
    professionals = sieve.frames["ssd_professionals"]["prof_professional_id"]
    known = among(sieve.frames["ssd_involvements"]["invo_professional_id"], professionals[professionals != NOBODY])
    sieve.find("DQ18", "ssd_involvements", allocated(sieve) & ~known)


def allocated(sieve: Sieve) -> "pd.Series[Any]":
    """Tell which involvements have an allocated role."""
    roles = sieve.frames["ssd_involvements"]["invo_professional_role_id"]
    return matchable(roles).isin(sieve.settings.standards.allocated_roles)


def _odd(fte: "pd.Series[Any]") -> "pd.Series[Any]":
    return fte.isna() | (fte <= 0) | (fte > 1)
