"""The dirt that every run meets, put into clean tables: the same row twice, NULLs, dates that are none, ..."""

from random import Random

Rows = list[dict[str, str | None]]
# None sorts between 1900 and the window of `include/sql`, where an end is taken for one of long ago: only SQLite,
# whose dates are text, can hold such a one.
NOT_DATES = ["not a date", "31/10/2026", "2026-02-30", "03/11/2026", "0000-00-00", "2026-13-01 10:00:00"]
PLACEHOLDERS = ["9999-12-31", "9999-12-31 23:59:59", "1900-01-01", "0001-01-01"]
NULLS = [None, "", " "]


def soil(tables: dict[str, Rows], random: Random) -> None:
    """Soil every second table."""
    for rows in tables.values():
        if rows and random.random() < 0.5:
            for _ in range(random.randint(1, 2)):
                random.choice([same_row_twice, same_key_twice, nothing, odd_date, other_value])(rows, random)
    agree_where_nothing_decides(tables["local_worker"])


def take_tables_away(tables: dict[str, Rows], random: Random) -> None:
    """Sometimes empty a local table, or leave it out."""
    for name in [name for name in tables if name.startswith("local_")]:
        if random.random() < 0.03:
            tables[name].clear()
        elif random.random() < 0.02:
            del tables[name]


def same_row_twice(rows: Rows, random: Random) -> None:
    rows.insert(random.randint(0, len(rows)), dict(random.choice(rows)))


def same_key_twice(rows: Rows, random: Random) -> None:
    """A copy of a row with another row's value in one field."""
    copy = dict(random.choice(rows))
    field = random.choice(list(copy))
    copy[field] = random.choice(rows)[field]
    rows.insert(random.randint(0, len(rows)), copy)


def nothing(rows: Rows, random: Random) -> None:
    row = random.choice(rows)
    row[random.choice(list(row))] = random.choice(NULLS)


def odd_date(rows: Rows, random: Random) -> None:
    row = random.choice(rows)
    dates = [field for field in row if field.endswith("_date")]
    if dates:
        row[random.choice(dates)] = random.choice([*NOT_DATES, *PLACEHOLDERS])


def other_value(rows: Rows, random: Random) -> None:
    row = random.choice(rows)
    field = random.choice(list(row))
    row[field] = random.choice(rows)[field]


def agree_where_nothing_decides(spells: Rows) -> None:
    """Of two spells with the same worker, start and team, measures.md does not say whose role counts: make it one."""
    roles: dict[tuple[str | None, ...], str | None] = {}
    for row in spells:
        place = (row["work_professional_id"], row["work_start_date"], (row["work_team_id"] or "").strip())
        row["work_role"] = roles.setdefault(place, row["work_role"])
