"""Deliveries in the ledger: claimed before a message is handed over, recorded after."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from reports.errors import LedgerError
from reports.issues.database import Database
from reports.issues.models import ActRow, DeliveryRow, IssueRow, IssueState, Message, State
from reports.issues.records import Claim, Delivery, delivery_of
from reports.issues.trail import Trail

CLAIM_LASTS = timedelta(minutes=6)  # longer than a delivery may take (dags/steps.py): then its try has ended
NOTHING_ARRIVED = {State.REFUSED, State.GIVEN_UP}
SETTLED = {State.SENT, State.GIVEN_UP}
SENDABLE = {Message.REPORT: IssueState.RELEASED, Message.WITHDRAWAL: IssueState.WITHDRAWN}
MAY_HAVE_ARRIVED = {"delivery sent", "delivery uncertain", "delivery settled as arrived"}  # acts
ENDED = "an earlier try ended between claim and record"


class Deliveries:
    """The deliveries of a ledger."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    def claim(
        self,
        issue_id: int,
        recipient: str,
        channel: str,
        message: Message = Message.REPORT,
        *,
        again: str = "",
        lasts: timedelta = CLAIM_LASTS,
    ) -> Claim:
        """Claim a delivery, committed before anything is sent.

        A new one is this caller's to send, and one of which nothing arrived. One that is sent, uncertain, or claimed by
        another try is not: its state says which. A claim that is older than it lasts becomes uncertain. `again` is a
        person's reason to send once more what was sent or may have arrived. Raises LedgerError where the issue is not
        to be sent.
        """
        now = datetime.now(UTC)
        with self._database.writing() as (session, trail):
            row = session.scalars(
                select(DeliveryRow)
                .where(DeliveryRow.issue_id == issue_id, DeliveryRow.recipient == recipient)
                .where(DeliveryRow.channel == channel, DeliveryRow.message == message)
            ).one_or_none()
            _end_stale(row, trail, lasts)
            open_to = NOTHING_ARRIVED | {State.SENT, State.UNCERTAIN} if again else NOTHING_ARRIVED
            if row is not None and row.state not in open_to:
                return Claim(delivery_of(row), mine=False)
            _demand_sendable(session.get_one(IssueRow, issue_id), message)
            if row is None:
                row = DeliveryRow(issue_id=issue_id, recipient=recipient, channel=channel, message=message, attempts=0)
                session.add(row)
            row.state, row.reason, row.decided_at, row.claimed_at = State.CLAIMED, None, None, now
            row.attempts += 1
            trail.add("delivery claimed", delivery=row, reason=again or None)
            return Claim(delivery_of(row), mine=True)

    def record(self, delivery: Delivery, state: State, reason: str | None = None) -> None:
        """Write down how a claimed delivery ended. What is sent stays sent; of two tries, the newer one counts."""
        with self._database.writing() as (session, trail):
            row = session.get_one(DeliveryRow, delivery.id)
            if row.state == State.SENT or row.attempts != delivery.attempts:
                return
            row.state, row.reason, row.decided_at = state, _clean(reason), datetime.now(UTC)
            trail.add(f"delivery {state}", delivery=row, reason=row.reason)

    def arrived(self, delivery_id: int, reason: str, *, lasts: timedelta = CLAIM_LASTS) -> Delivery:
        """Settle an uncertain delivery: a person has found that it arrived. Raises LedgerError for any other."""
        with self._database.writing() as (session, trail):
            row = session.get(DeliveryRow, delivery_id)
            _end_stale(row, trail, lasts)
            return _settled(row, trail, delivery_id, "arrived", reason, State.UNCERTAIN, State.SENT)

    def give_up(self, delivery_id: int, reason: str) -> Delivery:
        """Settle a refused delivery: a person has decided that it need not be sent. Raises LedgerError for any other.

        A task that is cleared, or a person, may send it all the same: nothing of it has arrived.
        """
        with self._database.writing() as (session, trail):
            row = session.get(DeliveryRow, delivery_id)
            return _settled(row, trail, delivery_id, "given up", reason, State.REFUSED, State.GIVEN_UP)

    def get(self, delivery_id: int) -> Delivery:
        """Give a delivery by its number. Raises LedgerError where there is none."""
        with self._database.reading() as session:
            row = session.get(DeliveryRow, delivery_id)
            if row is None:
                raise LedgerError(f"ledger: there is no delivery {delivery_id}")
            return delivery_of(row)

    def of(self, issue_id: int, message: Message | None = None) -> list[Delivery]:
        """Give the deliveries of an issue, in the order in which they were first claimed."""
        wanted = select(DeliveryRow).where(DeliveryRow.issue_id == issue_id).order_by(DeliveryRow.id)
        with self._database.reading() as session:
            rows = session.scalars(wanted if message is None else wanted.where(DeliveryRow.message == message))
            return [delivery_of(row) for row in rows]

    def of_all(self, issue_ids: Collection[int]) -> dict[int, list[Delivery]]:
        """Give the deliveries of several issues at once, by the issue's id."""
        wanted = select(DeliveryRow).where(DeliveryRow.issue_id.in_(issue_ids))
        found: dict[int, list[Delivery]] = {issue_id: [] for issue_id in issue_ids}
        with self._database.reading() as session:
            for row in session.scalars(wanted.order_by(DeliveryRow.id)):
                found[row.issue_id].append(delivery_of(row))
        return found

    def readers(self, issue_id: int) -> list[str]:
        """Give the addresses that have the report of an issue, or may have it: it may have been sent more than once."""
        known = {State.SENT, State.UNCERTAIN, State.CLAIMED}
        told = select(ActRow.delivery_id).where(ActRow.issue_id == issue_id, ActRow.act.in_(MAY_HAVE_ARRIVED))
        with self._database.reading() as session:
            before = set(session.scalars(told))
        return [
            each.recipient for each in self.of(issue_id, Message.REPORT) if each.state in known or each.id in before
        ]

    def unresolved(self) -> list[Delivery]:
        """Give every delivery that nobody has settled, the oldest first, of issues that are to be sent."""
        wanted = (
            select(DeliveryRow)
            .join(IssueRow, IssueRow.id == DeliveryRow.issue_id)
            .where(DeliveryRow.state.not_in(SETTLED), IssueRow.state.in_([IssueState.RELEASED, IssueState.WITHDRAWN]))
            .order_by(DeliveryRow.claimed_at)
        )
        with self._database.reading() as session:
            return [delivery_of(row) for row in session.scalars(wanted)]


def _end_stale(row: DeliveryRow | None, trail: Trail, lasts: timedelta) -> None:
    """Let a claim that is older than it lasts become uncertain: the try that made it has ended."""
    now = datetime.now(UTC)
    if row is not None and row.state == State.CLAIMED and row.claimed_at + lasts <= now:
        row.state, row.reason, row.decided_at = State.UNCERTAIN, ENDED, now
        trail.add("delivery uncertain", delivery=row, reason=ENDED)


def _settled(
    row: DeliveryRow | None, trail: Trail, number: int, what: str, reason: str, before: State, after: State
) -> Delivery:
    """Settle a delivery as a person says."""
    if row is None or row.state != before:
        found = "there is none of that number" if row is None else f"it is {row.state}"
        raise LedgerError(f"delivery {number}: only one that is {before} can be settled as {what}, and {found}")
    row.state, row.reason, row.decided_at = after, _clean(reason), datetime.now(UTC)
    trail.add(f"delivery settled as {what}", delivery=row, reason=row.reason)
    return delivery_of(row)


def _demand_sendable(issue: IssueRow, message: Message) -> None:
    if issue.state != SENDABLE[message]:
        raise LedgerError(f"issue {issue.id} of {issue.report}, {issue.period}, is {issue.state}: it is not sent")


def _clean(reason: str | None) -> str | None:
    return None if reason is None else reason.replace("\0", "\ufffd")  # PostgreSQL keeps no NUL
