"""What a report says of a figure that somebody returns: by whom and when, or who owes it."""

from collections.abc import Iterator

import pandas as pd

from reports.documents.words import day, joined
from reports.owed import WHOLE, ReturnedMeasure
from reports.periods import LONDON, Period
from reports.settings import Settings


def said(measure: str, period: Period, settings: Settings, returned: pd.DataFrame) -> str:
    """Give one or two sentences on a returned measure of a period: by whom and when, and what is not returned.

    returned: the list `returned` of that period (`reports.measures.lists.held_outside`), for whatever measures. A
    report that is handed no list says `not_returned` where the figure has status `x`. Raises ValueError for a measure
    that nobody returns.
    """
    rows = returned[returned["measure"] == ReturnedMeasure(measure)]
    if rows.empty:
        return not_returned(measure, settings)
    return " ".join([_by_whom(rows, period), *_not_by_teams(measure, settings, rows)])


def not_returned(measure: str, settings: Settings) -> str:
    """Say that a figure was not returned, and who owes it. Raises ValueError for a measure that nobody returns."""
    owed = settings.returns.measures.get(ReturnedMeasure(measure))
    return f"Not returned: {owed.who} owes it." if owed else "Not returned; returns.yaml names nobody who owes it."


def _by_whom(rows: pd.DataFrame, period: Period) -> str:
    names = rows["returned_by"].dropna().str.strip()
    who = joined(sorted(set(names[names.ne("")]))) or "somebody who gave no name"
    last = rows["returned_at"].max()
    on = "" if pd.isna(last) else f"{', the last' if len(rows) > 1 else ''} on {day(last.tz_convert(LONDON))}"
    in_parts = (
        rows["period_start"].gt(pd.Timestamp(period.start)) | rows["period_end"].lt(pd.Timestamp(period.end))
    ).any()
    return f"{'Added up from its parts, returned' if in_parts else 'Returned'} by {who}{on}."


def _not_by_teams(measure: str, settings: Settings, rows: pd.DataFrame) -> Iterator[str]:
    """Say which teams are missing from a figure that is added up from those of teams."""
    owed = settings.returns.measures.get(ReturnedMeasure(measure))
    there = set(rows["team_id"])
    if owed and WHOLE not in there and (missing := [team for team in owed.teams if team not in there]):
        yield f"Not returned for {joined(missing)}: {owed.who} owes {'them' if len(missing) > 1 else 'it'}."
