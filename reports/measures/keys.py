"""Keys: the ids by which rows are counted and grouped, as categories that columns of the same kind share.

A category is a number, in the order of the ids: to count, match or group by it is to look into an array at that place.
A history does so thousands of times. To a reader, a column of keys holds ids like any other.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import take

Array = np.ndarray[Any, Any]
TEXT = pa.large_string()


@dataclass(frozen=True)
class Keys:
    """All ids of one kind: `dtype` is that of their columns."""

    dtype: pd.CategoricalDtype

    @classmethod
    def of(cls, *columns: "pd.Series[Any]") -> "Keys":
        """Give all ids that stand in these columns (`str`)."""
        different = [pc.unique(pa.array(column, TEXT)) for column in columns]
        every = pc.unique(pa.concat_arrays([_whole(each) for each in different])).drop_null()
        ordered = every.take(pc.array_sort_indices(every))
        return cls(pd.CategoricalDtype(pd.Index(ordered.to_pandas())))

    @classmethod
    def shared_by(cls, column: "pd.Series[Any]") -> "Keys":
        """Give those of a column of keys."""
        return cls(cast(pd.CategoricalDtype, column.dtype))

    @property
    def ids(self) -> "pd.Index[Any]":
        """The ids, in their order."""
        return self.dtype.categories

    def number(self, column: "pd.Series[Any]", unknown: str | None = None) -> "pd.Series[Any]":
        """Give a column (`str`) as keys; an id that is none of them as `unknown`, or empty."""
        given = _whole(pa.array(column, TEXT)).dictionary_encode()
        places = pc.fill_null(pc.index_in(given.dictionary, value_set=self._set), -1).to_numpy()
        numbers = np.append(places, -1)[pc.fill_null(given.indices, -1).to_numpy()]
        if unknown is not None:
            numbers[numbers < 0] = self.ids.get_loc(unknown)
        return pd.Series(self.column(numbers), index=column.index)

    def column(self, numbers: Array) -> pd.Categorical:
        """Give these codes as a column of keys."""
        return pd.Categorical.from_codes(numbers, dtype=self.dtype, validate=False)

    @cached_property
    def all(self) -> pd.Categorical:
        """Every key once, in order."""
        return self.column(np.arange(len(self.ids)))

    @cached_property
    def _set(self) -> pa.Array:
        return _whole(pa.array(self.ids, TEXT))


def shared_keys(*columns: "pd.Series[Any]", ordered: bool = True) -> "list[pd.Series[Any]]":
    """Give columns (`str`) as keys that they share; where their order is of no use, it need not be made."""
    given = pa.concat_arrays([_whole(pa.array(column, TEXT)) for column in columns]).dictionary_encode()
    ids, numbers = given.dictionary, pc.fill_null(given.indices, -1).to_numpy()
    if ordered:
        order = pc.array_sort_indices(ids).to_numpy()
        places = np.empty(len(ids) + 1, dtype="int64")
        places[order], places[-1] = np.arange(len(ids)), -1
        ids, numbers = ids.take(pa.array(order)), places[numbers]
    keys = Keys(pd.CategoricalDtype(pd.Index(ids.to_pandas())))
    parts = np.split(numbers, np.cumsum([len(column) for column in columns])[:-1])
    return [pd.Series(keys.column(part), index=column.index) for part, column in zip(parts, columns, strict=True)]


def own_keys(column: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give a column (`str`) as keys that it shares with no other."""
    return shared_keys(column)[0]


def codes(column: "pd.Series[Any]") -> Array:
    """Give the codes of a column of keys (`int64`); -1 where it is empty."""
    return column.array.codes.astype("int64")


def ids(column: "pd.Series[Any]") -> "pd.Index[Any]":
    """Give all ids of the kind that a column has, in order."""
    return Keys.shared_by(column).ids


def among(keys: "pd.Series[Any]", others: "pd.Series[Any]") -> "pd.Series[bool]":
    """Tell which keys are among others of their kind: as `isin`, but without looking anything up."""
    found = np.full(len(ids(keys)) + 1, False)
    found[codes(others)] = True
    found[-1] = False  # where the empty ones are
    return pd.Series(found[codes(keys)], index=keys.index)


def sizes(column: "pd.Series[Any]") -> Array:
    """Count the rows of each key (`int64`, in the order of the keys)."""
    return np.bincount(codes(column), minlength=len(ids(column)))


def latest(column: "pd.Series[Any]", values: "pd.Series[Any]") -> Any:
    """Give for each key, in order, the value of its last row, empty where it has none."""
    places = np.full(len(ids(column)) + 1, -1)
    places[codes(column)] = np.arange(len(column))
    return take(values.array, places[:-1], allow_fill=True)


def of_each(column: "pd.Series[Any]", by_key: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give for each row what its key has in `by_key`, which holds something for every key, in order."""
    return pd.Series(by_key.array.take(codes(column)), index=column.index)


def plain(rows: pd.DataFrame) -> pd.DataFrame:
    """Give rows whose keys are ids again (`str`), to be shown."""
    return rows.astype({name: "str" for name, dtype in rows.dtypes.items() if isinstance(dtype, pd.CategoricalDtype)})


def _whole(values: Any) -> pa.Array:
    return values.combine_chunks() if isinstance(values, pa.ChunkedArray) else values
