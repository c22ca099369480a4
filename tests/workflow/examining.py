"""What the doctor says of a source, and what of it is not well."""

from contextlib import closing
from datetime import date
from pathlib import Path
from shutil import copy
from sqlite3 import connect

from reports import demo
from reports.periods import Kind, Period, parse_instant
from reports.settings import Settings
from reports.workflow.doctor.finding import Line, State
from reports.workflow.doctor.source import source

AS_AT = "2026-11-03T06:00"


def small_authority(folder: Path) -> Path:
    """Make the database of a small authority that is as it should be."""
    demo.write(demo.make(children=300, months=16, until=date(2026, 11, 2), clean=True), folder / "small.db")
    return folder / "small.db"


def after(database: Path, folder: Path, *statements: str) -> Path:
    """Give a copy of a database after some statements."""
    file = copy(database, folder / "changed.db")
    with closing(connect(file, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)
    return file


def doctor(url: str, settings: Settings | None = None, at: str | None = None) -> list[Line]:
    when = parse_instant(at or AS_AT)
    return list(source(url, settings or Settings(), when, Period.last_complete(Kind.MONTH, when)))


def gaps(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.state is not State.WELL]


def one(lines: list[Line], about: str) -> Line:
    """Give the one line about a thing that is not well."""
    (found,) = [line for line in gaps(lines) if line.about == about]
    return found


def costs(line: Line) -> dict[str, set[str]]:
    return {cost.effect: set(cost.measures) for cost in line.costs}
