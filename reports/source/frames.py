"""Frames at the border: whatever a database gave becomes the contract's columns and types, or is kept as raw.

Ids and text are `str`, times and dates `datetime64[us]` (naive London time, as the source has them), numbers
`float64`. The text of a time or number that is none is kept in an extra column `<field>__raw`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import take

from reports.periods import LONDON, Period
from reports.source.columns import TEXT, column
from reports.source.contract import TABLES, Table, Type

RAW = "__raw"
EVERY = frozenset(TABLES)
AT_ONCE = 500  # rows: as few as Python's collector of garbage lets pass, which would else look through them all
_DTYPES = {
    Type.ID: "str",
    Type.TEXT: "str",
    Type.CHOICE: "str",
    Type.TIME: "datetime64[us]",
    Type.DATE: "datetime64[us]",
    Type.NUMBER: "float64",
}


@dataclass(frozen=True)
class Source:
    """What was pulled for a period as at an instant: a frame for every table of the contract.

    `collected` names the tables that are there and not empty, `asked` those that were read at all; the frame of any
    other has no rows.
    """

    period: Period
    as_at: datetime
    frames: Mapping[str, pd.DataFrame]
    collected: frozenset[str]
    asked: frozenset[str] = EVERY


def children_of(source: Source) -> "pd.Series[Any]":
    """Give the id (`str`) of every child in what was pulled, once."""
    ids = [source.frames[name][table.person] for name, table in TABLES.items() if table.person]
    return pd.concat(ids).dropna().drop_duplicates().reset_index(drop=True)


def conform(table: Table, rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    """Give rows in the order of the table's columns as a frame that keeps its schema."""
    return gather(table, _batches(iter(rows)))


def gather(table: Table, batches: Iterable[Sequence[Sequence[Any]]]) -> pd.DataFrame:
    """Give rows that come in batches, in the order of the table's columns, as a frame that keeps its schema."""
    columns = {field.name: column(field) for field in table.fields}
    some = False
    for batch in batches:
        some = True
        for each, values in zip(columns.values(), zip(*batch, strict=True), strict=True):
            each.add(values)
    if not some:
        return empty(table.name)
    frame: dict[str, pd.Series[Any]] = {}
    for name in list(columns):
        frame[name], unread = columns.pop(name).read()  # and is given up: a country's columns take gigabytes
        if unread is not None:
            frame[name + RAW] = unread
    return pd.DataFrame(frame, copy=False)


def keeps_schema(table: Table, frame: pd.DataFrame) -> bool:
    """Tell whether a frame has columns of a table in order, each perhaps with its raw one, and their types.

    It may lack some: it may have been frozen before the contract had them.
    """
    wanted = [
        (name, dtype)
        for field in table.fields
        for name, dtype in ((field.name, _DTYPES[field.type]), (field.name + RAW, "str"))
        if name in frame
    ]
    return list(frame.dtypes.astype("str").items()) == wanted


def complete(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Give a frame that keeps a table's schema with every column of the contract: one that it lacks is empty."""
    lacking = [name for name in table.columns if name not in frame]
    if not lacking:
        return frame
    raw = [name for name in frame if name not in table.columns]
    return frame.join(empty(table.name)[lacking].reindex(frame.index))[[*table.columns, *raw]]


@cache
def empty(name: str) -> pd.DataFrame:
    """Give the frame of a table without rows: everybody the same, which nobody changes."""
    return pd.DataFrame({field.name: pd.Series(dtype=_DTYPES[field.type]) for field in TABLES[name].fields})


def london(times: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give naive London times as instants.

    A time that occurs twice is the first of the two, and one that does not exist takes the offset before the
    change (measures.md, Conventions): 01:30 on the last Sunday of March is 02:30 BST.
    """
    return times.dt.tz_localize(LONDON, ambiguous=np.ones(len(times), dtype=bool), nonexistent=pd.Timedelta(hours=1))


def lookup(keys: "pd.Series[Any]", table: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give for each key (`str`) its value in the table (unique index), empty where it has none.

    As `keys.map(table)`, but an empty table keeps its type, so that a week without events is no special case.
    """
    if table.empty:
        return table.reindex(pd.Index(keys)).set_axis(keys.index)
    places = pc.index_in(_texts(keys), value_set=_texts(table.index))
    found = take(table.array, pc.fill_null(places, -1).to_numpy(), allow_fill=True)
    return pd.Series(found, index=keys.index, name=table.name)


def among(keys: "pd.Series[Any]", known: "pd.Series[Any] | pd.Index[Any]") -> "pd.Series[bool]":
    """Tell which keys (`str`) are among the known ones: as `keys.isin(known)`, in a tenth of the time."""
    found = pc.is_in(_texts(keys), value_set=_texts(known))
    return pd.Series(found.to_numpy(zero_copy_only=False), index=keys.index, name=keys.name)


def once(texts: "pd.Series[Any]", change: Callable[["pd.Series[Any]"], "pd.Series[Any]"]) -> "pd.Series[Any]":
    """Give what a change makes of texts (`str`), done once for each different one: of many rows few differ."""
    codes, different = pd.factorize(texts)
    made = take(change(pd.Series(different, dtype="str")).array, codes, allow_fill=True)
    return pd.Series(made, index=texts.index, name=texts.name)


def matchable(texts: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give texts trimmed and in lower case: as lists of roles, types, outcomes, grades and flags are matched."""
    return once(texts, lambda different: different.str.strip().str.casefold())


def _texts(texts: "pd.Series[Any] | pd.Index[Any]") -> pa.Array:
    held = pa.array(texts, TEXT)
    return held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch
