"""The audit trail: every act, with who, when and why, chained by hash, so that no row can be changed in silence.

Each act's hash is made of its row and of the hash before it. An act about an issue or a delivery also seals that row:
the hash of what it was then. So a row of the trail that was changed, removed or inserted is found, and so is an issue,
figure or delivery that was changed behind the trail's back. Who rewrites the whole trail is found by a head that was
noted elsewhere: `lineofsight audit verify` prints it, and takes it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from reports.issues.models import ActRow, Base, DeliveryRow, FigureRow, IssueRow, TrailHeadRow

BEGINNING = "0" * 64
SEALED = {"issue_id": IssueRow, "delivery_id": DeliveryRow}


@dataclass(frozen=True)
class Act:
    """An act of the trail."""

    number: int
    at: datetime
    actor: str
    act: str
    issue_id: int | None
    delivery_id: int | None
    reason: str | None
    hash: str


@dataclass(frozen=True)
class Head:
    """How far a trail goes. `str` gives what can be noted elsewhere: `17:9f3a...`."""

    number: int
    hash: str

    def __str__(self) -> str:
        """Give number and hash."""
        return f"{self.number}:{self.hash}"


class Trail:
    """The trail within a transaction that writes: it holds the head, so that others wait until this one is done."""

    def __init__(self, session: Session, actor: str) -> None:
        """Take the head."""
        session.execute(update(TrailHeadRow).values(number=TrailHeadRow.number))
        self._session, self._actor = session, actor
        self._head = session.scalars(select(TrailHeadRow)).one()

    def add(
        self, act: str, *, issue: IssueRow | None = None, delivery: DeliveryRow | None = None, reason: str | None = None
    ) -> None:
        """Add an act about an issue, one of its deliveries, or neither; it seals the row as it now is."""
        self._session.flush()
        about = delivery or issue
        row = ActRow(
            number=self._head.number + 1,
            at=datetime.now(UTC),
            actor=self._actor,
            act=act,
            issue_id=issue.id if issue else delivery.issue_id if delivery else None,
            delivery_id=delivery.id if delivery else None,
            reason=reason,
            seal=None if about is None else seal(about),
        )
        row.hash = chained(row, self._head.hash)
        self._session.add(row)
        self._head.number, self._head.hash = row.number, row.hash


def chained(row: ActRow, before: str) -> str:
    """Give the hash of an act that follows another. It never changes, or no trail could be verified any more."""
    said = [row.number, row.at, row.actor, row.act, row.issue_id, row.delivery_id, row.reason, row.seal]
    return _hash([*said, before])


def seal(row: IssueRow | DeliveryRow) -> str:
    """Give the hash of a row, of every column that has a value: one added later leaves old seals as they are."""
    values = {column.key: getattr(row, column.key) for column in type(row).__table__.columns}
    return _hash({key: value for key, value in values.items() if value is not None})


def figures_hash(session: Session, issue_id: int) -> str:
    """Give the hash of the figures of an issue."""
    columns = [column for column in FigureRow.__table__.columns if column.key != "id"]
    rows = session.execute(select(*columns).where(FigureRow.issue_id == issue_id).order_by(FigureRow.id))
    return _hash([list(row) for row in rows])


def faults(session: Session, noted: str = "") -> Iterator[str]:
    """Tell, a sentence each, what is not as the trail says. `noted`: a head that was noted elsewhere."""
    last, before, sealed = 0, BEGINNING, dict[tuple[type[Base], int], tuple[int, str]]()
    hashes = {0: BEGINNING}
    for row in session.scalars(select(ActRow).order_by(ActRow.number)):
        if row.number != last + 1:
            yield f"act {last + 1} was removed" + (f" (up to {row.number - 1})" if row.number > last + 2 else "")
        elif chained(row, before) != row.hash:
            yield f"act {row.number} was changed or inserted: it does not fit to the one before it"
        last, before = row.number, row.hash
        hashes[last] = before
        for column, table in reversed(SEALED.items()):
            if row.seal and (about := getattr(row, column)):
                sealed[table, about] = (row.number, row.seal)
                break
    head = session.scalars(select(TrailHeadRow)).one()
    if (head.number, head.hash) != (last, before):
        yield f"the trail ends with act {last}, and its head says {head.number}: acts were removed or added at its end"
    if noted and noted not in (str(Head(*each)) for each in hashes.items()):
        yield f"the trail never had the head {noted[:16]}... that was noted: it was written anew"
    yield from _rows_faults(session, sealed)


def _rows_faults(session: Session, sealed: dict[tuple[type[Base], int], tuple[int, str]]) -> Iterator[str]:
    tables: dict[str, Any] = {"issue": IssueRow, "delivery": DeliveryRow}
    for name, table in tables.items():
        rows: dict[int, Any] = {row.id: row for row in session.scalars(select(table))}
        known = {key: value for (of, key), value in sealed.items() if of is table}
        for key in sorted(known.keys() | rows.keys()):
            if key not in rows:
                yield f"{name} {key} was removed: act {known[key][0]} tells of it"
            elif key not in known:
                yield f"{name} {key} was inserted: no act tells of it"
            elif seal(rows[key]) != known[key][1]:
                yield f"{name} {key} was changed since act {known[key][0]}"
            elif table is IssueRow and figures_hash(session, key) not in _hashes_allowed(rows[key]):
                yield f"the figures of issue {key} were changed since they were issued"


def _hashes_allowed(issue: IssueRow) -> set[str]:
    return {issue.figures_hash} if issue.purged_at is None else {issue.figures_hash, _hash([])}


def _hash(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, sort_keys=True, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> str:
    return str((value.astimezone(UTC) if isinstance(value, datetime) else value).isoformat())
