"""Columns that come in batches: each batch may be of another kind, and what cannot be read keeps its place."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

import pandas as pd
import pytest

from reports.errors import SourceError
from reports.source import TABLES, among, lookup, matchable, once
from reports.source.frames import AT_ONCE, RAW, complete, conform, empty, gather, keeps_schema
from tests.source.test_pull import pulled
from tests.story import Story

PERSON = TABLES["ssd_person"]


def texts(*values: str | None, index: list[int] | None = None) -> "pd.Series[Any]":
    return pd.Series(values, index=index, dtype="str")


def born(*batches: list[object]) -> pd.DataFrame:
    return gather(PERSON, [[("c1", value, None, None, None) for value in batch] for batch in batches])


def test_batches_of_several_kinds_are_one_column_in_their_order() -> None:
    frame = born(
        ["2026-10-05", " 2026-10-06 09:30"],
        [None, datetime(2026, 10, 7, 9, 30)],  # noqa: DTZ001 - as a database gives it
        [date(2026, 10, 8)],
        [datetime(2026, 7, 9, 9, 30, tzinfo=UTC), "2026-10-10"],
        [None],
    )
    shown = frame["pers_dob"].dt.strftime("%d %H:%M").fillna("-").tolist()
    assert shown == ["05 00:00", "06 09:30", "-", "07 09:30", "08 00:00", "09 10:30", "10 00:00", "-"]
    assert str(frame["pers_dob"].dtype) == "datetime64[us]"


def test_what_cannot_be_read_keeps_its_place_among_the_batches() -> None:
    frame = born(["2026-10-05", "soon"], [date(2026, 10, 8)], [7, "2026-10-10"])
    assert frame["pers_dob" + RAW].fillna("-").tolist() == ["-", "soon", "-", "7", "-"]


@pytest.mark.parametrize("day", ["2024-02-29", "2026-04-30", "2026-12-31", "0001-01-01", "1899-12-30", "9999-12-31"])
def test_the_last_days_of_months_and_of_the_calendar_are_days(day: str) -> None:
    assert born([day])["pers_dob"].tolist() == [pd.Timestamp(day)]


@pytest.mark.parametrize(
    "day", ["2026-02-29", "2026-04-31", "2026-00-10", "2026-10-05 24:00", "2026-10-05 09", "2026-10"]
)
def test_a_day_that_is_none_is_empty_and_kept_as_it_came(day: str) -> None:
    frame = born([day])
    assert (frame["pers_dob"].isna().tolist(), frame["pers_dob" + RAW].tolist()) == ([True], [day])


def test_an_id_is_text_in_every_batch() -> None:
    frame = gather(PERSON, [[(key, None, None, None, None)] for key in ("c1", 7, None, 7.0, b"c2", "  ")])
    assert frame["pers_person_id"].fillna("-").tolist() == ["c1", "7", "-", "7", "c2", "-"]


def test_more_rows_than_a_batch_holds_are_all_there() -> None:
    rows = [(f"c{n}", None, None, None, None) for n in range(2 * AT_ONCE + 1)]
    assert conform(PERSON, rows)["pers_person_id"].tolist() == [row[0] for row in rows]


def test_a_schema_is_kept_with_the_raw_columns_and_by_nothing_else() -> None:
    frame = born(["soon"])
    assert keeps_schema(PERSON, frame)
    assert not keeps_schema(PERSON, frame[frame.columns[::-1]])
    assert not keeps_schema(PERSON, frame.astype({"pers_dob": "str"}))
    assert not keeps_schema(PERSON, frame.assign(more="x"))


def test_a_column_that_the_contract_had_not_yet_is_completed_empty() -> None:
    frame = born(["soon"]).drop(columns=["pers_sex", "pers_death_date"])
    assert keeps_schema(PERSON, frame)
    whole = complete(PERSON, frame)
    assert list(whole.columns) == [*PERSON.columns, "pers_dob" + RAW]
    assert whole[PERSON.columns].dtypes.equals(empty("ssd_person").dtypes)
    assert whole.notna().to_numpy().tolist() == [[True, False, False, False, False, True]]
    assert complete(PERSON, whole) is whole


def test_among_is_isin() -> None:
    keys, known = texts("a", None, "c", "a", index=[5, 3, 9, 1]), texts("a", "b")
    pd.testing.assert_series_equal(among(keys, known), keys.isin(known))
    assert among(keys, texts()).tolist() == [False] * 4


def test_a_lookup_finds_by_key_and_keeps_the_rows() -> None:
    found = lookup(texts("b", "x", None, "a", index=[4, 2, 9, 7]), pd.Series([1.5, 2.5], index=pd.Index(["a", "b"])))
    assert (found.fillna(-1).tolist(), list(found.index)) == ([2.5, -1, -1, 1.5], [4, 2, 9, 7])


def test_texts_are_changed_once_for_each_different_one() -> None:
    seen: list[int] = []

    def shout(different: "pd.Series[Any]") -> "pd.Series[Any]":
        seen.append(len(different))
        return different.str.upper()

    assert once(texts("a", "b", None, "a", index=[8, 6, 4, 2]), shout).fillna("-").tolist() == ["A", "B", "-", "A"]
    assert seen == [2]
    assert matchable(texts(" Good ", "GOOD", None)).fillna("-").tolist() == ["good", "good", "-"]


def test_a_database_that_breaks_off_while_it_is_read_is_named(story: Story) -> None:
    """A file that is damaged behind its first pages opens, and fails only when the rows come."""
    file = story.write()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        rows = [(f"p{n}", "x" * 200) for n in range(4 * AT_ONCE)]
        database.executemany("INSERT INTO ssd_person (pers_person_id, pers_ethnicity) VALUES (?, ?)", rows)
    content = bytearray(file.read_bytes())
    content[-100 * 4096 :] = b"\xff" * (100 * 4096)
    file.write_bytes(content)
    with pytest.raises(SourceError) as error:
        pulled(file)
    assert "cannot be read" in str(error.value)
    assert len(str(error.value).splitlines()) == 1
