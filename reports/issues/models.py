"""The ledger's tables. They change only by a migration in `reports/issues/migrations/`."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Date, DateTime, Float, ForeignKey, MetaData, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class IssueState(StrEnum):
    """How far an issue has come."""

    RENDERED = "rendered"  # nobody can have it yet
    RELEASED = "released"  # it was handed out, or may have been: from here on it does not change


class State(StrEnum):
    """How far a delivery has come."""

    CLAIMED = "claimed"  # somebody is sending it; left so by a try that was killed
    SENT = "sent"
    REFUSED = "refused"  # the server said no: it may be tried again
    UNCERTAIN = "uncertain"  # it may have arrived: a person decides


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
    """One report for one period, of one version: written once."""

    __tablename__ = "issue"
    __table_args__ = (UniqueConstraint("report", "period", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report: Mapped[str] = mapped_column(String(50))
    period: Mapped[str] = mapped_column(String(10))
    version: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
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


class FigureRow(Base):
    """One figure as it was issued (reports.figures)."""

    __tablename__ = "issue_figure"

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
    """An issue for one recipient by one channel. The constraint is what makes a second send impossible."""

    __tablename__ = "delivery"
    __table_args__ = (UniqueConstraint("issue_id", "recipient", "channel"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    recipient: Mapped[str] = mapped_column(String(320))
    channel: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    reason: Mapped[str | None] = mapped_column(Text)
    claimed_at: Mapped[datetime] = mapped_column(Instant)
    decided_at: Mapped[datetime | None] = mapped_column(Instant)
