"""A first look at a database: table by table, what is there, what can be read, and who could write to it.

Where `pull` gives all or nothing, this goes on: what is wrong with one table hides no other. Each table is read with
the very query of the pull, so that what it finds is what a pull would find. Nothing is written, no lock is waited for
for long, and no message repeats a value that a driver may have quoted.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pandas as pd
from sqlalchemy import Connection, bindparam, column, func, inspect, select, table, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from reports.errors import SourceError
from reports.source.contract import TABLES, Table
from reports.source.frames import conform
from reports.source.pull import BEFORE, count, engine, query, without_values

PATIENCE = {**BEFORE, "postgresql": "SET LOCAL lock_timeout = '5s'", "mssql": "SET LOCK_TIMEOUT 5000"}
WRITES = ("INSERT", "UPDATE", "DELETE", "TRUNCATE")


@dataclass(frozen=True)
class Seen:
    """A table as it was found.

    lacks: the contract's fields that it has not. error: why it cannot be read, in one line. rows: in all. newest: the
    latest start or time of recording in it, as it stands there, where nothing of it is in the pull's window.
    frame: what the pull would read, None where it cannot. there is False too where the user has no right to see it.
    """

    table: Table
    there: bool = False
    lacks: tuple[str, ...] = ()
    error: str = ""
    rows: int = 0
    newest: str = ""
    frame: pd.DataFrame | None = None

    @property
    def readable(self) -> bool:
        """Whether a pull can read it."""
        return self.frame is not None


@dataclass(frozen=True)
class Survey:
    """A database as it was found.

    dialect: its kind, as SQLAlchemy names it. where: on which server, as which user; no password. tables: of the
    contract, by name, all of them. writable: the tables that this user could change; None where that is not asked.
    """

    dialect: str
    where: str
    tables: Mapping[str, Seen]
    writable: tuple[str, ...] | None


def survey(url: str, window_start: datetime) -> Survey:
    """Look at every table of the contract. Raises SourceError for a database that cannot be reached, in one line."""
    opened = engine(url)
    asked = make_url(url) if "://" in url else URL.create("sqlite", database=url)
    options = {"postgresql_readonly": True} if opened.dialect.name == "postgresql" else {}
    try:
        with opened.connect().execution_options(**options) as connection:
            tables = dict(_tables(connection, window_start))
            return Survey(connection.dialect.name, _where(connection, asked), tables, _writable(connection))
    except SQLAlchemyError as error:
        raise SourceError(f"source {_place(asked)}: cannot be read: {said(error, asked)}") from None
    finally:
        opened.dispose()


def said(error: Exception, url: URL) -> str:
    """Give the first line of what a driver said, without the password and without any value that it quotes."""
    lines = str(getattr(error, "orig", None) or error).strip().splitlines() or [type(error).__name__]
    if url.password:
        lines[0] = lines[0].replace(str(url.password), "***")
    return without_values(lines[0], url.database, url.username)


def _where(connection: Connection, url: URL) -> str:
    version = ".".join(map(str, connection.dialect.server_version_info or ()))
    return f"{connection.dialect.name} {version}".strip() + f": {_place(url)}"


def _place(url: URL) -> str:
    """Name a database by what is no secret: the rest of a URL may hold one."""
    if url.get_backend_name() == "sqlite":
        return str(url.database)
    parts = {"database": url.database, "at": url.host, "as": url.username}
    return " ".join(f"{name} {value}" for name, value in parts.items() if value)


def _tables(connection: Connection, window_start: datetime) -> Iterator[tuple[str, Seen]]:
    found = {name: _tried(connection, contract, _found) for name, contract in TABLES.items()}
    whole = {name for name, seen in found.items() if seen.there and not seen.lacks and not seen.error}
    read = partial(_read, window_start=window_start, tables=whole)
    for name, seen in found.items():
        yield name, _tried(connection, seen.table, read) if name in whole else seen


def _tried(connection: Connection, contract: Table, look: Callable[[Connection, Table], Seen]) -> Seen:
    try:
        with _apart(connection):
            return look(connection, contract)
    except DBAPIError as error:
        if error.connection_invalidated:
            raise
        return Seen(contract, there=True, error=said(error, connection.engine.url))


@contextmanager
def _apart(connection: Connection) -> Iterator[None]:
    """Ask in a transaction of its own: on PostgreSQL, what failed would spoil the next question."""
    try:
        if statement := PATIENCE.get(connection.dialect.name):
            connection.exec_driver_sql(statement)
        yield
    finally:
        connection.rollback()


def _found(connection: Connection, contract: Table) -> Seen:
    inspector = inspect(connection)
    if not inspector.has_table(contract.name):
        return Seen(contract)
    there = {each["name"].lower() for each in inspector.get_columns(contract.name)}
    return Seen(contract, there=True, lacks=tuple(name for name in contract.columns if name not in there))


def _read(connection: Connection, contract: Table, window_start: datetime, tables: Collection[str]) -> Seen:
    rows = count(connection, contract.name)
    found = [tuple(row) for row in connection.execute(query(contract.name, window_start, tables))]
    newest = "" if found or not contract.start else _newest(connection, contract.name, contract.start)
    return Seen(contract, there=True, rows=rows, newest=newest, frame=conform(contract, found))


def _newest(connection: Connection, name: str, field: str) -> str:
    value = connection.scalar(select(func.max(column(field))).select_from(table(name)))
    return "" if value is None else str(value)[:10]


def _writable(connection: Connection) -> tuple[str, ...] | None:
    """Name the tables that this user may change. Only PostgreSQL is asked; SQLite is opened for reading alone."""
    if connection.dialect.name == "sqlite":
        return ()
    if connection.dialect.name != "postgresql":
        return None
    ask = text(
        "SELECT relname FROM pg_catalog.pg_class WHERE relname IN :names AND pg_catalog.pg_table_is_visible(oid)"
        " AND pg_catalog.has_table_privilege(oid, :writes) ORDER BY relname"
    ).bindparams(bindparam("names", list(TABLES), expanding=True), bindparam("writes", ", ".join(WRITES)))
    with _apart(connection):
        return tuple(connection.scalars(ask))
