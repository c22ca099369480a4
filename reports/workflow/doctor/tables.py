"""The source, table by table: found, readable, filled."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pandas as pd

from reports.periods import LONDON
from reports.source import Table, Type
from reports.source.frames import RAW
from reports.source.pull import CALENDAR_START
from reports.source.survey import Seen, Survey
from reports.workflow.doctor.fields import DATED, MADE_OF
from reports.workflow.doctor.finding import Cost, Line, State, cost, made_from, needing
from reports.workflow.doctor.needs import EVERY_REPORT, Needs, would_need

PART = "source"
DDL = {"mssql": "sqlserver", "oracle": "oracle"}  # the folders of include/ddl/; any other database: postgresql
NOTHING = "nothing can be pulled"
NOT_COLLECTED = "not collected"
NOT_MADE = "not made"
LESS = "made without it, less exact"
WRONG = "cannot be right"
NO_VALUE = "without a right value"


def tables(seen: Survey, needs: Needs, at: datetime, tolerance: float) -> Iterator[Line]:
    """Say of each table whether it is there, can be read and is filled; and of its fields, which are not.

    tolerance: the share of rows that may be without what they need.
    """
    for each in seen.tables.values():
        trouble = _trouble(each, seen.dialect, needs)
        if trouble:
            yield trouble
        elif each.frame is not None:
            yield _filled(each, at)
            yield from _unread(each.table, each.frame, tolerance)
            yield from _empty(each.table, each.frame, tolerance)


def _trouble(seen: Seen, dialect: str, needs: Needs) -> Line | None:
    """Say why a table is of no use to a pull, if it is not."""
    name, file = seen.table.name, f"include/sql/{seen.table.name}.sql"
    if seen.error:
        to_do = "let this user read it (SELECT), and see that times are times: docs/systems.md"
        return _breaks(name, f"cannot be read by {file}: {seen.error}", to_do, needs)
    if seen.lacks:
        to_do = f"add what {file} reads"
        if not any(seen.table[field].required for field in seen.lacks):
            to_do += "; in a view, NULL stands for what the system does not hold"
        return _breaks(name, f"lacks {', '.join(seen.lacks)}", f"{to_do}: docs/systems.md", needs)
    if seen.there:
        return None
    found = "not there, or this user may not see it"
    if seen.table.local:
        to_do = (
            f"make it with include/ddl/{DDL.get(dialect, 'postgresql')}/local_tables.sql, or a view: docs/systems.md"
        )
        return Line(PART, name, State.GAP, found, to_do, without(name))
    to_do = "deploy the SSD, let this user read it, and make its schema the user's own: docs/systems.md"
    return _breaks(name, found, to_do, needs)


def _breaks(name: str, found: str, to_do: str, needs: Needs) -> Line:
    """Say what it costs that a table cannot be read: each pull in which it stands, so all reports on such periods."""
    kinds, reports = needs.kinds(name), needs.of(name)
    if not kinds:
        found += "; no report that goes to somebody needs it"
        if later := would_need(name):
            to_do = f"before {later} may go to somebody, {to_do}"
        return Line(PART, name, State.GAP, found, to_do, cost(NOT_MADE, made_from(name)))
    if reports != EVERY_REPORT:
        found += f"; needed by {reports}"
        to_do += f"; or let {reports} go to nobody (recipients.yaml)"
    effect = NOTHING if len(kinds) == len(needs.tables) else f"no {' or '.join(kinds)} can be pulled"
    return Line(PART, name, State.BROKEN, found, to_do, cost(effect, needs.measures(kinds)))


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
            yield Line(PART, table.name, State.GAP, found, to_do, cost(NO_VALUE, MADE_OF[field.name]))


def _measures(table: Table, field: str) -> list[str]:
    return list(MADE_OF.get(field) or made_from(table.name))


def share(part: int, whole: int) -> str:
    """Give a part of a table's rows in words."""
    return f"{part / whole:.0%} of {whole:,} rows" if part < whole else f"all {whole:,} rows"
