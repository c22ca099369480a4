"""The source: reached, with the right to read and no other, table by table, then as one, then measured."""

from collections.abc import Iterator
from datetime import datetime

from reports.errors import SourceError
from reports.measures import MEASURES
from reports.periods import Period
from reports.settings import Settings
from reports.source import window_start
from reports.source.survey import Survey, survey
from reports.workflow.doctor.choices import names
from reports.workflow.doctor.figures import measured
from reports.workflow.doctor.finding import Line, State, cost
from reports.workflow.doctor.joins import joins
from reports.workflow.doctor.needs import Needs
from reports.workflow.doctor.tables import NOTHING, PART, tables
from reports.workflow.doctor.values import times, values


def source(url: str, settings: Settings, at: datetime, period: Period) -> Iterator[Line]:
    """Say of the database at a SQLAlchemy URL how it is for the reports on a period, as at an instant."""
    try:
        seen = survey(url, window_start(period, settings.standards))
    except SourceError as error:
        to_do = "see host, port, name, user and password, and what the firewall lets through"
        yield Line(PART, "connection", State.BROKEN, str(error), to_do, cost(NOTHING, MEASURES))
        return
    yield _rights(seen)
    tolerance = settings.gates.rows_in_error
    frames = {name: each.frame for name, each in seen.tables.items() if each.frame is not None}
    needs = Needs(settings)
    yield from tables(seen, needs, at, tolerance)
    yield from joins(frames, tolerance)
    yield from values(frames, settings.standards, tolerance)
    yield from times(frames, at, period, tolerance)
    yield from names(settings, frames)
    yield from measured(seen, needs, at, period)


def _rights(seen: Survey) -> Line:
    if seen.writable:
        found = f"{seen.where}; this user could change {len(seen.writable)} tables, such as {seen.writable[0]}"
        to_do = "make a user that may only read: include/ddl/postgresql/reader.sql"
        return Line(PART, "connection", State.GAP, found, to_do)
    asked = "" if seen.writable is not None else "; whether this user may write is not asked on this database"
    return Line(PART, "connection", State.WELL, seen.where + asked)
