"""The figures of issues, as they were issued."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd
from sqlalchemy import Select, select

from reports import figures
from reports.issues.database import Database
from reports.issues.models import FigureRow, IssueRow, IssueState
from reports.issues.records import Issue

_FIGURE = [getattr(FigureRow, name) for name in figures.COLUMNS]


def rows_of(issue_id: int, issued: pd.DataFrame) -> Sequence[Mapping[str, Any]]:
    """Give figures (`reports.figures.COLUMNS`) as rows of the ledger."""
    days = {name: pd.to_datetime(issued[name]).dt.date for name in ("period_start", "period_end")}
    texts = {name: issued[name].str.replace("\0", "\ufffd") for name in ("group_id", "group_name")}
    plain = issued[figures.COLUMNS].assign(**days, **texts).astype("object")  # PostgreSQL keeps no NUL
    plain = plain.where(plain.notna(), None).assign(issue_id=issue_id)
    return cast("list[dict[str, Any]]", plain.to_dict("records"))


def figures_of(database: Database, issues: Sequence[Issue]) -> pd.DataFrame:
    """Give the figures of issues: `reports.figures.COLUMNS`, and issue, its label."""
    wanted = select(*_FIGURE, FigureRow.issue_id).where(FigureRow.issue_id.in_([issue.id for issue in issues]))
    labels = {issue.id: issue.label for issue in issues}
    frame = _frame(database, wanted)
    return frame.assign(issue=frame["issue_id"].map(labels)).drop(columns="issue_id")


def released_of(database: Database, report: str, measure: str, breakdown: str, group: str) -> pd.DataFrame:
    """Give the figures of a measure of one group in the released issues of a report.

    Columns: `reports.figures.COLUMNS`, and issue_id.
    """
    wanted = (
        select(*_FIGURE, FigureRow.issue_id)
        .join(IssueRow, IssueRow.id == FigureRow.issue_id)
        .where(FigureRow.measure == measure, FigureRow.breakdown == breakdown, FigureRow.group_id == group)
        .where(IssueRow.report == report, IssueRow.state == IssueState.RELEASED)
    )
    return _frame(database, wanted)


def contents_of(database: Database, issue_ids: Sequence[int], breakdowns: Sequence[str]) -> pd.DataFrame:
    """Give of what there are figures in some issues: measure, breakdown, group_id, group_name, each once."""
    columns = (FigureRow.measure, FigureRow.breakdown, FigureRow.group_id, FigureRow.group_name)
    wanted = select(*columns).where(FigureRow.issue_id.in_(issue_ids), FigureRow.breakdown.in_(breakdowns)).distinct()
    with database.reading() as session:
        return pd.DataFrame(session.execute(wanted).all(), columns=[column.key for column in columns])


def _frame(database: Database, wanted: Select[Any]) -> pd.DataFrame:
    """Give figures with the types that they have in a table of figures, and issue_id."""
    with database.reading() as session:
        rows = session.execute(wanted.order_by(FigureRow.id)).all()
    frame = pd.DataFrame(rows, columns=[*figures.COLUMNS, "issue_id"])
    dates = {name: frame[name].map(str) for name in ("period_start", "period_end")}
    return frame.assign(**dates).astype(figures.empty().dtypes.to_dict())
