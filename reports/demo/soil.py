"""The hand that soils: picks clean rows, changes fields, adds rows; never the same row for two faults."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from reports.demo.columns import Array, Clock
from reports.source.contract import TABLES

SHARE = 0.0005  # of a table's rows, for each kind of fault: of them together about half a percent
FEWEST_ROWS = 25  # a smaller table stays clean
RECENT_DAYS = 300.0  # faults are where reports look: in rows that began in these days

NOT_DATES = "not_dates"


class Soil:
    """An authority's frames while they are being soiled.

    What is put into them stands in them at the end: as no row has two faults, nobody looks at it before.
    """

    def __init__(
        self, frames: dict[str, pd.DataFrame], clock: Clock, rng: np.random.Generator, fewest: int = FEWEST_ROWS
    ) -> None:
        """Take the frames, which are changed; one of fewer rows stays clean."""
        self._frames, self._clock, self._rng, self._fewest = frames, clock, rng, fewest
        self._soiled = {name: np.zeros(len(frame), dtype=bool) for name, frame in frames.items()}
        self._recent: dict[str, Array] = {}
        self._put: dict[str, list[tuple[Array, Any]]] = {}
        self._added: dict[str, list[Array]] = {}
        self._not_dates: dict[str, dict[str, dict[int, str]]] = {}

    def __getitem__(self, column: str) -> "pd.Series[Any]":
        """Give a column by its name, which no other table has."""
        return self._frames[table_of(column)][column]

    def some(self, table: str, where: "pd.Series[bool] | None" = None, *, recent: bool = True) -> Array:
        """Choose rows that are clean so far, and mark them; a share of the table, at least one."""
        frame = self._frames[table]
        free = ~self._soiled[table] if where is None else ~self._soiled[table] & where.to_numpy(dtype=bool)
        if recent:
            free &= self._began_recently(table)
        possible = np.flatnonzero(free)
        wanted = max(1, round(len(frame) * SHARE)) if len(frame) >= self._fewest else 0
        rows: Array = self._rng.choice(possible, min(wanted, len(possible)), replace=False)
        self._soiled[table][rows] = True
        return rows

    def put(self, column: str, rows: Array, values: "Sequence[Any] | pd.Series[Any]") -> None:
        """Write values into rows of a column; a list goes round."""
        if not len(rows):
            return
        if not isinstance(values, pd.Series):
            values = pd.Series(_round(values, len(rows)), dtype=self[column].dtype)
        self._put.setdefault(column, []).append((rows, values.array))

    def shift(self, column: str, rows: Array, days: float) -> None:
        """Move times of rows by days."""
        self.put(column, rows, self[column].iloc[rows] + pd.Timedelta(days=days))

    def not_a_date(self, column: str, rows: Array, texts: Sequence[str]) -> None:
        """Have texts stand where a date should, in databases that can hold them; elsewhere nothing."""
        self.put(column, rows, [None])
        noted = self._not_dates.setdefault(table_of(column), {}).setdefault(column, {})
        noted.update(zip(rows.tolist(), _round(texts, len(rows)), strict=True))

    def copies(self, table: str, rows: Array, **changed: "Sequence[Any] | pd.Series[Any]") -> None:
        """Add copies of rows at the table's end, with some fields changed."""
        added = self._added.setdefault(table, [])
        places = len(self._frames[table]) + sum(map(len, added)) + np.arange(len(rows))
        added.append(rows)
        for column, values in changed.items():
            self.put(column, places, values)

    def day(self, days: float) -> pd.Timestamp:
        """Give the midnight so many days after `until`."""
        return pd.Timestamp(self._clock.until) + pd.Timedelta(days=days)

    def finish(self) -> dict[str, pd.DataFrame]:
        """Give the frames, with what was put into them and the rows that were added."""
        for name, added in self._added.items():
            frame = self._frames[name]
            self._frames[name] = pd.concat([frame, frame.take(np.concatenate(added))], ignore_index=True)
        for column, parts in self._put.items():
            frame = self._frames[table_of(column)]
            changed = frame[column].array.copy()
            for rows, given in parts:
                changed[rows] = given
            frame[column] = changed
        for name, columns in self._not_dates.items():
            self._frames[name].attrs[NOT_DATES] = columns
        return self._frames

    def _began_recently(self, table: str) -> Array:
        """Tell which rows began in the days where reports look; all, where a row has no beginning."""
        if table not in self._recent:
            start, frame = TABLES[table].start, self._frames[table]
            since = np.datetime64(self.day(-RECENT_DAYS))
            self._recent[table] = frame[start].to_numpy() >= since if start else np.ones(len(frame), dtype=bool)
        return self._recent[table]


def table_of(column: str) -> str:
    """Give the table that has the column."""
    return _TABLE_OF[column]


def _round(values: Sequence[Any], count: int) -> list[Any]:
    return [values[place % len(values)] for place in range(count)]


_TABLE_OF = {column: name for name, table in TABLES.items() for column in table.columns}
