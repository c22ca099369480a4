"""Columns at the border: whatever a database gives, batch by batch, becomes one of the contract's types.

A time or number that is none is empty, and its text is told apart, so that nothing is lost: two rows that differ only
there still differ (DQ02), and the rules can count it (DQ05).
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Protocol

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.types import infer_dtype

from reports.periods import LONDON
from reports.source.contract import Field, Type

TEXT, TIME = pa.large_string(), pa.timestamp("us")
_LOCAL_TIME = r"\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}(:\d{2}([.,]\d+)?)?)?"
_WITH_OFFSET = _LOCAL_TIME + r" ?(Z|[+-]\d{2}(:?\d{2})?)"
_PLAIN_TIME = (  # a time that is one for certain: what else may be one is read with more care
    r"^\d{4}-((0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31)"
    r"([ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?)?$"
)


class Column(Protocol):
    """What a database gave for a field so far."""

    def add(self, values: Sequence[Any]) -> None:
        """Take the values of the next rows."""

    def read(self) -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
        """Give all of them, typed, and the texts of those that could not be read, None where there are none."""


def column(field: Field) -> Column:
    """Give what takes up the values of a field."""
    if field.type in (Type.TIME, Type.DATE):
        return Times(whole_days=field.type is Type.DATE)
    return Numbers() if field.type is Type.NUMBER else Texts()


class Texts:
    """Ids and texts: `str`; a blank one is NULL."""

    def __init__(self) -> None:
        """Begin without any."""
        self.batches: list[pa.Array] = []

    def add(self, values: Sequence[Any]) -> None:
        """Take the values of the next rows."""
        try:
            self.batches.append(pa.array(values, TEXT))
        except (pa.ArrowTypeError, pa.ArrowInvalid):  # not all of them are texts
            texts = pd.Series(values, dtype="object").map(_as_text, na_action="ignore").astype("str")
            self.batches.append(pa.array(texts, TEXT))

    def read(self) -> "tuple[pd.Series[Any], None]":
        """Give them as `str`."""
        texts = _together(self.batches)
        blank = pc.or_(pc.equal(pc.binary_length(texts), 0), pc.utf8_is_space(texts))
        if pc.any(blank).as_py():  # Oracle keeps an empty text as NULL: so does everybody here
            texts = pc.if_else(blank, pa.scalar(None, TEXT), texts)
        return texts.to_pandas(), None


class Numbers:
    """Numbers: `float64`."""

    def __init__(self) -> None:
        """Begin without any."""
        self.values: list[Any] = []

    def add(self, values: Sequence[Any]) -> None:
        """Take the values of the next rows."""
        self.values += values

    def read(self) -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
        """Give them as `float64`, and the texts of those that are none."""
        raw = pd.Series(self.values, dtype="object")
        numbers = pd.to_numeric(raw.astype("str"), errors="coerce").astype("float64")
        numbers = numbers.where(np.isfinite(numbers))
        return numbers, _unread(raw, numbers)


class Times:
    """Times and days: naive `datetime64[us]` of London."""

    def __init__(self, *, whole_days: bool) -> None:
        """Begin without any."""
        self.whole_days = whole_days
        self.batches: list[pa.Array] = []  # texts, as SQLite has them, or times
        self.unread: dict[int, pa.Array] = {}  # by batch

    def add(self, values: Sequence[Any]) -> None:
        """Take the values of the next rows."""
        kinds = set(map(type, values)) - {type(None)}
        if kinds <= {str}:
            self.batches.append(pa.array(values, TEXT))
        elif kinds == {datetime} and not any(value is not None and value.tzinfo for value in values):
            self.batches.append(pa.array(values, TIME))
        elif kinds == {date}:
            self.batches.append(pa.array(values, pa.date32()).cast(TIME))
        else:
            times, unread = _times_of_any_kind(pd.Series(values, dtype="object"))
            if unread is not None:
                self.unread[len(self.batches)] = pa.array(unread, TEXT)
            self.batches.append(pa.array(times, TIME))

    def read(self) -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
        """Give them as `datetime64[us]`, and the texts of those that are none."""
        if all(batch.type == TEXT for batch in self.batches):
            self.batches = [_together(self.batches)]
        for n, batch in enumerate(self.batches):
            if batch.type == TEXT:
                self.batches[n], unread = _times_of_texts(batch)
                if unread is not None:
                    self.unread[n] = unread
        times = pd.Series(_together(self.batches).to_pandas())
        if not self.unread:
            return times.dt.normalize() if self.whole_days else times, None
        texts = [self.unread.get(n, pa.nulls(len(batch), TEXT)) for n, batch in enumerate(self.batches)]
        return times.dt.normalize() if self.whole_days else times, _together(texts).to_pandas()


def _together(batches: list[pa.Array]) -> pa.Array:
    return batches[0] if len(batches) == 1 else pa.concat_arrays(batches)


def _as_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _times_of_texts(texts: pa.Array) -> tuple[pa.Array, pa.Array | None]:
    plain = pc.match_substring_regex(texts, _PLAIN_TIME)
    if pc.all(plain).as_py():
        return texts.cast(TIME), None
    times = pc.if_else(plain, texts, pa.scalar(None, TEXT)).cast(TIME)
    other = pc.fill_null(pc.invert(plain), False)
    raw = texts.filter(other).to_pandas()
    read = _read(raw.str.strip())
    unread = _unread(raw, read)
    times = pc.replace_with_mask(times, other, pa.array(read, TIME))
    if unread is None:
        return times, None
    return times, pc.replace_with_mask(pa.nulls(len(texts), TEXT), other, pa.array(unread, TEXT))


def _times_of_any_kind(raw: "pd.Series[Any]") -> "tuple[pd.Series[Any], pd.Series[Any] | None]":
    if infer_dtype(raw, skipna=True) in ("date", "datetime", "datetime64") and not raw.map(_has_offset).any():
        times = pd.to_datetime(raw, errors="coerce").astype("datetime64[us]")
    else:
        times = _read(raw.map(str, na_action="ignore").astype("str").str.strip())
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
