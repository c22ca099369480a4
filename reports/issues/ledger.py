"""The ledger: what was issued, from which data, to whom it was sent, and who did what."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select

from reports.issues import trail
from reports.issues.alerts import Alerts
from reports.issues.database import Database
from reports.issues.deliveries import Deliveries
from reports.issues.issues import Issues
from reports.issues.models import ActRow, IssueState, TrailHeadRow
from reports.issues.records import Issue
from reports.periods import Period

if TYPE_CHECKING:  # most steps ask for no figures, and need no pandas
    import pandas as pd


class Ledger:
    """The ledger at a SQLAlchemy URL: SQLite by default, PostgreSQL in production.

    actor: who acts, as the audit trail will name them. Raises LedgerError for a URL that is none. What the database
    itself refuses comes as SQLAlchemy's errors.
    """

    def __init__(self, url: str, actor: str = "line of sight") -> None:
        """Open it; nothing is read or made yet."""
        self._database = Database(url, actor)
        self.issues = Issues(self._database)
        self.deliveries = Deliveries(self._database)
        self.alerts = Alerts(self._database)

    def migrate(self) -> None:
        """Bring the tables to the present version; two processes may ask at once."""
        self._database.migrate()

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    def figures(self, issues: list[Issue]) -> "pd.DataFrame":
        """Give the figures of issues as they were issued: `reports.figures.COLUMNS`, and issue, its label."""
        from reports.issues.issued import figures_of  # noqa: PLC0415 - see above

        return figures_of(self._database, issues)

    def released_figures(self, report: str, measure: str, breakdown: str, group: str) -> "pd.DataFrame":
        """Give a measure of one group over time, as released: `reports.figures.COLUMNS`, and issue_id."""
        from reports.issues.issued import released_of  # noqa: PLC0415 - see above

        return released_of(self._database, report, measure, breakdown, group)

    def contents(self, issues: list[Issue], breakdowns: Sequence[str]) -> "pd.DataFrame":
        """Give of what some issues have figures: measure, breakdown, group_id, group_name, each once."""
        from reports.issues.issued import contents_of  # noqa: PLC0415 - see above

        return contents_of(self._database, [issue.id for issue in issues], breakdowns)

    def issued_before(self, report: str, before: Period) -> list[Issue]:
        """Give the issues that are released of each period before this one."""
        return [
            each
            for each in self.issues.of(report)
            if each.state is IssueState.RELEASED and Period.parse(each.period) < before
        ]

    def released_at(self, issue: Issue) -> datetime:
        """Give when an issue was released, whatever became of it since."""
        released = [act.at for act in self.acts(issue.id) if act.act == "released"]
        return released[0] if released else issue.decided_at  # found released when the trail began

    def acts(self, issue_id: int | None = None) -> list[trail.Act]:
        """Give the audit trail, or the acts about one issue and its deliveries, the oldest first."""
        wanted = select(ActRow).order_by(ActRow.number)
        with self._database.reading() as session:
            rows = session.scalars(wanted if issue_id is None else wanted.where(ActRow.issue_id == issue_id))
            return [trail.Act(**{name: getattr(row, name) for name in trail.Act.__dataclass_fields__}) for row in rows]

    def began(self) -> datetime:
        """Give when the audit trail was begun."""
        with self._database.reading() as session:
            return session.scalars(select(ActRow.at).order_by(ActRow.number).limit(1)).one()

    def head(self) -> trail.Head:
        """Give how far the audit trail goes."""
        with self._database.reading() as session:
            head = session.scalars(select(TrailHeadRow)).one()
            return trail.Head(head.number, head.hash)

    def faults(self, noted: str = "") -> list[str]:
        """Give a sentence for whatever is not as the audit trail says. `noted`: a head that was noted elsewhere."""
        with self._database.reading() as session:
            return list(trail.faults(session, noted))

    def note(self, act: str, reason: str) -> None:
        """Add an act to the trail that is about no single issue."""
        with self._database.writing() as (_, acts):
            acts.add(act, reason=reason)
