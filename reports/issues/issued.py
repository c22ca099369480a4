"""The figures of issues, as they were issued."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pandas as pd
from sqlalchemy import select

from reports import figures
from reports.issues.database import Database
from reports.issues.models import FigureRow
from reports.issues.records import Issue


def rows_of(issue_id: int, issued: pd.DataFrame) -> Sequence[Mapping[str, Any]]:
    """Give figures (`reports.figures.COLUMNS`) as rows of the ledger."""
    days = {name: pd.to_datetime(issued[name]).dt.date for name in ("period_start", "period_end")}
    texts = {name: issued[name].str.replace("\0", "\ufffd") for name in ("group_id", "group_name")}
    plain = issued[figures.COLUMNS].assign(**days, **texts).astype("object")  # PostgreSQL keeps no NUL
    plain = plain.where(plain.notna(), None).assign(issue_id=issue_id)
    return cast("list[dict[str, Any]]", plain.to_dict("records"))


def figures_of(database: Database, issues: Sequence[Issue]) -> pd.DataFrame:
    """Give the figures of issues: `reports.figures.COLUMNS`, and issue, its label."""
    columns = [getattr(FigureRow, name) for name in figures.COLUMNS]
    wanted = select(*columns, FigureRow.issue_id).where(FigureRow.issue_id.in_([issue.id for issue in issues]))
    with database.reading() as session:
        rows = session.execute(wanted.order_by(FigureRow.id)).all()
    labels = {issue.id: issue.label for issue in issues}
    frame = pd.DataFrame(rows, columns=[*figures.COLUMNS, "issue_id"])
    dates = {name: frame[name].map(str) for name in ("period_start", "period_end")}
    typed = frame.assign(**dates).astype(figures.empty().dtypes.to_dict())
    return typed.assign(issue=frame["issue_id"].map(labels)).drop(columns="issue_id")
