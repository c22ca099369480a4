"""Messages to the operators in the ledger: one for each event, however often it is come upon."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from reports.issues.database import Database
from reports.issues.models import AlertRow

BEGUN_LASTS = timedelta(minutes=2)  # longer than sending takes: then the one who began it has ended


class Alerts:
    """The alerts of a ledger."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def begin(self, event: str, kind: str, said: str) -> bool:
        """Tell whether the caller is to send the message of an event: nobody has, and nobody is about to.

        An alert may arrive twice rather than never: one whose sending was not recorded is sent again.
        """
        now = datetime.now(UTC)
        with self._database.writing() as (session, _):
            row = session.get(AlertRow, event)
            if row is None:
                session.add(AlertRow(event=event, kind=kind, said=said, attempts=1, begun_at=now, sent_at=None))
                return True
            if row.sent_at is not None or row.begun_at + BEGUN_LASTS > now:
                return False
            row.attempts, row.begun_at = row.attempts + 1, now
            return True

    def sent(self, event: str) -> None:
        """Write down that the message of an event was sent."""
        with self._database.writing() as (session, trail):
            row = session.get_one(AlertRow, event)
            row.sent_at = datetime.now(UTC)
            trail.add("alerted", reason=row.said)

    def failed(self, event: str) -> None:
        """Write down that the message of an event could not be sent: the next one to come upon it tries again."""
        with self._database.writing() as (session, _):
            session.get_one(AlertRow, event).begun_at = datetime.now(UTC) - BEGUN_LASTS

    def not_sent(self) -> int:
        """Count the events of which nobody could be told."""
        with self._database.reading() as session:
            return session.scalar(select(func.count()).where(AlertRow.sent_at.is_(None))) or 0
