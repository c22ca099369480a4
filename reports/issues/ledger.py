"""The ledger: what was issued, from which data, and to whom it was sent."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pandas as pd
from alembic import command
from alembic.config import Config
from sqlalchemy import CursorResult, Engine, create_engine, event, func, insert, select, text, update
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, NoSuchModuleError
from sqlalchemy.orm import Session

from reports import figures
from reports.errors import LedgerError
from reports.issues.models import DeliveryRow, FigureRow, IssueRow, IssueState, State
from reports.periods import Period

MIGRATIONS = Path(__file__).parent / "migrations"
LOCK_WAIT = 30  # seconds that a write waits for another one on SQLite
MIGRATION_LOCK = 5_630_427  # any number that no one else takes as a PostgreSQL advisory lock


@dataclass(frozen=True)
class NewIssue:
    """What an issue is made of. `files`: file name -> `{"path": in the archive, "sha256": ...}`, the PDF first."""

    report: str
    period: str
    title: str
    tier: str
    as_at: datetime
    snapshot_id: str
    settings_hash: str
    code_version: str
    commentary_hash: str  # empty: none was supplied
    pages: int
    files: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Issue(NewIssue):
    """An issue as the ledger has it."""

    id: int
    version: int
    state: IssueState
    created_at: datetime

    @property
    def label(self) -> str:
        """What people call it: `2026-10/1`."""
        return f"{self.period}/{self.version}"


@dataclass(frozen=True)
class Delivery:
    """An issue for one recipient: how far it has come, and in whose words it failed."""

    id: int
    issue_id: int
    recipient: str
    channel: str
    state: State
    attempts: int
    reason: str | None
    claimed_at: datetime
    decided_at: datetime | None


@dataclass(frozen=True)
class Claim:
    """What a claim found: `mine` is true where this caller, and no other, is to send now."""

    delivery: Delivery
    mine: bool


class Ledger:
    """The ledger at a SQLAlchemy URL: SQLite by default, PostgreSQL in production.

    Raises LedgerError for a URL that is none. What the database itself refuses comes as SQLAlchemy's errors.
    """

    def __init__(self, url: str) -> None:
        """Open it; nothing is read or made yet."""
        try:
            self._engine = _engine(url)
        except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
            raise LedgerError(f"ledger: not a usable database URL: {str(error).splitlines()[0]}") from None

    def migrate(self) -> None:
        """Bring the tables to the present version; two processes may ask at once."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
        with self._engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            elif connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    # Issues

    def next_version(self, report: str, period: str) -> int:
        """Give the version that the next issue of the report for the period will have."""
        with self._session() as session:
            latest = select(func.max(IssueRow.version)).where(IssueRow.report == report, IssueRow.period == period)
            return (session.scalar(latest) or 0) + 1

    def find_issue(
        self, report: str, period: str, snapshot_id: str, settings_hash: str, code_version: str, commentary_hash: str
    ) -> Issue | None:
        """Give the latest issue made from the same data, settings, code and commentary, if there is one."""
        same = (
            select(IssueRow)
            .where(IssueRow.report == report, IssueRow.period == period, IssueRow.snapshot_id == snapshot_id)
            .where(IssueRow.settings_hash == settings_hash, IssueRow.code_version == code_version)
            .where(IssueRow.commentary_hash == commentary_hash)
            .order_by(IssueRow.version.desc())
        )
        with self._session() as session:
            row = session.scalars(same).first()
            return None if row is None else _issue(row)

    def add_issue(self, new: NewIssue, version: int, issued: pd.DataFrame) -> Issue:
        """Write an issue and its figures (`reports.figures.COLUMNS`, of its own period) in one transaction.

        Raises LedgerError where another issue took the version first: render again, under the next one.
        """
        row = IssueRow(
            **{name: getattr(new, name) for name in NewIssue.__dataclass_fields__ if name != "files"},
            version=version,
            state=IssueState.RENDERED,
            created_at=datetime.now(UTC),
            files={name: dict(file) for name, file in new.files.items()},
        )
        try:
            with self._session() as session:
                session.add(row)
                session.flush()
                rows = _figure_rows(row.id, issued)
                if rows:
                    session.execute(insert(FigureRow), rows)
                session.commit()
                return _issue(row)
        except IntegrityError:
            if self.next_version(new.report, new.period) <= version:
                raise
            raise LedgerError(
                f"ledger: issue {new.period}/{version} of {new.report} is there already: run the step again"
            ) from None

    def issue(self, issue_id: int) -> Issue:
        """Give an issue by its id. Raises LedgerError where there is none."""
        with self._session() as session:
            row = session.get(IssueRow, issue_id)
            if row is None:
                raise LedgerError(f"ledger: there is no issue {issue_id}")
            return _issue(row)

    def issues(self, report: str | None = None) -> list[Issue]:
        """Give the issues of a report, or of all, in the order in which they were made."""
        wanted = select(IssueRow).order_by(IssueRow.id)
        with self._session() as session:
            rows = session.scalars(wanted if report is None else wanted.where(IssueRow.report == report))
            return [_issue(row) for row in rows]

    def issued_figures(self, report: str, before: Period) -> pd.DataFrame:
        """Give the figures last issued for each period before this one: `reports.figures.COLUMNS`, and issue.

        Issued is what was released: the latest such version of each period. What was only rendered nobody has seen.
        """
        latest: dict[str, Issue] = {}
        for issue in self.issues(report):
            if issue.state is IssueState.RELEASED and Period.parse(issue.period) < before:
                latest[issue.period] = issue
        columns = [getattr(FigureRow, name) for name in figures.COLUMNS]
        wanted = select(*columns, FigureRow.issue_id).where(FigureRow.issue_id.in_([i.id for i in latest.values()]))
        wanted = wanted.order_by(FigureRow.id)
        with self._session() as session:
            rows = session.execute(wanted).all()
        labels = {issue.id: issue.label for issue in latest.values()}
        frame = pd.DataFrame(rows, columns=[*figures.COLUMNS, "issue_id"])
        dates = {name: frame[name].map(str) for name in ("period_start", "period_end")}
        typed = frame.assign(**dates).astype(figures.empty().dtypes.to_dict())
        return typed.assign(issue=frame["issue_id"].map(labels)).drop(columns="issue_id")

    # Deliveries

    def claim(self, issue_id: int, recipient: str, channel: str) -> Claim:
        """Claim a delivery, committed before anything is sent: the issue is released with its first.

        A new or refused one is this caller's to send. One that is sent, claimed by another try, or uncertain
        is not: its state says which.
        """
        now = datetime.now(UTC)
        new = DeliveryRow(
            issue_id=issue_id,
            recipient=recipient,
            channel=channel,
            state=State.CLAIMED,
            attempts=1,
            claimed_at=now,
        )
        try:
            with self._session() as session:
                session.add(new)
                session.flush()
                session.execute(update(IssueRow).where(IssueRow.id == issue_id).values(state=IssueState.RELEASED))
                session.commit()
                return Claim(_delivery(new), mine=True)
        except IntegrityError:
            return self._claim_again(issue_id, recipient, channel, now)

    def _claim_again(self, issue_id: int, recipient: str, channel: str, now: datetime) -> Claim:
        this = (
            DeliveryRow.issue_id == issue_id,
            DeliveryRow.recipient == recipient,
            DeliveryRow.channel == channel,
        )
        again = (
            update(DeliveryRow)
            .where(*this, DeliveryRow.state == State.REFUSED)
            .values(state=State.CLAIMED, attempts=DeliveryRow.attempts + 1, claimed_at=now, decided_at=None)
        )
        with self._session() as session:
            mine = cast("CursorResult[Any]", session.execute(again)).rowcount == 1
            session.commit()
            return Claim(_delivery(session.scalars(select(DeliveryRow).where(*this)).one()), mine)

    def record(self, delivery_id: int, state: State, reason: str | None = None) -> None:
        """Write down how a claimed delivery ended. One that is already sent stays sent."""
        with self._session() as session:
            session.execute(
                update(DeliveryRow)
                .where(DeliveryRow.id == delivery_id, DeliveryRow.state != State.SENT)
                .values(state=state, reason=reason, decided_at=datetime.now(UTC))
            )
            session.commit()

    def deliveries(self, issue_id: int) -> list[Delivery]:
        """Give every delivery of an issue, in the order in which they were first claimed."""
        wanted = select(DeliveryRow).where(DeliveryRow.issue_id == issue_id).order_by(DeliveryRow.id)
        with self._session() as session:
            return [_delivery(row) for row in session.scalars(wanted)]

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with Session(self._engine, expire_on_commit=False) as session:
            yield session


def _engine(url: str) -> Engine:
    engine = create_engine(make_url(url), pool_pre_ping=True)
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def _set_up(connection: Any, _record: Any) -> None:
            connection.execute(f"PRAGMA busy_timeout = {LOCK_WAIT * 1000}")
            with suppress(sqlite3.OperationalError):  # another process is just doing the same: it lasts in the file
                connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA foreign_keys = ON")

    return engine


def _figure_rows(issue_id: int, issued: pd.DataFrame) -> Sequence[Mapping[str, Any]]:
    days = {name: pd.to_datetime(issued[name]).dt.date for name in ("period_start", "period_end")}
    texts = {name: issued[name].str.replace("\0", "\ufffd") for name in ("group_id", "group_name")}
    plain = issued[figures.COLUMNS].assign(**days, **texts).astype("object")  # PostgreSQL keeps no NUL
    plain = plain.where(plain.notna(), None).assign(issue_id=issue_id)
    return cast("list[dict[str, Any]]", plain.to_dict("records"))


def _issue(row: IssueRow) -> Issue:
    values = {name: getattr(row, name) for name in Issue.__dataclass_fields__}
    return Issue(**values | {"state": IssueState(row.state)})


def _delivery(row: DeliveryRow) -> Delivery:
    values = {name: getattr(row, name) for name in Delivery.__dataclass_fields__}
    return Delivery(**values | {"state": State(row.state)})
