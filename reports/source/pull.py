"""Pull: one SELECT for each table of the contract, read only, into typed frames."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from sqlite3 import connect
from typing import Any

from sqlalchemy import (
    Connection,
    DateTime,
    Engine,
    TextClause,
    bindparam,
    create_engine,
    func,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL, Inspector, make_url
from sqlalchemy.exc import ArgumentError, DataError, NoSuchModuleError, ProgrammingError, SQLAlchemyError

from reports.errors import SourceContractError, SourceError
from reports.periods import Period
from reports.resources import SQL
from reports.settings import Standards
from reports.source.contract import TABLES, Table
from reports.source.frames import AT_ONCE, EVERY, Source, empty, gather

CALENDAR_START = datetime(1900, 1, 1)  # noqa: DTZ001 - the source's times are naive
LOCK_WAIT = 60  # seconds that a table may be locked by others; then the pull is tried again later
CONNECT_WAIT = 30  # seconds in which a server must answer
CONNECTING = {  # that wait, as each driver calls it
    "postgresql": {"connect_timeout": CONNECT_WAIT},
    "mssql": {"timeout": CONNECT_WAIT},
    "oracle": {"tcp_connect_timeout": CONNECT_WAIT},
}
PART = re.compile(r"(?ms)^ *-- begin with (?P<table>\w+)\n(?P<text>.*?)^ *-- end with (?P=table)\n")  # of a query
QUOTED = re.compile(r"'[^']*'|(?<=: )\"[^\"]*\"")  # a value that a server quotes: 'P1' or, PostgreSQL, : "P1"
A_YEAR = timedelta(days=366)  # a re-referral is one within twelve months
MARGIN = timedelta(days=30)  # a waiting list reaches back four weeks, and text dates compare by the letter


def pull(url: str, period: Period, as_at: datetime, standards: Standards, tables: Collection[str] = EVERY) -> Source:
    """Read tables of the contract, all or those that are asked for, in one read-only transaction.

    The others need not be there. Raises SourceContractError for an SSD table that is missing, and for a field that is
    missing from any table or of a type that the query cannot compare; SourceError for a database that cannot be
    reached or read, or in which a table stays locked. A missing local table is an empty one.
    """
    starts = window_start(period, standards)
    frames, collected = {}, set()
    with _reading(url) as connection:
        there = _tables_there(connection, tables)  # all of them before any is read: some queries read two
        for name, contract in TABLES.items():
            if name not in there:
                frames[name] = empty(name)
                continue
            frames[name] = gather(contract, _rows(connection, contract, query(name, starts, there)))
            if len(frames[name]) or count(connection, name):
                collected.add(name)
    return Source(period, as_at, frames, frozenset(collected), frozenset(tables))


def window_start(period: Period, standards: Standards) -> datetime:
    """Give the naive London midnight from which rows matter: thirteen periods, a year ago, and the look-back."""
    look_back = max(standards.oversight_interval_days, standards.repeat_missing_days, standards.cp_visit_days)
    earliest = min(period.trend()[0], period.year_before()).start_at.replace(tzinfo=None)
    return earliest - timedelta(days=look_back) - MARGIN


def query_file(name: str) -> Path:
    """Give the file that holds a table's SELECT."""
    return SQL / f"{name}.sql"


def query(name: str, starts: datetime, tables: Collection[str] = EVERY) -> TextClause:
    """Give a table's SELECT, bound to the window that starts then, for a pull that reads these tables.

    What stands in its file between `-- begin with` and `-- end with` a table is there for the sake of that table alone.
    """
    whole = query_file(name).read_text(encoding="utf-8")
    statement = text(PART.sub(lambda part: part["text"] if part["table"] in tables else "", whole))
    binds = {"window_start": starts, "year_before_window": starts - A_YEAR, "calendar_start": CALENDAR_START}
    used = [bindparam(bind, value, DateTime()) for bind, value in binds.items() if f":{bind}" in statement.text]
    return statement.bindparams(*used)


def query_hash(name: str) -> str:
    """Give the SHA-256 of a table's SELECT."""
    return hashlib.sha256(query_file(name).read_bytes()).hexdigest()


def engine(url: str) -> Engine:
    """Give an engine for a SQLAlchemy URL that can only read, where the database has such a mode.

    A plain path is a SQLite file. Raises SourceError for a URL that is none.
    """
    try:
        parsed = make_url(url if "://" in url else f"sqlite:///{url}")
        if parsed.get_backend_name() == "sqlite":
            return create_engine("sqlite://", creator=partial(_open_sqlite, parsed))
        return create_engine(parsed, connect_args=CONNECTING.get(parsed.get_backend_name(), {}), pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise SourceError(f"source: not a usable database URL: {_first_line(error)}") from None
    except ValueError:  # its words would show a part of the URL, and that may be of the password
        raise SourceError("source: not a usable database URL: a sign such as @ in a password is %40") from None


BEFORE = {  # what is said before anything is read, by dialect
    "sqlite": "BEGIN",  # all tables as at one moment
    "postgresql": f"SET LOCAL lock_timeout = '{LOCK_WAIT}s'",
    "oracle": "SET TRANSACTION READ ONLY",  # all tables as at one moment; a reader waits for no lock
    "mssql": f"SET LOCK_TIMEOUT {LOCK_WAIT * 1000}",
}


def _open_sqlite(url: URL) -> Any:
    path = Path(url.database or "")
    if not path.is_file():
        raise SourceError(f"source: there is no SQLite database at {path}")
    return connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=LOCK_WAIT)


@contextmanager
def _reading(url: str) -> Iterator[Connection]:
    opened = engine(url)
    options: dict[str, Any] = {}
    if opened.dialect.name == "postgresql":
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    try:
        with opened.connect().execution_options(**options) as connection:
            if statement := BEFORE.get(opened.dialect.name):
                connection.exec_driver_sql(statement)
            yield connection
    except SQLAlchemyError as error:
        raise SourceError(f"source {opened.url!s}: cannot be read: {_first_line(error)}") from None
    finally:
        opened.dispose()


def _tables_there(connection: Connection, wanted: Collection[str]) -> set[str]:
    inspector = inspect(connection)
    return {name for name, contract in TABLES.items() if name in wanted and _is_there(inspector, contract)}


def _is_there(inspector: Inspector, contract: Table) -> bool:
    file = f"include/sql/{contract.name}.sql"
    if not inspector.has_table(contract.name):
        if contract.local:
            return False
        raise SourceContractError(f"source: table {contract.name} is missing (needed by {file})")
    found = {column["name"].lower() for column in inspector.get_columns(contract.name)}
    missing = [column for column in contract.columns if column not in found]
    if missing:
        fields = ", ".join(missing)
        raise SourceContractError(f"source: table {contract.name} lacks {fields} (needed by {file})")
    return True


def _rows(connection: Connection, contract: Table, wanted: TextClause) -> Iterator[Sequence[Sequence[Any]]]:
    """Give a table's rows in batches, straight from the driver: SQLAlchemy would wrap each of millions."""
    drivers = connection.dialect.loaded_dbapi
    try:
        with connection.execute(wanted) as result:
            while batch := result.cursor.fetchmany(AT_ONCE):
                yield batch
    except (ProgrammingError, DataError, drivers.ProgrammingError, drivers.DataError) as error:
        file = f"include/sql/{contract.name}.sql"
        raise SourceContractError(
            f"source: table {contract.name}: a field is of another type than {file} reads: {_first_line(error)}"
        ) from None
    except drivers.Error as error:
        raise SourceError(f"source {connection.engine.url!s}: cannot be read: {_first_line(error)}") from None


def count(connection: Connection, name: str) -> int:
    """Give how many rows a table has in all."""
    return connection.scalar(select(func.count()).select_from(table(name))) or 0


def _first_line(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return without_values((str(cause).strip().splitlines() or [type(cause).__name__])[0])


def without_values(text: str, *named: str | None) -> str:
    """Give a text without the values that it quotes, which may be of a person; names of tables, fields, these stay."""
    names = {name for table in TABLES.values() for name in (table.name, *table.columns)}.union(named)
    return QUOTED.sub(lambda quoted: quoted[0] if quoted[0][1:-1] in names else "a value", text)
