"""Returned figures into the table `local_return`: all of a workbook or nothing, in place of what was there."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, RowMapping, column, create_engine, inspect, select, table
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError

from reports.errors import ReportsError
from reports.periods import LONDON
from reports.source import TABLES
from reports.source.pull import CONNECTING, without_values
from reports.workflow.returns.reading import Given

NAME = "local_return"
FOLDERS = {"mssql": "sqlserver", "oracle": "oracle"}  # of include/ddl, by dialect; else PostgreSQL's
_KEY = ("retn_measure", "retn_period_start", "retn_period_end", "retn_team_id")
_RETURNS = table(NAME, *map(column, TABLES[NAME].columns))


@dataclass(frozen=True)
class Loaded:
    """A figure that was loaded, and those that it replaced: what each was and who had returned it."""

    given: Given
    replaced: tuple[str, ...]


def load(given: Sequence[Given], into: str, at: datetime) -> list[Loaded]:
    """Write figures as recorded at an instant, in one transaction; rows of the same figures are deleted in it.

    into: the SQLAlchemy URL, or the path of a SQLite file, of a database that has the table. Raises ReportsError, and
    changes nothing, where it has none, or cannot be written.
    """
    with _writing(into) as connection:
        _demand_table(connection)
        there = connection.execute(select(_RETURNS)).mappings().all()
        loaded = [Loaded(each, _take_away(connection, [row for row in there if _is_of(row, each)])) for each in given]
        connection.execute(_RETURNS.insert(), [_values(each, at, connection.dialect.name) for each in given])
    return loaded


@contextmanager
def _writing(into: str) -> Iterator[Connection]:
    try:
        url = make_url(into if "://" in into else f"sqlite:///{into}")
        if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
            raise ReportsError(f"--into: there is no SQLite database at {url.database}; none is made")
        engine = create_engine(url, connect_args=CONNECTING.get(url.get_backend_name(), {}))
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError):  # its words may show the password
        raise ReportsError("--into: not a usable database URL; a sign such as @ in a password is %40") from None
    try:
        with engine.begin() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise ReportsError(f"--into {engine.url!s}: nothing was loaded: {_first_line(error)}") from None
    finally:
        engine.dispose()


def _demand_table(connection: Connection) -> None:
    inspector, dialect = inspect(connection), connection.dialect.name
    made_by = f"include/ddl/{FOLDERS.get(dialect, 'postgresql')}/local_tables.sql makes it; nothing was loaded"
    if not inspector.has_table(NAME):
        raise ReportsError(f"--into: the database has no table {NAME}; {made_by}")
    there = {each["name"].lower() for each in inspector.get_columns(NAME)}
    if missing := [name for name in TABLES[NAME].columns if name not in there]:
        raise ReportsError(f"--into: table {NAME} lacks {', '.join(missing)}; {made_by}")


def _is_of(row: RowMapping, given: Given) -> bool:
    """Tell whether a row is of a figure, however its database writes texts and days."""
    days = (str(row["retn_period_start"])[:10], str(row["retn_period_end"])[:10])
    return (
        str(row["retn_measure"] or "").strip().casefold() == given.measure
        and days == (given.period.start.isoformat(), given.period.end.isoformat())
        and str(row["retn_team_id"] or "").strip() == given.team
    )


def _take_away(connection: Connection, rows: Sequence[RowMapping]) -> tuple[str, ...]:
    """Delete rows, and give in words what they were."""
    for values in {tuple(row[name] for name in _KEY) for row in rows}:
        same = (_RETURNS.c[name] == value for name, value in zip(_KEY, values, strict=True))  # None: IS NULL
        connection.execute(_RETURNS.delete().where(*same))
    return tuple(map(_in_words, rows))


def _in_words(row: RowMapping) -> str:
    """Give `3 of 4 (A. Green)`."""
    part, whole = (_number(row[name]) for name in ("retn_numerator", "retn_denominator"))
    figure = f"{part} of {whole}" if whole else part or "nothing"
    return f"{figure} ({row['retn_recorded_by']})" if row["retn_recorded_by"] else figure


def _number(value: Any) -> str:
    try:
        return "" if value is None else f"{Decimal(str(value)).normalize():,f}"
    except InvalidOperation:
        return "no number"


def _values(given: Given, at: datetime, dialect: str) -> dict[str, Any]:
    recorded = at.astimezone(LONDON).replace(tzinfo=None, second=0, microsecond=0)
    values: dict[str, Any] = {
        "retn_measure": str(given.measure),
        "retn_period_start": given.period.start,
        "retn_period_end": given.period.end,
        "retn_team_id": given.team or None,
        "retn_numerator": given.numerator,
        "retn_denominator": given.denominator,
        "retn_recorded_date": recorded,
        "retn_recorded_by": given.by,
    }
    if dialect == "sqlite":  # its dates are texts
        return {name: str(value) if isinstance(value, date) else value for name, value in values.items()}
    return values


def _first_line(error: SQLAlchemyError) -> str:
    cause = getattr(error, "orig", None) or error
    return without_values((str(cause).strip().splitlines() or [type(cause).__name__])[0])
