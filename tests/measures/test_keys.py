"""Keys and what is made with them: as the plain way would have it."""

from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import pytest

from reports.measures.keys import Keys, among, codes, latest, of_each, plain, sizes
from reports.measures.spans import Spans
from reports.measures.tally import Groups, Highest, Quantile

WORKERS = Keys.of(pd.Series(["w3", None, "w1"], dtype="str"), pd.Series(["w2", "w1"], dtype="str"))


def keys(*ids: str | None) -> "pd.Series[Any]":
    return WORKERS.number(pd.Series(ids, dtype="str"))


def test_ids_are_numbered_in_their_order_whichever_column_they_come_from() -> None:
    assert list(WORKERS.ids) == ["w1", "w2", "w3"]
    assert codes(keys("w3", "w9", None, "w1")).tolist() == [2, -1, -1, 0]


def test_an_id_that_is_none_of_them_is_the_unknown_one() -> None:
    teams = Keys.of(pd.Series(["", "t1"], dtype="str"))
    assert teams.number(pd.Series(["t1", "t9", None], dtype="str"), unknown="").tolist() == ["t1", "", ""]


def test_among_tells_what_isin_tells_and_nothing_is_among_the_empty() -> None:
    one, other = keys("w1", "w2", None, "w1"), keys("w1", None)
    assert among(one, other).tolist() == [True, False, False, True]
    assert among(one, other[:0]).tolist() == [False] * 4


def test_the_last_row_of_each_key_counts() -> None:
    found = latest(keys("w1", "w3", "w1"), pd.Series([1.0, 2.0, 3.0]))
    assert np.nan_to_num(found, nan=-1).tolist() == [3, -1, 2]
    assert of_each(keys("w3", "w1"), pd.Series(["one", "two", "three"], dtype="str")).tolist() == ["three", "one"]
    assert sizes(keys("w1", "w3", "w1")).tolist() == [2, 0, 1]


def test_plain_rows_have_ids_of_text() -> None:
    shown = plain(pd.DataFrame({"worker": keys("w2"), "cases": [3]}))
    assert (str(shown["worker"].dtype), shown["worker"].tolist()) == ("str", ["w2"])


def test_many_ids_do_not_overflow_the_small_numbers_that_categories_have() -> None:
    many = Keys.of(pd.Series([f"{n:03d}" for n in range(128)], dtype="str"))
    assert codes(many.number(pd.Series(["127"], dtype="str")))[0] * 127 == 127 * 127


@pytest.mark.parametrize(
    ("spans", "days"),
    [
        ([], 0),
        ([("2026-10-01", None)], 31),
        ([("2026-09-01", "2026-10-03")], 3),
        ([("2026-10-05", "2026-10-05")], 1),
        ([("2026-10-31", "2026-12-01")], 1),
        ([("2026-11-01", None), ("2026-01-01", "2026-09-30")], 0),
        ([("2026-10-01", "2026-10-10"), ("2026-10-05", "2026-10-07"), ("2026-10-08", "2026-10-12")], 12),
        ([("2026-10-01", "2026-10-15"), ("2026-10-16", None)], 31),
        ([("2026-10-01", "2026-10-10"), ("2026-10-01", "2026-10-10")], 10),
    ],
)
def test_a_day_in_two_spans_is_one_day(spans: list[tuple[str, str | None]], days: int) -> None:
    """Between two workers, the first and the last of all, whose spans are not to count."""
    rows = [("w1", "2026-10-01", None), *(("w2", *span) for span in spans), ("w3", "2026-10-02", "2026-10-03")]
    worker, start, end = zip(*rows, strict=True)
    made = Spans.of(keys(*worker), pd.Series(pd.to_datetime(list(start))), pd.Series(pd.to_datetime(list(end))))
    counted = made.days_within(pd.Timestamp(date(2026, 10, 1)), pd.Timestamp(date(2026, 10, 31)))
    assert counted.tolist() == [31, days, 2]


@pytest.mark.parametrize("q", [0.5, 0.9])
def test_a_quantile_is_the_one_of_pandas_to_the_last_bit(q: float) -> None:
    random = np.random.default_rng(4)
    groups = np.concatenate([np.arange(7), random.integers(0, 7, 200)])
    rows = pd.DataFrame({"hours": random.exponential(20, len(groups)).round(3)})
    parts = Quantile(rows, "hours", q=q).parts(rows, Groups(groups, 7))
    assert parts.value.tolist() == rows["hours"].groupby(groups).quantile(q).tolist()
    assert parts.denominator.tolist() == np.bincount(groups).tolist()
    assert Highest(rows, "hours").parts(rows, Groups(groups, 7)).value.tolist() == (
        rows["hours"].groupby(groups).max().tolist()
    )
