"""How returns stand: of what is owed for a period, what has come, by whom and when."""

from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from reports.checks import clean
from reports.measures import Prepared
from reports.measures.held_outside_rows import Returned
from reports.owed import WHOLE, Figure
from reports.periods import Period
from reports.settings import Settings
from reports.source import pull

TABLES = ("local_return",)


@dataclass(frozen=True)
class Standing:
    """A figure that is owed; who returned it, and when, where it has come and counts."""

    figure: Figure
    come: bool
    returned_by: str = ""
    returned_at: datetime | None = None


def standing(source: str, period: Period, at: datetime, settings: Settings) -> list[Standing]:
    """Give what is owed for a period, in the order of `returns.yaml`, and what has come of it by an instant.

    Come is what the reports count: not what a data-quality rule leaves out. Where a team owes, the figure of the whole
    authority does not do. Raises SourceError where the source cannot be read.
    """
    data = clean(pull(source, period, at, settings.standards, TABLES), settings).data
    returned = Prepared(data, settings.standards).part(Returned)
    whole, by_team = returned.whole(period), returned.by_team(period)
    return [_standing(figure, whole, by_team) for figure in settings.returns.owed(period)]


def _standing(figure: Figure, whole: pd.DataFrame, by_team: pd.DataFrame) -> Standing:
    rows = whole if figure.team == WHOLE else by_team[by_team["team_id"] == figure.team]
    rows = rows[rows["measure"] == figure.measure]
    if rows.empty:
        return Standing(figure, come=False)
    latest = rows["recorded"].max()
    names = sorted(set(rows["recorded_by"].dropna()))
    return Standing(figure, True, ", ".join(names), None if pd.isna(latest) else latest.to_pydatetime())
