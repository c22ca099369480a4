"""A SQLite file in the contract's tables, from a few rows of which each has only the fields that matter."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

from reports.source import TABLES

Row = dict[str, object]
Tables = Mapping[str, Sequence[Row]]

# A reference table: its key, and the fields of other tables that mention it.
_MENTIONED = {
    "ssd_person": (
        "pers_person_id",
        tuple(table.person for table in TABLES.values() if table.person),
    ),
    "ssd_professionals": (
        "prof_professional_id",
        ("invo_professional_id", "work_professional_id", "supv_professional_id"),
    ),
    "ssd_department": ("dept_team_id", tuple(table.team for table in TABLES.values() if table.team)),
}
_DEFAULTS: dict[str, Row] = {
    "ssd_professionals": {"prof_professional_job_title": "Social Worker", "prof_full_time_equivalency": 1},
    "ssd_department": {"dept_team_parent_id": "s1"},
}


def with_everybody_mentioned(tables: Tables, nobody: set[object]) -> Tables:
    """Give the tables, and in the reference tables a row for every id that is only mentioned; none for `nobody`."""
    return {**tables, **{name: [*tables.get(name, []), *_only_mentioned(name, tables, nobody)] for name in _MENTIONED}}


def write(file: Path, tables: Tables) -> None:
    """Write the tables: the SSD tables always, a local one if it has rows. What a row does not say is NULL."""
    with closing(connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("BEGIN")
        for name, table in TABLES.items():
            rows = tables.get(name, [])
            if rows or not table.local:
                database.execute(f"CREATE TABLE {name} ({', '.join(table.columns)})")
                values = [[row.get(column) for column in table.columns] for row in rows]
                database.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(table.columns))})", values)
        database.execute("COMMIT")


def _only_mentioned(table: str, tables: Tables, nobody: set[object]) -> Iterator[Row]:
    key, fields = _MENTIONED[table]
    here = {row.get(key) for row in tables.get(table, [])} | nobody
    every = (row.get(field) for rows in tables.values() for row in rows for field in fields)
    for name in dict.fromkeys(every):
        if name not in here:
            yield {key: name} | _DEFAULTS.get(table, {})
