"""Write an authority's tables into a database: SQLite by a file's path or URL, any other by its SQLAlchemy URL.

The tables are the source contract's, without keys: its data are as dirty as a real extract's. In SQLite times
are texts such as `2026-10-01 09:30:00`, which every tool reads.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
from sqlalchemy import (
    Column,
    Connection,
    Date,
    DateTime,
    Engine,
    Float,
    MetaData,
    String,
    Table,
    Unicode,
    create_engine,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.types import TypeEngine, UserDefinedType

from reports.demo.soil import NOT_DATES
from reports.errors import SourceError
from reports.source import contract

ROWS_AT_ONCE = 50_000
LONGEST_TEXT, LONGEST_ID = 4000, 50


class _SqliteTime(UserDefinedType[str]):
    """A time in SQLite is a text; what is given is already one, or a date that is none."""

    cache_ok = True

    def __init__(self, name: str) -> None:
        """Take what the column is declared as: `DATETIME` or `DATE`."""
        self.name = name

    def get_col_spec(self, **_: Any) -> str:
        """Give it to SQLAlchemy."""
        return self.name


def write(frames: dict[str, pd.DataFrame], target: "str | os.PathLike[str]") -> None:
    """Write the tables, in place of any of their names that are there: all of them or none.

    A SQLite file is written beside its place and moved there whole, so it is replaced with all that it held.
    Raises SourceError, in one line, for a database that cannot be reached or written.
    """
    url = _url(os.fspath(target))
    try:
        if url.get_backend_name() == "sqlite":
            _write_file(frames, Path(url.database or ""))
        else:
            _write_tables(frames, create_engine(url))
    except (SQLAlchemyError, OSError, ModuleNotFoundError) as error:
        raise SourceError(f"demo {url!s}: cannot be written: {_first_line(error)}") from None


def _url(target: str) -> URL:
    try:
        url = make_url(target if "://" in target else f"sqlite:///{target}")
        url.get_dialect()
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, ValueError) as error:
        raise SourceError(f"demo: not a usable database URL: {_first_line(error)}") from None
    if url.get_backend_name() == "sqlite" and url.database in (None, "", ":memory:"):
        raise SourceError("demo: SQLite needs a file, such as sqlite:///county.db")
    return url


def _write_file(frames: dict[str, pd.DataFrame], path: Path) -> None:
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        _write_tables(frames, create_engine(URL.create("sqlite", database=str(beside))))
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _write_tables(frames: dict[str, pd.DataFrame], engine: Engine) -> None:
    metadata = MetaData()
    tables = {name: _table(contract.TABLES[name], metadata) for name in frames}
    try:
        with _writing(engine) as connection:
            metadata.drop_all(connection)
            metadata.create_all(connection)
            for name, frame in frames.items():
                for rows in _chunks(frame, contract.TABLES[name], as_text=engine.dialect.name == "sqlite"):
                    _insert(connection, tables[name], rows)
    finally:
        engine.dispose()


@contextmanager
def _writing(engine: Engine) -> Iterator[Connection]:
    """Open one transaction; a new SQLite file needs no journal, for it counts only once it is whole."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            connection.exec_driver_sql("PRAGMA journal_mode = OFF")
            connection.exec_driver_sql("PRAGMA synchronous = OFF")
            connection.rollback()
        with connection.begin():
            yield connection


def _insert(connection: Connection, table: Table, rows: list[tuple[Any, ...]]) -> None:
    statement = table.insert()
    if connection.dialect.name == "sqlite":  # its values need no conversion: three times as fast
        connection.exec_driver_sql(str(statement.compile(dialect=connection.dialect)), rows)
    else:
        connection.execute(statement, [dict(zip(table.columns.keys(), row, strict=True)) for row in rows])


def _table(table: contract.Table, metadata: MetaData) -> Table:
    return Table(table.name, metadata, *(Column(field.name, _TYPES[field.type]) for field in table.fields))


def _chunks(frame: pd.DataFrame, table: contract.Table, *, as_text: bool) -> Iterator[list[tuple[Any, ...]]]:
    not_dates = frame.attrs.get(NOT_DATES, {}) if as_text else {}
    for start in range(0, len(frame), ROWS_AT_ONCE):
        chunk = frame.iloc[start : start + ROWS_AT_ONCE]
        columns = []
        for field in table.fields:
            values = _values(chunk[field.name], field.type, as_text=as_text)
            for row, text in not_dates.get(field.name, {}).items():
                if start <= row < start + len(chunk):
                    values[row - start] = text
            columns.append(values)
        yield list(zip(*columns, strict=True))


def _values(column: "pd.Series[Any]", kind: contract.Type, *, as_text: bool) -> list[Any]:
    if kind in (contract.Type.TIME, contract.Type.DATE):
        unit: Literal["D", "s"] = "D" if kind is contract.Type.DATE else "s"
        times = column.to_numpy().astype(f"datetime64[{unit}]")
        given = _texts(times, unit) if as_text else times.astype("object")
    else:
        given = column.astype("object").to_numpy(copy=True)
    given[column.isna()] = None
    values: list[Any] = given.tolist()
    return values


def _texts(times: Any, unit: Literal["D", "s"]) -> npt.NDArray[Any]:
    """Write times as `2026-10-01 09:30:00`, or `2026-10-01` if the unit is a day."""
    texts = np.datetime_as_string(times, unit=unit)
    letters = texts.view("U1").reshape(len(texts), -1)
    if unit == "s":
        letters[:, len("2026-10-01")] = " "
    return texts.astype("object")


def _first_line(error: Exception) -> str:
    said = str(getattr(error, "orig", None) or error).strip()
    return said.splitlines()[0] if said else type(error).__name__


_ID = String(LONGEST_ID)
_TEXT = String(LONGEST_TEXT).with_variant(Unicode(LONGEST_TEXT), "mssql")  # whose VARCHAR is not Unicode
_TYPES: dict[contract.Type, TypeEngine[Any]] = {
    contract.Type.ID: _ID,
    contract.Type.TEXT: _TEXT,
    contract.Type.CHOICE: _ID,
    contract.Type.TIME: DateTime().with_variant(_SqliteTime("DATETIME"), "sqlite"),
    contract.Type.DATE: Date().with_variant(_SqliteTime("DATE"), "sqlite"),
    contract.Type.NUMBER: Float(),
}
