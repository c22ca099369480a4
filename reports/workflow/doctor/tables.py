"""The source, table by table: found, readable, filled."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

from reports.measures import MEASURES
from reports.periods import LONDON
from reports.source import Table, Type
from reports.source.frames import RAW
from reports.source.pull import CALENDAR_START
from reports.source.survey import Seen, Survey
from reports.workflow.doctor.finding import Cost, Line, State, cost, made_from, needing

PART = "source"
DDL = {"mssql": "sqlserver", "oracle": "oracle"}  # the folders of include/ddl/; any other database: postgresql
NOTHING = "nothing can be pulled"
NOT_COLLECTED = "not collected"
LESS = "made without it, less exact"
WRONG = "cannot be right"

# When a row is of, in the tables that have no start; and the fields that may be empty, with what is made of them.
DATED = {"local_return_interview": "rhi_completed_date", "local_missing_report": "mrep_police_reported_date"}
MADE_OF = {
    "supv_held_date": tuple(needing("local_supervision")),
    "supv_type": tuple(needing("local_supervision")),
    "supv_recorded_date": ("supervision_recorded_late",),
    "supv_audit_grade": ("supervision_graded_good",),
    "work_asye_start_date": ("asye_on_schedule",),
    "miss_missing_episode_end_date": ("returns", "still_missing", "long_absences"),
    "mrep_police_reported_date": ("police_logging_delay", "police_logging_delay_p90"),
    "mrep_police_logged_date": ("police_logging_delay", "police_logging_delay_p90"),
    "mrep_authority_notified_date": ("notification_delay",),
    "rhi_outcome": tuple(needing("local_return_interview")),
    "rhi_completed_date": ("interviews_completed", "interviews_in_time", "hours_to_interview"),
    "rhi_independent_flag": ("interviews_independent",),
    "rhi_audit_grade": ("interviews_graded_good",),
}


def tables(seen: Survey, at: datetime, tolerance: float) -> Iterator[Line]:
    """Say of each table whether it is there, can be read and is filled; and of its fields, which are not.

    tolerance: the share of rows that may be without what they need.
    """
    for each in seen.tables.values():
        trouble = _trouble(each, seen.dialect)
        if trouble:
            yield trouble
        elif each.frame is not None:
            yield _filled(each, at)
            yield from _unread(each.table, each.frame, tolerance)
            yield from _empty(each.table, each.frame, tolerance)


def _trouble(seen: Seen, dialect: str) -> Line | None:
    """Say why a table is of no use to a pull, if it is not."""
    name, file = seen.table.name, f"include/sql/{seen.table.name}.sql"
    everything = cost(NOTHING, MEASURES)
    if seen.error:
        to_do = "let this user read it (SELECT), and see that times are times: docs/systems.md"
        return Line(PART, name, State.BROKEN, f"cannot be read by {file}: {seen.error}", to_do, everything)
    if seen.lacks:
        to_do = f"add what {file} reads"
        if not any(seen.table[field].required for field in seen.lacks):
            to_do += "; in a view, NULL stands for what the system does not hold"
        found = f"lacks {', '.join(seen.lacks)}"
        return Line(PART, name, State.BROKEN, found, f"{to_do}: docs/systems.md", everything)
    if seen.there:
        return None
    found = "not there, or this user may not see it"
    if seen.table.local:
        to_do = (
            f"make it with include/ddl/{DDL.get(dialect, 'postgresql')}/local_tables.sql, or a view: docs/systems.md"
        )
        return Line(PART, name, State.GAP, found, to_do, without(name))
    to_do = "deploy the SSD, let this user read it, and make its schema the user's own: docs/systems.md"
    return Line(PART, name, State.BROKEN, found, to_do, everything)


def without(name: str) -> tuple[Cost, ...]:
    """Give what it costs that a local table is not there or empty."""
    lost = needing(name)
    return cost(NOT_COLLECTED, lost) + cost(LESS, set(made_from(name)) - set(lost))


def _filled(seen: Seen, at: datetime) -> Line:
    table, frame = seen.table, seen.frame
    if not seen.rows:
        if table.local:
            return Line(PART, table.name, State.GAP, "empty", "fill it: docs/systems.md", without(table.name))
        to_do = "see whether the SSD is filled every night"
        return Line(PART, table.name, State.GAP, "empty", to_do, cost(WRONG, made_from(table.name)))
    assert frame is not None
    rows = f"{seen.rows:,} rows"
    if frame.empty:
        found = f"{rows}, none of them in the last thirteen months; the newest is of {seen.newest or 'no date'}"
        to_do = "see whether it is still being filled"
        return Line(PART, table.name, State.GAP, found, to_do, cost(WRONG, made_from(table.name)))
    if len(frame) < seen.rows:
        rows += f", {len(frame):,} of them read"
    return Line(PART, table.name, State.WELL, rows + _span(dated(table, frame), at))


def dated(table: Table, frame: pd.DataFrame) -> "pd.Series[Any] | None":
    """Give when each row of a table is of (naive London time); None where its rows are of no time."""
    field = table.start or DATED.get(table.name)
    return None if field is None else frame[field].dropna()


def _span(times: "pd.Series[Any] | None", at: datetime) -> str:
    if times is None:
        return ""
    sensible = times[
        (times >= pd.Timestamp(CALENDAR_START)) & (times <= pd.Timestamp(at.astimezone(LONDON).replace(tzinfo=None)))
    ]
    return f", {sensible.min():%Y-%m-%d} to {sensible.max():%Y-%m-%d}" if len(sensible) else ", none with a date"


def _unread(table: Table, frame: pd.DataFrame, tolerance: float) -> Iterator[Line]:
    """Say which times and numbers cannot be read as such, by the shape of what stands there instead."""
    for field in table.of_type(Type.TIME, Type.DATE, Type.NUMBER):
        if field + RAW not in frame:
            continue
        texts = frame[field + RAW].dropna()
        if len(texts) > tolerance * frame[field].size:
            shape = texts.str.slice(0, 25).str.replace(r"\d", "9", regex=True).str.replace(r"[^\W\d_]", "a", regex=True)
            found = f"{field}: {share(len(texts), len(frame))} cannot be read, such as {shape.mode().iloc[0]}"
            to_do = "give a time, or a text such as 2026-10-01 09:30:00; of a number, the number alone"
            yield Line(PART, table.name, State.GAP, found, to_do, cost(WRONG, _measures(table, field)))


def _empty(table: Table, frame: pd.DataFrame, tolerance: float) -> Iterator[Line]:
    """Say which fields are empty though they are needed, or hold nothing though measures are made of them."""
    for field in table.fields:
        missing = int(frame[field.name].isna().sum()) - frame.get(field.name + RAW, pd.Series(dtype="str")).count()
        if field.required and missing > tolerance * len(frame):
            found = f"{field.name}: empty in {share(missing, len(frame))}, which are left out"
            yield Line(PART, table.name, State.GAP, found, "fill it", cost(WRONG, made_from(table.name)))
        elif field.name in MADE_OF and missing == len(frame) > 0:
            found = f"{field.name}: empty in every row"
            to_do = "fill it, or take it that these have no value"
            yield Line(PART, table.name, State.GAP, found, to_do, cost("without a value", MADE_OF[field.name]))


def _measures(table: Table, field: str) -> list[str]:
    return list(MADE_OF.get(field) or made_from(table.name))


def share(part: int, whole: int) -> str:
    """Give a part of a table's rows in words."""
    return f"{part / whole:.0%} of {whole:,} rows" if part < whole else f"all {whole:,} rows"
