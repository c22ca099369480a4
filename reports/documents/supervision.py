"""The supervision section: who was supervised, who is overdue, and which children have no recorded oversight."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from reports.documents.history import Figure, History, each
from reports.documents.reading import Readings
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import DASH, change, count, in_period, plural, sentence, short_day
from reports.figures import show

TEAMS_SHOWN = 14
WORKERS_SHOWN = 10
OVERSIGHT_TEAMS_SHOWN = 10
BEYOND_PAGE_1 = (
    "days_since_supervision",
    "never_supervised",
    "supervision_recorded_late",
    "supervision_graded_good",
)
MEASURES_SHOWN = ("supervised", "supervision_overdue", "children_overseen", "asye_on_schedule", *BEYOND_PAGE_1)


@dataclass(frozen=True)
class Supervision:
    """What the section shows."""

    lead: str
    teams: Table
    overdue: Table
    asye_services: Table
    asye: Table
    oversight: Table


def supervision(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> Supervision:
    """Make the section from the figures and the lists `supervision`, `asye` and `without_oversight`."""
    history = readings.history
    interval = readings.settings.standards.oversight_interval_days
    return Supervision(
        lead=_lead(history, interval),
        teams=_teams(history),
        overdue=_overdue(lists["supervision"]),
        asye_services=_services(history),
        asye=_asye(lists["asye"]),
        oversight=_oversight(history, lists["without_oversight"], interval),
    )


def _lead(history: History, interval: int) -> str:
    supervised, before = history.at("supervised"), history.previous("supervised")
    overdue, overseen = history.at("supervision_overdue"), history.at("children_overseen")
    said = []
    if supervised.ok:
        moved = change(supervised.value, before.value, "%") if before.ok else ""
        then = f", {moved} {in_period(history.period.previous(), history.period)}" if moved else ""
        said.append(
            f"{show(supervised.numerator, 'workers')} of {count(supervised.denominator, 'worker')} due "
            f"had individual supervision ({supervised.shown}{then})"
        )
    elif not supervised.collected:
        said.append("supervision is not collected")
    if overdue.ok:
        said.append(f"supervision of {count(overdue.numerator, 'worker')} is overdue")
    if overseen.ok:
        without = without_oversight(overseen)
        said.append(
            f"{count(without, 'child')} of {show(overseen.denominator, 'children')} {plural('has', without)} "
            f"no oversight recorded in {interval} days"
        )
    elif not overseen.collected:
        said.append("oversight of children is not collected")
    return " ".join(sentence(part) for part in said)


def without_oversight(overseen: Figure) -> int:
    """Give how many children the figure `children_overseen` leaves without oversight."""
    return int(overseen.denominator - overseen.numerator)


def _teams(history: History) -> Table:
    """Teams by the share supervised, lowest first."""
    teams = [f for f in history.groups("supervised", "team") if f.ok]
    teams.sort(key=lambda f: (f.value, -f.denominator, f.group_name))
    rows: list[list[Cell | str]] = []
    for team in teams[:TEAMS_SHOWN]:
        overseen = history.at("children_overseen", "team", team.group_id)
        rows.append(
            [
                team.group_name,
                team.fraction,
                Cell(team.shown, strong=True),
                history.previous("supervised", "team", team.group_id).shown,
                history.year_before("supervised", "team", team.group_id).shown,
                history.at("supervision_overdue", "team", team.group_id).shown,
                history.at("days_since_supervision", "team", team.group_id).shown,
                history.at("never_supervised", "team", team.group_id).shown,
                overseen.shown,
            ]
        )
    heads = (
        "Workers",
        "Supervised",
        "Month before",
        "Year before",
        "Overdue",
        "Median days",
        "Never",
        "Children overseen",
    )
    return table(
        "Supervision by team, lowest share first",
        [Column("Team", "left", "25%"), *(Column(head) for head in heads)],
        rows,
        note=left_over(len(teams), TEAMS_SHOWN, "team"),
        anchor="supervision-teams",
    )


def _overdue(workers: pd.DataFrame) -> Table:
    late = workers[workers["overdue"].astype(bool)]
    rows = [
        [
            row.worker,
            row.role.capitalize(),
            row.team,
            "Never" if row.never else short_day(row.last_session),
            Cell(DASH if pd.isna(row.days_since) else f"{row.days_since:.0f}", strong=True),
        ]
        for row in each(late.head(WORKERS_SHOWN))
    ]
    return table(
        "Workers whose supervision is overdue, or who were never supervised, longest first",
        [
            Column("Worker", "left", "24%"),
            Column("Role", "left", "20%"),
            Column("Team", "left", "28%"),
            Column("Last session"),
            Column("Days since"),
        ],
        rows,
        note=left_over(len(late), WORKERS_SHOWN, "worker"),
        anchor="overdue",
    )


def _services(history: History) -> Table:
    rows: list[list[Cell | str]] = []
    for service in history.groups("supervised", "service"):
        asye = history.at("asye_on_schedule", "service", service.group_id)
        late = history.at("supervision_recorded_late", "service", service.group_id)
        graded = history.at("supervision_graded_good", "service", service.group_id)
        rows.append(
            [
                service.group_name,
                service.shown,
                Cell(asye.shown, asye.fraction),
                Cell(late.shown, late.fraction),
                Cell(graded.shown, graded.fraction),
            ]
        )
    return table(
        "Newly qualified workers' schedule, recording and audit grades by service",
        [
            Column("Service", "left", "30%"),
            Column("Supervised"),
            Column("Newly qualified on schedule"),
            Column("Recorded late"),
            Column("Graded good or better"),
        ],
        rows,
        anchor="newly-qualified",
    )


def _asye(workers: pd.DataFrame) -> Table:
    behind = workers[~workers["on_schedule"].astype(bool)].sort_values("days_since", ascending=False)
    rows = [
        [
            row.worker,
            row.team,
            f"{int(row.asye_day) + 1}",
            f"{row.expected_days}",
            Cell("never" if pd.isna(row.days_since) else f"{row.days_since:.0f}", strong=True),
        ]
        for row in each(behind.head(WORKERS_SHOWN))
    ]
    return table(
        "Newly qualified workers behind their supervision schedule",
        [
            Column("Worker", "left", "26%"),
            Column("Team", "left", "32%"),
            Column("Day of the year"),
            Column("Due every, days"),
            Column("Days since"),
        ],
        rows,
        note=left_over(len(behind), WORKERS_SHOWN, "worker"),
    )


def _oversight(history: History, children: pd.DataFrame, interval: int) -> Table:
    """Teams by how many of their children have no oversight recorded in the interval."""
    never = children.assign(never=children["last_oversight"].isna()).groupby("team_id", dropna=False)["never"].sum()
    teams = [f for f in history.groups("children_overseen", "team") if f.ok and without_oversight(f) > 0]
    teams.sort(key=lambda f: (-without_oversight(f), f.group_name))
    rows: list[list[Cell | str]] = []
    for team in teams[:OVERSIGHT_TEAMS_SHOWN]:
        rows.append(
            [
                team.group_name,
                Cell(f"{without_oversight(team):,}", strong=True),
                show(team.denominator, "children"),
                team.shown,
                history.previous("children_overseen", "team", team.group_id).shown,
                f"{int(never.get(team.group_id, 0)):,}",
            ]
        )
    shown = left_over(len(teams), OVERSIGHT_TEAMS_SHOWN, "team")
    return table(
        f"Children without oversight recorded in {interval} days, by team",
        [
            Column("Team", "left", "30%"),
            Column("Without"),
            Column("Of children"),
            Column("Overseen"),
            Column("Month before"),
            Column("None on record"),
        ],
        rows,
        note=f"The list of {count(children['child'].nunique(), 'child')} is in the workbook. {shown}".strip(),
        anchor="oversight",
    )
