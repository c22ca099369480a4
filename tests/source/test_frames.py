"""At the border: whatever a database gave becomes the contract's types, or is kept as it came."""

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from reports.source import TABLES, london, lookup
from reports.source.frames import RAW, conform, empty

PERSON = TABLES["ssd_person"]


def born(*values: object) -> pd.DataFrame:
    return conform(PERSON, [(f"c{n}", value, None, None, None) for n, value in enumerate(values)])


@pytest.mark.parametrize(
    ("value", "time"),
    [
        ("2026-10-05", "2026-10-05 00:00:00"),
        ("2026-10-05 09:30", "2026-10-05 09:30:00"),
        ("2026-10-05T09:30:15", "2026-10-05 09:30:15"),
        (" 2026-10-05 09:30:15.250000 ", "2026-10-05 09:30:15.250000"),
        ("2026-07-05T09:30:00Z", "2026-07-05 10:30:00"),  # in London
        ("2026-07-05 09:30:00+00", "2026-07-05 10:30:00"),
        ("2026-12-05T09:30:00+01:00", "2026-12-05 08:30:00"),
        (date(2026, 10, 5), "2026-10-05 00:00:00"),
        (datetime(2026, 10, 5, 9, 30), "2026-10-05 09:30:00"),  # noqa: DTZ001 - as a database gives it
        (datetime(2026, 7, 5, 9, 30, tzinfo=UTC), "2026-07-05 10:30:00"),
        (datetime(2026, 7, 5, 9, 30, tzinfo=timezone(timedelta(hours=1))), "2026-07-05 09:30:00"),
        ("9999-12-31", "9999-12-31 00:00:00"),
        ("2024-02-29", "2024-02-29 00:00:00"),
    ],
)
def test_a_time_is_read_as_naive_london_time(value: object, time: str) -> None:
    frame = born(value)
    assert frame["pers_dob"].tolist() == [pd.Timestamp(time)]
    assert "pers_dob" + RAW not in frame


@pytest.mark.parametrize(
    "value", ["not a date", "05/10/2026", "2026-02-30", "2026-13-01", "20261005", "2026-10-05 25:00", "0", 20261005]
)
def test_a_time_that_is_none_is_empty_and_its_text_is_kept(value: object) -> None:
    frame = born(value, "2026-10-05", None)
    assert frame["pers_dob"].isna().tolist() == [True, False, True]
    assert frame["pers_dob" + RAW].fillna("-").tolist() == [str(value), "-", "-"]


def test_times_of_several_kinds_in_one_column_are_all_read() -> None:
    """SQLite keeps in a column whatever it is given."""
    frame = born("2026-10-05", "2026-07-05T09:30Z", "", None, "nonsense")
    assert frame["pers_dob"].dt.strftime("%d %H:%M").fillna("-").tolist() == ["05 00:00", "05 10:30", "-", "-", "-"]


@pytest.mark.parametrize(
    ("value", "number"),
    [("0.6", 0.6), (1, 1.0), (Decimal("0.55"), 0.55), (" 1 ", 1.0), ("0", 0.0), ("-0.5", -0.5), (True, None)],
)
def test_a_number_is_read_from_what_it_was_given_as(value: object, number: float | None) -> None:
    frame = conform(TABLES["ssd_professionals"], [("w1", None, None, None, value, None)])
    read = frame["prof_full_time_equivalency"].tolist()
    assert read == [number] if number is not None else pd.isna(read[0])


@pytest.mark.parametrize("value", ["full time", "nan", "inf", "0,6"])
def test_a_number_that_is_none_is_empty_and_its_text_is_kept(value: str) -> None:
    frame = conform(TABLES["ssd_professionals"], [("w1", None, None, None, value, None)])
    assert frame["prof_full_time_equivalency"].isna().tolist() == [True]
    assert frame["prof_full_time_equivalency" + RAW].tolist() == [value]


@pytest.mark.parametrize(
    ("value", "text"), [("007", "007"), (7, "7"), (7.0, "7"), (Decimal(7), "7"), (b"c1", "c1"), (" c1", " c1")]
)
def test_an_id_is_text_whatever_type_the_database_gives_it(value: Any, text: str) -> None:
    assert conform(PERSON, [(value, None, None, None, None)])["pers_person_id"].tolist() == [text]


def test_a_blank_text_is_null_as_on_oracle() -> None:
    frame = conform(PERSON, [("", None, " ", None, None), ("c1", None, "F", None, None)])
    assert frame[["pers_person_id", "pers_sex"]].isna().to_numpy().tolist() == [[True, True], [False, False]]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_without_rows_has_the_types_of_one_with_rows(table: str) -> None:
    full = conform(TABLES[table], [(None,) * len(TABLES[table].fields)])
    assert empty(table).dtypes.equals(full.dtypes)


def test_a_date_has_no_time() -> None:
    spell = ("w1", None, None, None, "2026-10-05 09:30", None, "2026-10-05", None)
    frame = conform(TABLES["local_worker"], [spell])
    assert frame["work_asye_start_date"].tolist() == [pd.Timestamp("2026-10-05")]


@pytest.mark.parametrize(
    ("time", "instant"),
    [
        ("2026-07-01 12:00", "2026-07-01 11:00Z"),
        ("2026-12-01 12:00", "2026-12-01 12:00Z"),
        ("2026-10-25 01:30", "2026-10-25 00:30Z"),  # occurs twice: the first
        ("2026-10-25 02:00", "2026-10-25 02:00Z"),
        ("2026-03-29 01:30", "2026-03-29 01:30Z"),  # does not exist: the offset before the change
        ("2026-03-29 02:00", "2026-03-29 01:00Z"),
    ],
)
def test_a_naive_time_is_an_instant_of_london(time: str, instant: str) -> None:
    times = pd.Series([pd.Timestamp(time), pd.NaT], dtype="datetime64[us]")
    assert london(times).tolist() == [pd.Timestamp(instant), pd.NaT]


def test_a_lookup_in_nothing_keeps_the_type() -> None:
    nothing = pd.Series([], index=pd.Index([], dtype="str"), dtype="datetime64[us]")
    found = lookup(pd.Series(["a", None], index=[7, 3], dtype="str"), nothing)
    assert (found.isna().tolist(), list(found.index), str(found.dtype)) == ([True, True], [7, 3], "datetime64[us]")
