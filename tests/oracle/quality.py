"""The data-quality rules of source-contract.md that change a figure: which rows are left out, what counts as NULL.

DQ06, DQ09, DQ12 and DQ20 keep the row as it is; DQ07, DQ08, DQ10, DQ13, DQ15, DQ17 and DQ18 act where the
measures use the row.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from tests.oracle.contract import (
    DAYS,
    ENDS,
    KEYS,
    LISTS,
    MAY_NOT_BE_AFTER_AS_AT,
    NUMBERS,
    PRECISION,
    REQUIRED,
    STARTS,
)
from tests.oracle.reading import as_day, as_number, as_time, before, begins, words

RawRow = dict[str, str | None]
Row = dict[str, Any]


def clean(tables: Mapping[str, list[RawRow]], as_at: datetime) -> dict[str, list[Row]]:
    """Give the rows that count of every table of the contract, with times, days, numbers and lists read."""
    rows = {}
    for name in {*KEYS, *REQUIRED}:
        once = list(one_of_each_key(KEYS.get(name), distinct(tables.get(name, []))))
        read_rows = [read(row) for row in once]
        rows[name] = [row for row in read_rows if has_what_it_needs(name, row)]
    for episode in rows["ssd_missing"]:
        episode["returned"] = returned(episode, rows["local_missing_report"])
    return {name: [row for row in table if counts(name, row, as_at)] for name, table in rows.items()}


def distinct(rows: list[RawRow]) -> list[RawRow]:
    """DQ01: the same row twice counts once. An empty text is NULL."""
    seen: dict[frozenset[Any], RawRow] = {}
    for row in rows:
        stripped = {field: value if value and value.strip() else None for field, value in row.items()}
        seen.setdefault(frozenset((field, said(field, value)) for field, value in stripped.items()), stripped)
    return list(seen.values())


def said(field: str, text: str | None) -> Any:
    """Give what is compared of a field: a date or number, however it is written, else the text as it stands."""
    if field in DAYS:
        return as_day(text) or text
    if field.endswith("_date"):
        return as_time(text) or text
    number = as_number(text) if field in NUMBERS else None
    return text if number is None else number


def one_of_each_key(key: str | None, rows: list[RawRow]) -> Iterator[RawRow]:
    """DQ02: the same key with different content, all rows of that key are left out. DQ05: so are those without."""
    for row in rows:
        if key is None or (row[key] is not None and [other[key] for other in rows].count(row[key]) == 1):
            yield row


def read(raw: RawRow) -> Row:
    """Read a row's fields. DQ05: an optional date that is not a date is NULL; DQ16: so is a word outside its list."""
    row: Row = dict(raw)
    for field, allowed in LISTS.items():
        if field in raw:
            row[field] = words(raw[field]) if words(raw[field]) in allowed else None
    for field, value in raw.items():
        if field in DAYS:
            row[field] = as_day(value)
        elif field.endswith("_date"):
            row[field] = as_time(value, row.get(PRECISION.get(field, "")))
        elif field in NUMBERS:
            row[field] = as_number(value)
    return row


def has_what_it_needs(name: str, row: Row) -> bool:
    """DQ05: person or worker id and start. DQ14: type M or A. DQ16: a theme's kind. A NULL in a link is DQ05."""
    needed = REQUIRED.get(name, []) + (["miss_missing_episode_type"] if name == "ssd_missing" else [])
    return all(row[field] is not None for field in needed)


def returned(episode: Row, reports: list[Row]) -> Any:
    """Give when the child came back: the report's returned date, else the episode's end."""
    for report in reports:
        if report["mrep_missing_id"] == episode["miss_table_id"] and report["mrep_returned_date"]:
            return report["mrep_returned_date"]
    return episode["miss_missing_episode_end_date"]


def counts(name: str, row: Row, as_at: datetime) -> bool:
    """Tell whether the row is kept; what it says of the future is forgotten."""
    forget_the_future(row, as_at)
    return not starts_in_the_future(name, row, as_at) and not ends_before_it_starts(name, row)


def starts_in_the_future(name: str, row: Row, as_at: datetime) -> bool:
    """DQ04: start, session or oversight after as_at."""
    start = row[STARTS[name]] if name in STARTS else None
    return start is not None and begins(start) > as_at


def ends_before_it_starts(name: str, row: Row) -> bool:
    """DQ03."""
    return name in ENDS and row[ENDS[name]] is not None and before(row[ENDS[name]], row[STARTS[name]])


def forget_the_future(row: Row, as_at: datetime) -> None:
    """DQ04: a time of recording after as_at is NULL; so are outcome and completion of an interview after as_at."""
    for field in MAY_NOT_BE_AFTER_AS_AT:
        if row.get(field) and begins(row[field]) > as_at:
            row[field] = None
    if row.get("rhi_completed_date") and begins(row["rhi_completed_date"]) > as_at:
        row["rhi_completed_date"] = row["rhi_outcome"] = None
