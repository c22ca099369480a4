"""Every query on every database: for real on SQLite and PostgreSQL, as the driver gets it for SQL Server and Oracle."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import pandas as pd
import pytest
import sqlglot
from mssql_python.parameter_helper import convert_pyformat_to_qmark
from pandas.testing import assert_frame_equal
from sqlalchemy.engine import Dialect, make_url
from sqlglot import exp

from reports import demo
from reports.checks import clean
from reports.measures import compute
from reports.periods import LONDON, Period, parse_instant
from reports.settings import Settings
from reports.source import TABLES, Source, Table, Type, pull, window_start
from reports.source.frames import conform
from reports.source.pull import query, query_file
from tests.postgres import Postgres, engine
from tests.source.ddl import DDL

AS_AT = parse_instant("2026-11-03T06:00")
PERIODS = (Period.parse("2026-10"), Period.parse("2026-10-26"))
WINDOW_START = datetime(2025, 6, 3)  # noqa: DTZ001 - the source is naive
SETTINGS = Settings()
PLACEHOLDERS = {  # URL -> the binds in what is sent
    "mssql+mssqlpython://s/d": r"\?",
    "oracle+oracledb://s/d": r":\w",
    "postgresql+psycopg://s/d": r"%\(",
}
Frames = dict[str, pd.DataFrame]
Row = tuple[Any, ...]
Given = Callable[[Any, Type, str], Any]  # a value of a field of that type and name, as a driver gives it


@pytest.fixture(scope="module")
def authority() -> Frames:
    """A small authority with all its dirt, whose ids are numbers as a case-management system counts them."""
    frames = demo.make(children=600, months=15, until=date(2026, 11, 2))
    for name, frame in frames.items():
        ids = TABLES[name].of_type(Type.ID)
        attributes = frame.attrs
        frames[name] = frame.assign(**{field: frame[field].str.replace(r"^[A-Z]+0*", "", regex=True) for field in ids})
        frames[name].attrs = attributes
    return frames


@pytest.fixture(scope="module")
def expected(authority: Frames, tmp_path_factory: pytest.TempPathFactory) -> list[pd.DataFrame]:
    """Give the figures of the month and of the week, from SQLite."""
    file = tmp_path_factory.mktemp("authority") / "authority.db"
    demo.write(authority, file)
    return [figures(pull(str(file), period, AS_AT, SETTINGS.standards)) for period in PERIODS]


def figures(source: Source) -> pd.DataFrame:
    return compute(clean(source, SETTINGS).data, source.period, SETTINGS)


def same(found: list[pd.DataFrame], expected: list[pd.DataFrame]) -> None:
    """Compare every figure of every measure and group, to the last digit."""
    for ours, theirs in zip(found, expected, strict=True):
        assert len(theirs) > 300
        assert_frame_equal(ours, theirs, check_exact=True)


def from_database(url: str) -> list[pd.DataFrame]:
    return [figures(pull(url, period, AS_AT, SETTINGS.standards)) for period in PERIODS]


# SQL Server and Oracle: what the driver would send


def dialect(url: str) -> Dialect:
    kind = make_url(url).get_dialect()
    return kind(dbapi=kind.import_dbapi())


def rendered(table: str, url: str) -> str:
    """Give a query as SQLAlchemy hands it to the driver, and Microsoft's driver to its server."""
    compiled = query(table, WINDOW_START).compile(dialect=dialect(url))
    if compiled.dialect.paramstyle == "pyformat" and compiled.dialect.name == "mssql":
        converted, values = convert_pyformat_to_qmark(str(compiled), compiled.params)
        assert len(values) == converted.count("?")
        return converted
    return str(compiled)


@pytest.mark.parametrize(("url", "mark"), PLACEHOLDERS.items())
@pytest.mark.parametrize("table", TABLES)
def test_a_query_reaches_each_server_as_one_select_with_its_binds(table: str, url: str, mark: str) -> None:
    names = {"mssql": "tsql", "oracle": "oracle", "postgresql": "postgres"}
    sent = rendered(table, url)
    (parsed,) = sqlglot.parse(sent, read=names[make_url(url).get_backend_name()])
    assert isinstance(parsed, exp.Select)
    assert [column.name for column in parsed.expressions] == TABLES[table].columns
    binds = list(parsed.find_all(exp.Placeholder))
    assert len(binds) == len(re.findall(mark, sent)) == len(re.findall(r":\w", query_file(table).read_text()))
    assert not list(parsed.find_all(exp.Anonymous, exp.Literal, exp.Alias, exp.Limit, exp.Fetch, exp.Boolean, exp.Join))


@pytest.mark.parametrize("url", PLACEHOLDERS)
def test_no_name_is_a_reserved_word_or_has_capitals(url: str) -> None:
    reserved = dialect(url).identifier_preparer.reserved_words
    names = {*TABLES, *(field for table in TABLES.values() for field in table.columns)}
    assert not names & {word.casefold() for word in reserved}
    assert all(name.islower() and name.isidentifier() for name in names)


def test_names_fit_oracle() -> None:
    """12.2 and newer take 128 characters. Ours fit 30 all the same; some of the SSD's do not, and are not ours."""
    names = {name: table.local for table in TABLES.values() for name in (table.name, *table.columns)}
    assert max(map(len, names)) <= 128
    assert max(len(name) for name, ours in names.items() if ours) <= 30
    long = {name for name in names if len(name) > 30}
    assert {"clea_care_leaver_accom_suitable", "miss_missing_episode_start_date"} <= long
    assert "for Oracle 12.2 or newer" in (DDL / "oracle" / "local_tables.sql").read_text()


# PostgreSQL, for real: with the demo's types, and with those that the SSD has on each system


def _retyped(url: str, types: Callable[[Table, str, Type], str]) -> None:
    """Give every column another type, with what it holds."""
    with engine(url).begin() as connection:
        for table in TABLES.values():
            changes = [
                f"ALTER COLUMN {field.name} TYPE {kind} USING {field.name}::{kind}"
                for field in table.fields
                if (kind := types(table, field.name, field.type))
            ]
            connection.exec_driver_sql(f"ALTER TABLE {table.name} {', '.join(changes)}")


def liquidlogic(_table: Table, field: str, kind: Type) -> str:
    """System C's and Eclipse's: nvarchar(48), nchar(1), datetime, float, in the nearest types of PostgreSQL."""
    flags = {"cine_referral_nfa": "char(1)", "prof_agency_worker_flag": "char(1)"}
    offered = {"miss_missing_rhi_offered": "varchar(2)", "miss_missing_rhi_accepted": "varchar(2)"}
    return (flags | offered).get(field) or {
        Type.ID: "varchar(48)",
        Type.TEXT: "varchar",
        Type.CHOICE: "varchar(100)",
        Type.TIME: "timestamp",
        Type.DATE: "timestamp",
        Type.NUMBER: "double precision",
    }[kind]


def mosaic(table: Table, field: str, kind: Type) -> str:
    """Mosaic's: ids that are numbers in one table and texts in another, a decimal."""
    special = {
        "cine_referral_id": "integer",
        "s47e_s47_enquiry_id": "integer",
        "cppr_cp_review_id": "numeric(9)",
        "cppr_cp_plan_id": "numeric(9)",
        "prof_full_time_equivalency": "numeric(6, 2)",
    }
    return special.get(field) or liquidlogic(table, field, kind)


def all_numbers(_table: Table, _field: str, kind: Type) -> str:
    """A warehouse that keeps every id as a number, times with a zone, and flags in columns that are too wide."""
    return {
        Type.ID: "bigint",
        Type.TEXT: "text",
        Type.CHOICE: "char(60)",
        Type.TIME: "timestamptz",
        Type.DATE: "date",
        Type.NUMBER: "numeric(8, 4)",
    }[kind]


def test_postgresql_gives_the_figures_of_sqlite(
    postgres: Postgres, authority: Frames, expected: list[pd.DataFrame]
) -> None:
    url = postgres.database()
    demo.write(authority, url)
    same(from_database(url), expected)


@pytest.mark.parametrize("types", [liquidlogic, mosaic, all_numbers])
def test_the_types_of_each_system_change_no_figure(
    postgres: Postgres, authority: Frames, expected: list[pd.DataFrame], types: Callable[[Table, str, Type], str]
) -> None:
    url = postgres.database()
    with engine(url).begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {make_url(url).database} SET timezone = 'Europe/London'")
    demo.write(authority, url)
    _retyped(url, types)
    same(from_database(url), expected)


# The drivers of SQL Server and Oracle: the values that they give


def _sqlserver(value: Any, kind: Type, field: str) -> Any:
    """mssql-python: int and str ids, nchar padded with blanks, datetime, date, Decimal and float."""
    if kind is Type.ID:
        return int(value) if len(field) % 2 else value
    if kind is Type.CHOICE:
        return value.ljust(12)
    return Decimal(f"{value:.2f}") if field == "work_fte" else value


def _oracle(value: Any, kind: Type, _field: str) -> Any:
    """oracledb: NUMBER as int, Decimal or float, a DATE always with a time."""
    if kind is Type.ID:
        return [int, float, Decimal][int(value) % 3](value)
    if kind is Type.DATE:
        return datetime.combine(value, time())
    return Decimal(str(value)) if kind is Type.NUMBER else value


def _with_zones(value: Any, kind: Type, _field: str) -> Any:
    """datetimeoffset and TIMESTAMP WITH TIME ZONE: an instant, here in UTC. A time that does not exist has none."""
    if kind is not Type.TIME or value.year < 1971:
        return value
    instant = value.replace(tzinfo=LONDON).astimezone(UTC)
    return instant if instant.astimezone(LONDON).replace(tzinfo=None) == value else value


@pytest.fixture(scope="module")
def rows(postgres: Postgres, authority: Frames) -> Iterator[Callable[[Period], dict[str, list[Row]]]]:
    """Give what a real server gives to each query: str, datetime, float and None."""
    url = postgres.database()
    demo.write(authority, url)
    with engine(url).connect() as connection:

        def read(period: Period) -> dict[str, list[Row]]:
            starts = window_start(period, SETTINGS.standards)
            return {name: [tuple(row) for row in connection.execute(query(name, starts))] for name in TABLES}

        yield read


@pytest.mark.parametrize("driver", [_sqlserver, _oracle, _with_zones])
def test_what_a_driver_gives_changes_no_figure(
    rows: Callable[[Period], dict[str, list[Row]]], expected: list[pd.DataFrame], driver: Given
) -> None:
    found = []
    for period in PERIODS:
        frames = {name: conform(TABLES[name], list(_given(name, each, driver))) for name, each in rows(period).items()}
        found.append(figures(Source(period, AS_AT, frames, frozenset(frames))))
    same(found, expected)


def _given(name: str, found: list[Row], driver: Given) -> Iterator[Row]:
    fields = TABLES[name].fields
    for row in found:
        yield tuple(
            None if value is None else driver(value, field.type, field.name)
            for field, value in zip(fields, row, strict=True)
        )
