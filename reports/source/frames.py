"""Frames at the border: whatever a database gave becomes the contract's columns and types, or is kept as raw.

Ids and text are `str`, times and dates `datetime64[us]` (naive London time, as the source has them), numbers
`float64`. A time or number that is none is empty, and its text is kept in an extra column `<field>__raw`, so
that nothing is lost, two rows that differ only there still differ (DQ02), and the rules can count it (DQ05).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandas.api.types import infer_dtype

from reports.periods import LONDON, Period
from reports.source.contract import TABLES, Table, Type

RAW = "__raw"
_DTYPES = {
    Type.ID: "str",
    Type.TEXT: "str",
    Type.CHOICE: "str",
    Type.TIME: "datetime64[us]",
    Type.DATE: "datetime64[us]",
    Type.NUMBER: "float64",
}
_LOCAL_TIME = r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?)?"
_WITH_OFFSET = _LOCAL_TIME + r" ?(Z|[+-]\d{2}(:?\d{2})?)"


@dataclass(frozen=True)
class Source:
    """What was pulled for a period as at an instant: a frame for every table of the contract.

    `collected` names the tables that are there and not empty; the frame of any other has no rows.
    """

    period: Period
    as_at: datetime
    frames: Mapping[str, pd.DataFrame]
    collected: frozenset[str]


def children_of(source: Source) -> "pd.Series[Any]":
    """Give the id (`str`) of every child in what was pulled, once."""
    ids = [source.frames[name][table.person] for name, table in TABLES.items() if table.person]
    return pd.concat(ids).dropna().drop_duplicates().reset_index(drop=True)


def conform(table: Table, rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """Give rows in the order of the table's columns as a frame that keeps its schema.

    Raises pandera's SchemaError only if this function itself is wrong.
    """
    columns = list(zip(*rows, strict=True))
    if not columns:
        return empty(table.name)
    frame: dict[str, pd.Series[Any]] = {}
    for field, values in zip(table.fields, columns, strict=True):
        raw = pd.Series(values, dtype="object")
        if field.type in (Type.TIME, Type.DATE):
            frame[field.name], unread = _times(raw, whole_days=field.type is Type.DATE)
        elif field.type is Type.NUMBER:
            frame[field.name], unread = _numbers(raw)
        else:
            frame[field.name], unread = _texts(raw), None
        if unread is not None:
            frame[field.name + RAW] = unread
    return schema(table).validate(pd.DataFrame(frame))


@cache
def schema(table: Table) -> pa.DataFrameSchema:
    """Give the schema of a table's frame: its columns, typed; a required one may still hold faults (DQ05)."""
    columns = {field.name: pa.Column(_DTYPES[field.type], nullable=True) for field in table.fields}
    raw = {rf"\w+{RAW}": pa.Column("str", nullable=True, regex=True, required=False)}
    return pa.DataFrameSchema(columns | raw, strict=True)


@cache
def empty(name: str) -> pd.DataFrame:
    """Give the frame of a table without rows: everybody the same, which nobody changes."""
    columns = {field.name: pd.Series(dtype=_DTYPES[field.type]) for field in TABLES[name].fields}
    return schema(TABLES[name]).validate(pd.DataFrame(columns))


def london(times: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give naive London times as instants.

    A time that occurs twice is the first of the two, and one that does not exist takes the offset before the
    change (measures.md, Conventions): 01:30 on the last Sunday of March is 02:30 BST.
    """
    return times.dt.tz_localize(LONDON, ambiguous=np.ones(len(times), dtype=bool), nonexistent=pd.Timedelta(hours=1))


def lookup(keys: "pd.Series[Any]", table: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give for each key its value in the table (unique index), empty where it has none.

    As `keys.map(table)`, but an empty table keeps its type, so that a week without events is no special case.
    """
    return table.reindex(pd.Index(keys)).set_axis(keys.index)


def _texts(raw: "pd.Series[Any]") -> "pd.Series[Any]":
    if infer_dtype(raw, skipna=True) not in ("string", "empty"):
        raw = raw.map(_as_text, na_action="ignore")
    texts = raw.astype("str")
    return texts.mask(texts.str.strip() == "")  # Oracle keeps an empty text as NULL: so does everybody here


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _numbers(raw: "pd.Series[Any]") -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
    numbers = pd.to_numeric(raw.astype("str"), errors="coerce").astype("float64")
    numbers = numbers.where(np.isfinite(numbers))
    return numbers, _unread(raw, numbers)


def _times(raw: "pd.Series[Any]", *, whole_days: bool) -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
    kind = infer_dtype(raw, skipna=True)
    if kind == "empty":
        return pd.Series(pd.NaT, index=raw.index, dtype="datetime64[us]"), None
    if kind in ("date", "datetime", "datetime64") and not raw.map(_has_offset).any():
        times = pd.to_datetime(raw, errors="coerce").astype("datetime64[us]")
    else:
        times = _read(raw.map(str, na_action="ignore").astype("str").str.strip())
    if whole_days:
        times = times.dt.normalize()
    return times, _unread(raw, times)


def _has_offset(value: Any) -> bool:
    return getattr(value, "tzinfo", None) is not None


def _read(texts: "pd.Series[Any]") -> "pd.Series[Any]":
    local = texts.where(texts.str.fullmatch(_LOCAL_TIME).fillna(False).astype(bool))
    times = pd.to_datetime(local, format="ISO8601", errors="coerce").astype("datetime64[us]")
    offset = texts.str.fullmatch(_WITH_OFFSET).fillna(False).astype(bool)
    if offset.any():
        instants = pd.to_datetime(texts[offset], format="ISO8601", errors="coerce", utc=True)
        times[offset] = instants.dt.tz_convert(LONDON).dt.tz_localize(None).astype("datetime64[us]")
    return times


def _unread(raw: "pd.Series[Any]", read: "pd.Series[Any]") -> "pd.Series[Any] | None":
    texts = raw.map(str, na_action="ignore").astype("str")
    lost = texts.notna() & read.isna() & (texts.str.strip() != "")
    return texts.where(lost) if lost.any() else None
