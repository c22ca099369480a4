"""The children of the missing section, one by one: operational tier only, by code and never by name."""

from typing import Any

import pandas as pd

from reports.documents.history import each
from reports.documents.missing import CARE, HOME
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import short_day, short_instant
from reports.figures import show
from reports.text import shortened

STILL_MISSING_SHOWN = 8
WAITING_SHOWN = 12
REPEAT_SHOWN = 6
WHO = (Column("Child", "left", "12%"), Column("Care", "left", "8%"))


def still_missing(children: pd.DataFrame) -> Table:
    """Table the children who were missing at the end, longest first."""
    rows: list[list[Cell | str]] = [
        [
            *_who(row),
            short_instant(row.since),
            Cell(show(row.hours, "hours"), strong=True),
            _held_by(row),
            _text(row.risk).capitalize(),
        ]
        for row in each(children.head(STILL_MISSING_SHOWN))
    ]
    return table(
        "Children still missing, longest first",
        [
            *WHO,
            Column("Missing since", "left", "13%"),
            Column("Hours", "right", "10%"),
            Column("Worker, team", "left", "45%"),
            Column("Risk", "left", "12%"),
        ],
        rows,
        note=left_over(len(children), STILL_MISSING_SHOWN, "child"),
        anchor="still-missing",
    )


def waiting(children: pd.DataFrame) -> Table:
    """Table the returns without a completed interview, most overdue first."""
    rows: list[list[Cell | str]] = [
        [
            *_who(row),
            short_instant(row.returned, date_only=bool(row.returned_date_only)),
            Cell(_time_left(row.hours_left), strong=row.hours_left < 0),
            _held_by(row),
            shortened(_offered(_text(row.offered), _text(row.why_not)), 60),
        ]
        for row in each(children.head(WAITING_SHOWN))
    ]
    return table(
        "Returns waiting for an interview, most overdue first",
        [
            *WHO,
            Column("Returned", "left", "12%"),
            Column("Hours left or over", "right", "10%"),
            Column("Worker, team", "left", "38%"),
            Column("Offered? Why not yet", "left", "20%"),
        ],
        rows,
        note=left_over(len(children), WAITING_SHOWN, "return"),
        anchor="waiting",
    )


def _offered(offered: str, why_not: str) -> str:
    """Give `No`, `Yes: no outcome recorded`, or the answer and the reason as they are."""
    said = offered.capitalize()
    reason = why_not.removeprefix("not offered").removeprefix("offered").removeprefix(",").strip()
    return f"{said}: {reason}" if reason else said


def _time_left(hours: float) -> str:
    return f"{show(abs(hours), 'hours')} {'over' if hours < 0 else 'left'}"


def repeat_missing(children: pd.DataFrame, days: int) -> Table:
    """Table the children who were missing repeatedly, most episodes first."""
    rows: list[list[Cell | str]] = [
        [
            *_who(row),
            Cell(f"{row.episodes:,}", strong=True),
            short_day(row.last_interview) if not pd.isna(row.last_interview) else "None",
            shortened(_text(row.themes), 84),
            _held_by(row),
        ]
        for row in each(children.head(REPEAT_SHOWN))
    ]
    return table(
        "Children missing repeatedly, most episodes first",
        [
            *WHO,
            Column(f"Episodes in {days} days", "right", "10%"),
            Column("Last interview", "left", "12%"),
            Column("Themes", "left", "34%"),
            Column("Worker, team", "left", "24%"),
        ],
        rows,
        note=left_over(len(children), REPEAT_SHOWN, "child"),
        anchor="repeat",
    )


def delays(police: pd.DataFrame, notifications: pd.DataFrame) -> tuple[Table, Table]:
    """Table the worst five delays: reported to logged by the police, returned to the authority being told."""
    return (
        _worst(police, "Longest from reported to logged", ("reported", "Reported"), ("logged", "Logged")),
        _worst(notifications, "Longest from return to being told", ("returned", "Returned"), ("notified", "Told")),
    )


def _worst(delayed: pd.DataFrame, caption: str, first: tuple[str, str], second: tuple[str, str]) -> Table:
    rows: list[list[Cell | str]] = [
        [
            *_who(row),
            short_instant(getattr(row, first[0])),
            short_instant(getattr(row, second[0])),
            Cell(show(row.hours, "hours"), strong=True),
        ]
        for row in each(delayed)
    ]
    return table(
        caption,
        [
            Column("Child", "left", "24%"),
            Column("Care", "left", "17%"),
            Column(first[1], "right", "24%"),
            Column(second[1], "right", "24%"),
            Column("Hours", "right", "11%"),
        ],
        rows,
    )


def _who(row: Any) -> tuple[str, str]:
    """Give the child's code, and where the child lives."""
    return row.child, {CARE: "In care", HOME: "At home"}[row.care_status]


def _held_by(row: Any) -> str:
    return f"{_text(row.worker)}, {_text(row.team)}"


def _text(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]
