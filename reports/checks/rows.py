"""Rules of single tables: duplicates, keys, lists, times after as_at, ends before starts, texts."""

from typing import Any

import pandas as pd

from reports.checks.sieve import Sieve
from reports.source import TABLES, Table, Type, london, matchable, once
from reports.source.frames import RAW

_ODD_TEXT = (
    r"<[A-Za-z/!]|\{\{|\{%"  # markup
    r"|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"  # control characters
    r"|[\x{0590}-\x{08FF}\x{200E}\x{200F}\x{202A}-\x{202E}\x{2066}-\x{2069}]"  # right-to-left
)
_LONG_TEXT = 200  # characters: a name or theme is never so long


def duplicates(sieve: Sieve) -> None:
    """DQ01 and DQ02, on the raw rows and all columns that are read."""
    for name, table in sieve.with_rows():
        frame = sieve.frames[name]
        keys = frame[table.key or table.columns[0]]
        alike = keys.duplicated(keep=False)  # rows that are the same have the same key: the others need no look
        if not alike.any():
            continue
        again = alike.copy()
        again[alike] = frame[alike].duplicated()
        sieve.leave_out("DQ01", name, again)
        if table.key:
            keys, alike = keys[~again], alike[~again]
            alike[alike] = keys[alike].notna() & keys[alike].duplicated(keep=False)
            sieve.leave_out("DQ02", name, alike)


def required_fields(sieve: Sieve) -> None:
    """DQ05, and DQ22 where an optional date or number is none; then the raw columns have served."""
    for name, table in sieve.with_rows():
        frame = sieve.frames[name]
        required = [field.name for field in table.fields if field.required]
        unread = [field + RAW for field in table.columns if field + RAW in frame and field not in required]
        if unread:
            sieve.find("DQ22", name, frame[unread].notna().any(axis="columns"))
        if name == "ssd_missing":
            _statutory_fields(sieve)
        if required:
            sieve.leave_out("DQ05", name, frame[required].isna().any(axis="columns"))
    sieve.frames = {name: sieve.frames[name][table.columns] for name, table in TABLES.items()}


def instants(sieve: Sieve) -> None:
    """Turn naive London times into instants; a day stays a day."""
    for name, table in TABLES.items():
        times = {field: london(sieve.frames[name][field]) for field in table.of_type(Type.TIME)}
        sieve.frames[name] = sieve.frames[name].assign(**times)


def lists(sieve: Sieve) -> None:
    """DQ16, DQ14 and DQ21: choices, trimmed and in lower case; what is outside its list is empty."""
    for name, table in sieve.with_rows():
        choices = table.of_type(Type.CHOICE)
        if not choices:
            continue
        frame = sieve.frames[name]
        read = {field: matchable(frame[field]) for field in choices}
        outside = pd.DataFrame(
            {field: texts.notna() & ~texts.isin(table[field].allowed) for field, texts in read.items()}
        )
        sieve.frames[name] = frame.assign(**{field: _emptied(texts, outside[field]) for field, texts in read.items()})
        if name == "ssd_missing":
            kind = "miss_missing_episode_type"
            sieve.find("DQ16", name, outside.drop(columns=kind).any(axis="columns"))
            sieve.leave_out("DQ14", name, sieve.frames[name][kind].isna())
        elif name == "local_return_interview_theme":
            sieve.leave_out("DQ16", name, outside["rhit_kind"])
            nameless = sieve.frames[name][["rhit_kind", "rhit_theme"]].isna().any(axis="columns")
            sieve.leave_out("DQ21", name, nameless)
        else:
            sieve.find("DQ16", name, outside.any(axis="columns"))


def after_as_at(sieve: Sieve) -> None:
    """DQ04: rows that start after as_at are left out, and times of offering or recording after it are empty.

    An interview keeps its offer when its completion is after as_at: its outcome and completion are empty.
    """
    for name, table in sieve.with_rows():
        if table.start:
            sieve.leave_out("DQ04", name, _after(sieve, table, sieve.frames[name][table.start]))
        frame = sieve.frames[name]
        late = {field: _after(sieve, table, frame[field]) for field in table.recorded_after}
        if name == "local_return_interview":
            completed = _after(sieve, table, frame["rhi_completed_date"])
            late |= {"rhi_completed_date": completed, "rhi_outcome": completed}
        if late:
            sieve.find("DQ04", name, pd.DataFrame(late).any(axis="columns"))
            sieve.frames[name] = frame.assign(**{field: _emptied(frame[field], hit) for field, hit in late.items()})


def ends_before_starts(sieve: Sieve) -> None:
    """DQ03, but for missing episodes, which are judged by their return."""
    for name, table in sieve.with_rows():
        if table.start and table.end and name != "ssd_missing":
            frame = sieve.frames[name]
            sieve.leave_out("DQ03", name, before(frame[table.end], frame[table.start]))


def texts(sieve: Sieve) -> None:
    """DQ19: texts that a page has to show with care."""
    for name, table in sieve.with_rows():
        shown = sieve.frames[name][table.of_type(Type.TEXT)]
        odd = pd.DataFrame({field: once(texts, _is_odd).eq(True) for field, texts in shown.items()}, index=shown.index)
        sieve.find("DQ19", name, odd.any(axis="columns"))


def before(
    end: "pd.Series[Any]",
    start: "pd.Series[Any]",
    *,
    end_is_date: "pd.Series[Any] | None" = None,
) -> "pd.Series[Any]":
    """Tell where `end` is before `start`: compared as dates where either is date-only, else as instants."""
    hit = end < start
    if hit.any():
        end, start = end[hit], start[hit]
        days_only = is_date(start) | (is_date(end) if end_is_date is None else end_is_date[hit])
        hit[hit] = ~days_only | (end.dt.normalize() < start.dt.normalize())
    return hit


def is_date(times: "pd.Series[Any]") -> "pd.Series[Any]":
    """Tell which values are at exactly midnight: dates without a time."""
    return times.notna() & (times == times.dt.normalize())


def _emptied(column: "pd.Series[Any]", hit: "pd.Series[Any]") -> "pd.Series[Any]":
    return column.mask(hit) if hit.any() else column


def _is_odd(texts: "pd.Series[Any]") -> "pd.Series[Any]":
    return (texts.str.len() > _LONG_TEXT) | texts.str.contains(_ODD_TEXT, regex=True)


def _after(sieve: Sieve, table: Table, times: "pd.Series[Any]") -> "pd.Series[Any]":
    if times.name in table.of_type(Type.DATE):
        return times > pd.Timestamp(sieve.as_at.date())
    return times > pd.Timestamp(sieve.as_at)


def _statutory_fields(sieve: Sieve) -> None:
    name = "ssd_missing"
    episodes = sieve.frames[name]
    no_type = episodes["miss_missing_episode_type"].isna()
    start, end = episodes["miss_missing_episode_start_date"], episodes["miss_missing_episode_end_date"]
    sieve.find("564", name, ~no_type & start.isna())
    sieve.find("565", name, no_type & start.notna())
    sieve.find("566", name, no_type & end.notna())
