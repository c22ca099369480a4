"""Issues in the ledger: held, rendered, released, and what became of them."""

import shlex
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, func, insert, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from reports.errors import AlreadyIssued, LedgerError
from reports.issues.database import Database
from reports.issues.models import FigureRow, IssueRow, IssueState
from reports.issues.records import Issue, NewIssue, issue_of
from reports.issues.trail import figures_hash
from reports.series import MARK, of_teams, report_of

if TYPE_CHECKING:  # only what makes issues needs pandas
    import pandas as pd

OPEN = {IssueState.HELD, IssueState.RENDERED, IssueState.AWAITING_RELEASE}  # a person or the policy is still to decide
ISSUED = {IssueState.RELEASED, IssueState.SUPERSEDED, IssueState.WITHDRAWN}  # somebody has it, or had


class Issues:
    """The issues of a ledger."""

    def __init__(self, database: Database) -> None:
        """Take the database."""
        self._database = database

    # Reading

    def get(self, issue_id: int) -> Issue:
        """Give an issue by its id. Raises LedgerError where there is none."""
        with self._database.reading() as session:
            row = session.get(IssueRow, issue_id)
            if row is None:
                raise LedgerError(f"ledger: there is no issue {issue_id}")
            return issue_of(row)

    def of(self, report: str | None = None, period: str | None = None) -> list[Issue]:
        """Give the issues of a report, or of all, of a period, or of all, in the order in which they were made.

        report: a series too; of a report of teams, those of every team.
        """
        wanted = select(IssueRow).order_by(IssueRow.id)
        if report is not None:
            wanted = wanted.where(_of(report))
        if period is not None:
            wanted = wanted.where(IssueRow.period == period)
        with self._database.reading() as session:
            return [issue_of(row) for row in session.scalars(wanted)]

    def latest(
        self, report: str | None = None, state: IssueState | None = None, *, before: int | None = None, most: int
    ) -> list[Issue]:
        """Give the issues that were made last, the latest first: at most so many, of a report as in `of`, in a state.

        before: only those that were made before the one of this id.
        """
        wanted = select(IssueRow).order_by(IssueRow.id.desc()).limit(most)
        if report is not None:
            wanted = wanted.where(_of(report))
        if state is not None:
            wanted = wanted.where(IssueRow.state == state)
        if before is not None:
            wanted = wanted.where(IssueRow.id < before)
        with self._database.reading() as session:
            return [issue_of(row) for row in session.scalars(wanted)]

    def latest_batches(
        self, report: str, state: IssueState | None = None, *, before: int | None = None, most: int
    ) -> dict[int, str]:
        """Give the periods of which a report of teams has issues, in a state, each by the id of its latest.

        The latest first, at most so many. before: only those whose latest was made before the one of this id.
        """
        latest = func.max(IssueRow.id)
        wanted = select(latest, IssueRow.period).where(_of(report)).group_by(IssueRow.period)
        if state is not None:
            wanted = wanted.where(IssueRow.state == state)
        if before is not None:
            wanted = wanted.having(latest < before)
        with self._database.reading() as session:
            return dict(session.execute(wanted.order_by(latest.desc()).limit(most)).all())

    def released(self, series: str, period: str) -> Issue | None:
        """Give the issue of a period that is released, if one is."""
        return next((each for each in self._of_series(series, period) if each.state is IssueState.RELEASED), None)

    def held(self, series: str, period: str, snapshot_id: str) -> Issue | None:
        """Give the issue of a snapshot that was held and not rendered, if there is one."""
        there = self._of_series(series, period)
        found = [each for each in there if each.snapshot_id == snapshot_id and each.version is None]
        return found[-1] if found else None

    def next_version(self, series: str, period: str) -> int:
        """Give the version that the next issue of the series for the period will have."""
        with self._database.reading() as session:
            return _next_version(session, series, period)

    def _of_series(self, series: str, period: str) -> list[Issue]:
        """Give the issues of a series, of a report of teams those that are of no team."""
        return [each for each in self.of(series, period) if each.report == series]

    # Making

    def add(self, new: NewIssue, version: int, issued: "pd.DataFrame", *, note: str | None = None) -> Issue:
        """Write a rendered issue and its figures (`reports.figures.COLUMNS`, of its own period) in one transaction.

        One of the same snapshot that a gate had held is the same issue: it now has its files. Raises LedgerError where
        another issue took the version first: render again, under the next one.
        """
        from reports.issues.issued import rows_of  # noqa: PLC0415 - see above

        try:
            with self._database.writing() as (session, trail):
                row = _held(session, new) or IssueRow(created_at=datetime.now(UTC))
                _fill(row, new)
                row.version, row.note = version, note or row.note
                _decide(row, IssueState.RENDERED, self._database.actor, None)
                session.add(row)
                row.figures_hash = ""
                session.flush()
                if rows := rows_of(row.id, issued):
                    session.execute(insert(FigureRow), rows)
                row.figures_hash = figures_hash(session, row.id)
                trail.add("rendered", issue=row, reason=new.correction)
                return issue_of(row)
        except IntegrityError:
            if self.next_version(new.report, new.period) <= version:
                raise
            raise LedgerError(
                f"ledger: issue {new.period}/{version} of {new.report} is there already: run the step again"
            ) from None

    def hold(self, new: NewIssue, reason: str) -> Issue:
        """Write down that an issue is held before it could be rendered, and why; once for the same snapshot."""
        with self._database.writing() as (session, trail):
            row = _held(session, new)
            if row is not None and row.reason == reason:
                return issue_of(row)
            if row is None:
                row = IssueRow(created_at=datetime.now(UTC), figures_hash=figures_hash(session, 0))
                _fill(row, new)
                session.add(row)
            _decide(row, IssueState.HELD, self._database.actor, reason)
            trail.add("held", issue=row, reason=reason)
            return issue_of(row)

    def let_through(self, issue_id: int, actor: str, why: str) -> Issue:
        """Write down that a person lets a held issue pass its gate. Raises LedgerError where it is not held."""
        with self._database.writing(actor) as (session, trail):
            row = _get(session, issue_id, {IssueState.HELD})
            row.let_through_by, row.let_through_why = actor, why
            trail.add("let through", issue=row, reason=why)
            return issue_of(row)

    # Deciding

    def ask(self, issue_id: int, reason: str) -> Issue:
        """Let an issue wait for a person, who is asked for that reason; one that waits goes on waiting."""
        return self._to(issue_id, IssueState.AWAITING_RELEASE, {IssueState.RENDERED}, None, reason)

    def hold_back(self, issue_id: int, reason: str) -> Issue:
        """Hold an issue that is rendered: nobody answered in time, or it may not go out as it is."""
        return self._to(issue_id, IssueState.HELD, {IssueState.RENDERED, IssueState.AWAITING_RELEASE}, None, reason)

    def release(self, issue_id: int, actor: str, *, reason: str | None = None, note: str | None = None) -> Issue:
        """Release an issue; one that it corrects is superseded. One that is released already stays as it is.

        An open one that was made before is superseded too: of a team's report also one that was held for all teams.

        Raises AlreadyIssued where another one of the period is released that it does not correct.
        """
        with self._database.writing(actor) as (session, trail):
            row = _get(session, issue_id, OPEN | {IssueState.RELEASED})
            if row.state == IssueState.RELEASED:
                return issue_of(row)
            if row.version is None:
                raise LedgerError(f"issue {issue_id} of {row.report}, {row.period}, was not rendered: there is no PDF")
            for other in _others(session, row):
                if other.state == IssueState.RELEASED and other.id != row.corrects_id:
                    raise AlreadyIssued(already(issue_of(other)))
                if other.state == IssueState.RELEASED or (other.id < row.id and other.state in OPEN):
                    why = f"by {row.period}/{row.version}" + (f": {row.correction}" if row.correction else "")
                    _decide(other, IssueState.SUPERSEDED, actor, why)
                    trail.add("superseded", issue=other, reason=why)
            session.flush()
            row.note = note or row.note
            _decide(row, IssueState.RELEASED, actor, reason)
            trail.add("released", issue=row, reason=reason or note)
            return issue_of(row)

    def reject(self, issue_id: int, actor: str, reason: str) -> Issue:
        """Write down that a person will not have it sent, and why."""
        return self._to(issue_id, IssueState.REJECTED, OPEN, actor, reason)

    def withdraw(self, issue_id: int, actor: str, reason: str) -> Issue:
        """Take a released issue back; telling its readers is a delivery of its own."""
        return self._to(issue_id, IssueState.WITHDRAWN, {IssueState.RELEASED}, actor, reason)

    def purge(self, issue_id: int, *, keep_figures: bool) -> None:
        """Write down that the files of an issue are gone; its figures go too unless they are kept."""
        with self._database.writing() as (session, trail):
            row = session.get_one(IssueRow, issue_id)
            if not keep_figures:
                session.query(FigureRow).where(FigureRow.issue_id == issue_id).delete()
            row.purged_at = datetime.now(UTC)
            trail.add("purged", issue=row)

    def _to(self, issue_id: int, state: IssueState, before: set[IssueState], actor: str | None, reason: str) -> Issue:
        with self._database.writing(actor) as (session, trail):
            row = _get(session, issue_id, before | {state})
            if row.state != state or row.reason != reason:
                _decide(row, state, actor or self._database.actor, reason)
                trail.add(state, issue=row, reason=reason)
            return issue_of(row)


def already(issued: Issue) -> str:
    """Say that a period was issued already, and how it is corrected."""
    return (
        f"{issued.report}, {issued.period}: already issued as {issued.label}; what is sent again with other data is a "
        f"correction: lineofsight issues correct {shlex.quote(issued.report)} {issued.period} --reason ..."
    )


def _of(report: str) -> ColumnElement[bool]:
    """Tell whether an issue is of a series, or of a report of teams of any of its series."""
    own = IssueRow.report == report
    every_team = of_teams(report) and report == report_of(report)
    return or_(own, IssueRow.report.startswith(report + MARK, autoescape=True)) if every_team else own


def _next_version(session: Session, report: str, period: str) -> int:
    latest = select(func.max(IssueRow.version)).where(IssueRow.report == report, IssueRow.period == period)
    return (session.scalar(latest) or 0) + 1


def _get(session: Session, issue_id: int, allowed: set[IssueState]) -> IssueRow:
    row = session.get(IssueRow, issue_id)
    if row is None:
        raise LedgerError(f"ledger: there is no issue {issue_id}")
    if row.state not in allowed:
        can = ", ".join(sorted(allowed))
        raise LedgerError(
            f"issue {issue_id} of {row.report}, {row.period}, is {row.state}; this is for one that is {can}"
        )
    return row


def _held(session: Session, new: NewIssue) -> IssueRow | None:
    """Give the row of the same snapshot that waits to be rendered."""
    same = (
        select(IssueRow)
        .where(IssueRow.report == new.report, IssueRow.period == new.period)
        .where(IssueRow.snapshot_id == new.snapshot_id, IssueRow.version.is_(None))
    )
    return session.scalars(same).first()


def _others(session: Session, row: IssueRow) -> Sequence[IssueRow]:
    same = select(IssueRow).where(IssueRow.report.in_([row.report, report_of(row.report)]))
    return session.scalars(same.where(IssueRow.period == row.period, IssueRow.id != row.id)).all()


def _fill(row: IssueRow, new: NewIssue) -> None:
    for name in NewIssue.__dataclass_fields__:
        value: Any = getattr(new, name)
        setattr(row, name, {key: dict(file) for key, file in value.items()} if name == "files" else value)


def _decide(row: IssueRow, state: IssueState, actor: str, reason: str | None) -> None:
    row.state, row.decided_by, row.decided_at, row.reason = state, actor, datetime.now(UTC), reason
