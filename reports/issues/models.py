"""The ledger's tables. They change only by a migration in `reports/issues/migrations/`."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    MetaData,
    String,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SERIES = String(50).with_variant(String(300), "postgresql")  # SQLite minds no length
RELEASED_ONLY: Any = {f"{dialect}_where": text("state = 'released'") for dialect in ("sqlite", "postgresql")}


class IssueState(StrEnum):
    """How far an issue has come. From `released` on its content does not change: the database refuses it."""

    HELD = "held"  # a gate or a check holds it; it may have no files yet
    RENDERED = "rendered"  # nobody can have it yet
    AWAITING_RELEASE = "awaiting release"  # a person is asked
    RELEASED = "released"  # it was handed out, or may be at any moment
    REJECTED = "rejected"  # a person said no
    SUPERSEDED = "superseded"  # a later version was released
    WITHDRAWN = "withdrawn"  # it was taken back, and its readers were told


class State(StrEnum):
    """How far a delivery has come."""

    CLAIMED = "claimed"  # somebody is sending it; left so by a try that was killed
    SENT = "sent"
    REFUSED = "refused"  # nothing was handed over: it may be tried again
    UNCERTAIN = "uncertain"  # it may have arrived: a person decides
    GIVEN_UP = "given up"  # refused, and a person has decided that it need not be sent


class Message(StrEnum):
    """What a delivery brings of an issue."""

    REPORT = "report"
    WITHDRAWAL = "withdrawal"  # the notice that it was taken back


class Instant(TypeDecorator[datetime]):
    """An instant, kept as UTC without an offset, which every database keeps alike."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the UTC time to keep."""
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the instant that was kept."""
        return None if value is None else value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """Constraints have names, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        }
    )


class IssueRow(Base):
    """One report for one period, of one version: written once. At most one of a period is released at a time.

    report: its series (`reports.series`): of a report of teams, one of a team is an issue by itself.
    """

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("report", "period", "version"),
        Index("uq_issue_released", "report", "period", unique=True, **RELEASED_ONLY),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(SERIES)
    period: Mapped[str] = mapped_column(String(10))
    version: Mapped[int | None]  # none while it is held and not rendered
    state: Mapped[str] = mapped_column(String(20))
    decided_by: Mapped[str] = mapped_column(String(200))  # who brought it into this state
    decided_at: Mapped[datetime] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Text)  # why it is in this state, where it needs one
    let_through_by: Mapped[str | None] = mapped_column(String(200))  # who let it pass the gate that holds it
    let_through_why: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)  # what its mail says first: a commentary, or that nobody looked
    title: Mapped[str] = mapped_column(String(200))
    tier: Mapped[str] = mapped_column(String(20))
    as_at: Mapped[datetime] = mapped_column(Instant)
    snapshot_id: Mapped[str] = mapped_column(String(64))
    settings_hash: Mapped[str] = mapped_column(String(64))
    code_version: Mapped[str] = mapped_column(String(50))
    commentary_hash: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(Instant)
    # file name -> {path in the archive, sha256}: the PDF first, then what is attached with it, and the mail's bodies
    files: Mapped[dict[str, Any]] = mapped_column(JSON)
    # what it was made with, to make it again: files as above, and the ids of the issues it was compared with
    inputs: Mapped[dict[str, Any]] = mapped_column(JSON)
    made_with: Mapped[dict[str, str]] = mapped_column(JSON)  # library -> version
    checks: Mapped[dict[str, str]] = mapped_column(JSON)  # check that it passed -> what was found
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    correction: Mapped[str | None] = mapped_column(Text)  # why
    figures_hash: Mapped[str] = mapped_column(String(64))
    purged_at: Mapped[datetime | None] = mapped_column(Instant)


class FigureRow(Base):
    """One figure as it was issued (reports.figures)."""

    __tablename__ = "issue_figure"
    __table_args__ = (Index("ix_issue_figure_measure", "measure", "breakdown", "issue_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"), index=True)
    measure: Mapped[str] = mapped_column(String(50))
    period_start: Mapped[date] = mapped_column(Date)
    period_end: Mapped[date] = mapped_column(Date)
    breakdown: Mapped[str] = mapped_column(String(20))
    group_id: Mapped[str] = mapped_column(Text)  # of a theme, the source's text: of any length, so no index holds it
    group_name: Mapped[str] = mapped_column(Text)
    numerator: Mapped[float | None] = mapped_column(Float)
    denominator: Mapped[float | None] = mapped_column(Float)
    value: Mapped[float | None] = mapped_column(Float)
    unit: Mapped[str] = mapped_column(String(30))
    status: Mapped[str] = mapped_column(String(2))


class DeliveryRow(Base):
    """A message about an issue for one recipient by one channel. The constraint makes a second send impossible."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("issue_id", "recipient", "channel", "message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    recipient: Mapped[str] = mapped_column(String(320))  # an address in small letters (reports.settings.Recipient)
    channel: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)


class ActRow(Base):
    """One act in the audit trail (`reports.issues.trail`). Rows are added, never changed: the database refuses it."""

    __tablename__ = "act"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3, ... without a gap
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(200))
    act: Mapped[str] = mapped_column(String(40))
    issue_id: Mapped[int | None] = mapped_column(index=True)
    delivery_id: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    seal: Mapped[str | None] = mapped_column(String(64))  # the hash of the row that the act was about, as it then was
    hash: Mapped[str] = mapped_column(String(64))  # of this row and the hash before it


class TrailHeadRow(Base):
    """How far the trail goes. Whoever writes to the ledger holds this row, so that acts come one after another."""

    __tablename__ = "trail_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class AlertRow(Base):
    """A message to the operators, one for each event."""

    __tablename__ = "alert"

    event: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    said: Mapped[str] = mapped_column(Text)
    attempts: Mapped[int]
    begun_at: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
