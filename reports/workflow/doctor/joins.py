"""Whether the ids of one table stand in another: what does not join is counted nowhere, or under Unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.checks.people import NOBODY
from reports.measures import MEASURES
from reports.source import TABLES, Table
from reports.workflow.doctor.finding import Line, State, cost, made_from, needing
from reports.workflow.doctor.tables import PART, WRONG, share

UNDER_UNKNOWN = "by team and service under Unknown"
FEWEST_TEAMS = 10  # of fewer, each may well be a service of its own

Frames = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Join:
    """Ids of a field that should stand in a key, and the measures that suffer where they do not.

    names: the field of the key's table whose values are taken for ids by mistake. empty: whether none is as bad.
    least: the share that may be missing at any rate.
    """

    field: str
    key: str
    measures: tuple[str, ...] = ()
    effect: str = WRONG
    names: str | None = None
    empty: bool = False
    least: float = 0


KEYS = {table.key: name for name, table in TABLES.items() if table.key}
OTHER = {**KEYS, "invo_person_id": "ssd_involvements", "rhie_interview_id": "local_return_interview_episode"}
MATCHED = (  # a row counts for nothing but the child whose it is: of a child whom nobody knows, for nobody
    "ssd_cla_episodes",
    "local_case_oversight",
    "ssd_cin_visits",
    "ssd_cp_visits",
    "ssd_legal_status",
    "ssd_cla_placement",
    "ssd_permanence",
    "ssd_cla_visits",
    "ssd_cla_health",
    "ssd_sdq_scores",
)
FURTHER = {
    "ssd_cin_episodes": (
        Join("cine_person_id", "invo_person_id", ("unallocated_children", "children_overseen"), least=0.5),
    ),
    "local_missing_report": (Join("mrep_missing_id", "miss_table_id", tuple(made_from("local_missing_report"))),),
    "local_return_interview": (
        Join("rhi_interview_id", "rhie_interview_id", tuple(needing("local_return_interview"))),
    ),
    "local_return_interview_episode": (
        Join("rhie_missing_id", "miss_table_id", tuple(needing("local_return_interview_episode"))),
    ),
    "local_return_interview_theme": (Join("rhit_interview_id", "rhi_interview_id", ("interview_themes",)),),
    "ssd_cin_assessments": (
        Join("cina_referral_id", "cine_referral_id", tuple(made_from("ssd_cin_assessments", "ssd_cin_episodes"))),
    ),
    "local_contact_decision": (Join("cdec_contact_id", "cont_contact_id", tuple(needing("local_contact_decision"))),),
    "ssd_initial_cp_conference": (
        Join(
            "icpc_s47_enquiry_id",
            "s47e_s47_enquiry_id",
            tuple(made_from("ssd_initial_cp_conference", "ssd_s47_enquiry")),
        ),
    ),
    "ssd_cp_reviews": (Join("cppr_cp_plan_id", "cppl_cp_plan_id", tuple(made_from("ssd_cp_reviews"))),),
}


def _of(table: Table) -> Iterator[Join]:
    """Give the joins of a table: of its child, its worker and its team, then those of its own."""
    if table.person:
        lost = made_from(table.name) if table.name in MATCHED else ()
        yield Join(table.person, "pers_person_id", tuple(lost))
    if table.worker:
        lost = needing(table.name) or made_from(table.name)
        yield Join(table.worker, "prof_professional_id", tuple(lost), names="prof_staff_id")
    if table.team:
        by_team = tuple(each.id for each in MEASURES.values() if table.name in each.reads and "team" in each.breakdowns)
        yield Join(table.team, "dept_team_id", by_team, UNDER_UNKNOWN, names="dept_team_name", empty=True)
    yield from FURTHER.get(table.name, ())


JOINS = {name: tuple(_of(table)) for name, table in TABLES.items()}


def joins(frames: Frames, tolerance: float) -> Iterator[Line]:
    """Say which ids do not join, of the tables that can be read; and whether teams have services."""
    for table, wanted in JOINS.items():
        for join in wanted:
            if table in frames and not frames.get(OTHER[join.key], pd.DataFrame()).empty:
                yield from _joined(table, join, frames, tolerance)
    if "ssd_department" in frames:
        yield from _services(frames["ssd_department"])


def _joined(table: str, join: Join, frames: Frames, tolerance: float) -> Iterator[Line]:
    ids, other = frames[table][join.field], frames[OTHER[join.key]]
    if not join.empty:
        ids = ids[ids.notna() & (ids != NOBODY)]
    lost = ids[~ids.isin(other[join.key].dropna())]
    if len(lost) <= max(tolerance, join.least) * len(ids):
        return
    found = f"{join.field}: {share(len(lost), len(ids))} are not among {join.key} of {OTHER[join.key]}"
    to_do = _hint(lost.dropna(), join, other)
    yield Line(PART, table, State.GAP, found, to_do, cost(join.effect, join.measures))


def _hint(lost: "pd.Series[Any]", join: Join, other: pd.DataFrame) -> str:
    if lost.empty:
        return "fill it"
    keys = other[join.key].dropna()
    if join.names and lost.isin(other[join.names].dropna()).any():
        return f"these are {join.names}: give {join.key}, or a view that looks it up"
    if _plain(lost).isin(_plain(keys)).any():
        return "they would join without blanks around them and in one case: trim them in a view"
    return f"give the ids of {OTHER[join.key]}: both must come from the same system"


def _plain(ids: "pd.Series[Any]") -> "pd.Series[Any]":
    return ids.str.strip().str.casefold()


def _services(departments: pd.DataFrame) -> Iterator[Line]:
    teams, services = departments["dept_team_id"].nunique(), departments["dept_team_parent_id"].nunique()
    by_service = [each.id for each in MEASURES.values() if "service" in each.breakdowns]
    if teams and not services:
        found = "dept_team_parent_id: no team has a service"
        to_do = "give each team its service in a view: docs/systems.md"
        yield Line(PART, "ssd_department", State.GAP, found, to_do, cost("by service under Unknown", by_service))
    elif teams >= FEWEST_TEAMS and services >= teams:
        found = f"dept_team_parent_id: {teams:,} teams and {services:,} services: each team is a service of its own"
        to_do = "give each team its service in a view: docs/systems.md"
        yield Line(PART, "ssd_department", State.GAP, found, to_do, cost("by service as by team", by_service))
