"""The caseload section: how many children, who holds how many, which teams and workers are over their ceiling."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from reports.documents.history import History, each
from reports.documents.reading import Readings
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import DASH, change, count, in_period, plural, sentence
from reports.figures import show

TEAMS_SHOWN = 14
WORKERS_SHOWN = 15
UNALLOCATED_TEAMS_SHOWN = 8
BEYOND_PAGE_1 = ("open_cases", "cases_started", "cases_closed", "median_caseload", "highest_caseload")
MEASURES_SHOWN = ("average_caseload", "workers_over_ceiling", "unallocated_children", *BEYOND_PAGE_1)


@dataclass(frozen=True)
class Caseload:
    """What the section shows."""

    lead: str
    services: Table
    roles: Table
    teams: Table
    over: Table
    unallocated: Table


def caseload(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> Caseload:
    """Make the section from the figures and the lists `workers`, `teams` and `unallocated`."""
    history = readings.history
    return Caseload(
        lead=_lead(history, lists["teams"]),
        services=_services(history),
        roles=_roles(readings),
        teams=_teams(lists["teams"]),
        over=_over(lists["workers"]),
        unallocated=_unallocated(history, lists["unallocated"]),
    )


def _lead(history: History, teams: pd.DataFrame) -> str:
    open_cases, before = history.at("open_cases"), history.previous("open_cases")
    over = history.at("workers_over_ceiling")
    said = []
    if open_cases.ok:
        text = f"{count(open_cases.value, 'child')} {plural('has', open_cases.value)} an allocated worker"
        if before.ok:
            moved = change(open_cases.value, before.value, "children")
            text += f", {moved} {in_period(history.period.previous(), history.period)}"
        said.append(text)
    if over.ok:
        said.append(
            f"{show(over.numerator, 'workers')} of {count(over.denominator, 'worker')} with a ceiling "
            f"{plural('holds', over.numerator)} more cases than it allows"
        )
    above = teams[teams["average"] > teams["ceiling"]]
    if len(above):
        said.append(
            f"{count(len(above), 'team')} of {len(teams)} {plural('is', len(above))} over the ceiling on average"
        )
    return " ".join(sentence(part) for part in said)


def _services(history: History) -> Table:
    """Services by their social workers' average caseload, highest first; one that nobody knows, last."""
    order = {f.group_id: f.value for f in history.groups("average_caseload", "service") if f.ok}
    services = sorted(
        history.groups("open_cases", "service"), key=lambda f: (not f.group_id, -order.get(f.group_id, -1))
    )
    rows: list[list[Cell | str]] = []
    for service in services:
        at = {m: history.at(m, "service", service.group_id) for m in MEASURES_SHOWN}
        before = history.previous("average_caseload", "service", service.group_id)
        over = at["workers_over_ceiling"]
        rows.append(
            [
                service.group_name,
                service.shown,
                at["cases_started"].shown,
                at["cases_closed"].shown,
                Cell(at["average_caseload"].shown, strong=True),
                before.shown,
                at["median_caseload"].shown,
                at["highest_caseload"].shown,
                over.fraction or over.shown,
                at["unallocated_children"].shown,
            ]
        )
    heads = (
        "Open cases",
        "Started",
        "Closed",
        "Cases per FTE",
        "Month before",
        "Median",
        "Highest",
        "Over ceiling",
        "Without worker",
    )
    return table(
        "Services, highest average caseload of social workers first",
        [Column("Service", "left", "31%"), *(Column(head) for head in heads)],
        rows,
        note="Cases per FTE, median and highest are those of social workers; other roles stand below.",
        anchor="services",
    )


def _roles(readings: Readings) -> Table:
    """Roles with a local ceiling: what their workers hold on average, and how many are over."""
    history, ceilings = readings.history, readings.settings.standards.caseload_ceilings
    rows: list[list[Cell | str]] = []
    for role, ceiling in ceilings.items():
        average = history.at("average_caseload", "role", role)
        over = history.at("workers_over_ceiling", "role", role)
        if not average.ok:
            continue
        rows.append(
            [
                role.capitalize(),
                history.at("open_cases", "role", role).shown,
                Cell(average.shown, strong=True),
                history.previous("average_caseload", "role", role).shown,
                history.year_before("average_caseload", "role", role).shown,
                f"{ceiling:g}",
                over.fraction or over.shown,
            ]
        )
    heads = ("Open cases", "Cases per FTE", "Month before", "Year before", "Ceiling", "Over ceiling")
    return table(
        "Roles with a ceiling",
        [Column("Role", "left", "30%"), *(Column(head) for head in heads)],
        rows,
        note="Ceilings are local standards for a full-time worker; a newly qualified worker's is lower.",
        anchor="roles",
    )


def _teams(teams: pd.DataFrame) -> Table:
    rows = [
        [
            row.team,
            f"{row.cases:,}",
            show(row.fte, ""),
            Cell(show(row.average, ""), strong=row.average > row.ceiling),
            show(row.ceiling, ""),
            show(row.highest, "children"),
            f"{row.over_workers} of {row.workers}",
        ]
        for row in each(teams.head(TEAMS_SHOWN))
    ]
    heads = ("Open cases", "FTE", "Cases per FTE", "Ceiling", "Highest", "Over ceiling")
    return table(
        "Teams, worst first",
        [Column("Team", "left", "36%"), *(Column(head) for head in heads)],
        rows,
        note=" ".join(
            [
                "Cases per FTE of the workers whose role has a ceiling; the ceiling is theirs, weighted by FTE.",
                left_over(len(teams), TEAMS_SHOWN, "team"),
            ]
        ).strip(),
        anchor="teams",
    )


def _over(workers: pd.DataFrame) -> Table:
    over = workers[workers["over"] > 0].sort_values(["over", "months_over", "worker"], ascending=[False, False, True])
    rows = [
        [
            row.worker,
            row.role.capitalize() + (", newly qualified" if row.asye else ""),
            row.team,
            f"{row.cases:,}",
            show(row.fte, ""),
            show(row.ceiling, ""),
            Cell(show(row.over, ""), strong=True),
            f"{row.months_over}",
        ]
        for row in each(over.head(WORKERS_SHOWN))
    ]
    heads = ("Cases", "FTE", "Ceiling", "Over by", "Months over")
    columns = [Column("Worker", "left", "18%"), Column("Role", "left", "22%"), Column("Team", "left", "23%")]
    return table(
        "Workers over their ceiling, furthest over first",
        [*columns, *(Column(head) for head in heads)],
        rows,
        note=left_over(len(over), WORKERS_SHOWN, "worker"),
        anchor="workers-over",
    )


def _unallocated(history: History, children: pd.DataFrame) -> Table:
    """Teams with children without an allocated worker: how many, and the longest wait."""
    longest = children.groupby("team_id", dropna=False)["days_waiting"].max()
    teams = [f for f in history.groups("unallocated_children", "team") if f.ok and f.value > 0]
    teams.sort(key=lambda f: (-f.value, f.group_name))
    rows: list[list[Cell | str]] = [
        [
            team.group_name,
            Cell(team.shown, strong=True),
            history.previous("unallocated_children", "team", team.group_id).shown,
            f"{longest[team.group_id]:.0f}" if team.group_id in longest.index else DASH,
        ]
        for team in teams[:UNALLOCATED_TEAMS_SHOWN]
    ]
    return table(
        "Children without an allocated worker, by the team they were referred to",
        [
            Column("Team", "left", "46%"),
            Column("Children"),
            Column("Month before"),
            Column("Longest wait, days"),
        ],
        rows,
        note=left_over(len(teams), UNALLOCATED_TEAMS_SHOWN, "team"),
        anchor="unallocated",
    )
