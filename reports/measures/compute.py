"""Figures of a period, and of the periods beside which a report shows them."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from reports import figures
from reports.checks import Data
from reports.measures import caseload, missing, supervision  # noqa: F401 - they register the measures
from reports.measures.cohorts import Cohorts
from reports.measures.prepared import Prepared
from reports.measures.registry import MEASURES, Measure
from reports.measures.returns import HOME, LOOKED_AFTER
from reports.measures.tally import PARTS, WITHOUT_ROWS
from reports.periods import Period
from reports.settings import Settings

ALWAYS = {"authority": [figures.AUTHORITY], "care_status": [LOOKED_AFTER, HOME]}
_NAMES = {figures.AUTHORITY: "Authority", LOOKED_AFTER: "Looked after", HOME: "At home"}


def compute(data: Data, period: Period, settings: Settings) -> pd.DataFrame:
    """Give the figures of one period: `reports.figures.COLUMNS`, in the order of the registry."""
    return _figures(Prepared(data, settings.standards), period)


def history(data: Data, period: Period, settings: Settings) -> pd.DataFrame:
    """Give the figures of thirteen periods up to this one and of the same period a year before, oldest first."""
    prepared = Prepared(data, settings.standards)
    periods = sorted({period.year_before(), *period.trend()})
    return figures.combine(_figures(prepared, each) for each in periods)


def _figures(prepared: Prepared, period: Period) -> pd.DataFrame:
    cohorts = Cohorts(prepared, period)
    rows = figures.combine(part for measure in MEASURES.values() for part in _breakdowns(measure, cohorts))
    return rows.assign(period_start=period.start.isoformat(), period_end=period.end.isoformat())


def _breakdowns(measure: Measure, cohorts: Cohorts) -> Iterator[pd.DataFrame]:
    if not set(measure.needs) <= cohorts.prepared.data.collected:
        yield from (_not_collected(measure, breakdown) for breakdown in measure.breakdowns)
        return
    tally = measure.tally(cohorts)
    for breakdown in measure.breakdowns:
        rows = tally.rows_by.get(breakdown, tally.rows)
        groups = (
            pd.Series(figures.AUTHORITY, index=rows.index, dtype="str")
            if breakdown == "authority"
            else rows[breakdown].astype("str")
        )
        parts = tally.parts(rows, groups)
        always = pd.DataFrame([WITHOUT_ROWS[type(tally)]], columns=PARTS, index=["any"])
        missing_groups = [group for group in ALWAYS.get(breakdown, []) if group not in parts.index]
        parts = pd.concat([parts, *(always.rename({"any": group}) for group in missing_groups)])
        status = np.where(parts["value"].isna(), figures.NOT_APPLICABLE, figures.OK)
        yield _tidy(measure, breakdown, parts.sort_index(), status, _names(breakdown, cohorts))


def _not_collected(measure: Measure, breakdown: str) -> pd.DataFrame:
    groups = ALWAYS.get(breakdown, [])
    parts = pd.DataFrame(np.nan, index=groups, columns=PARTS)
    return _tidy(measure, breakdown, parts, np.full(len(parts), figures.NOT_COLLECTED), _NAMES)


def _tidy(measure: Measure, breakdown: str, parts: pd.DataFrame, status: np.ndarray, names: dict[str, str]) -> pd.DataFrame:
    groups = parts.index.to_series().astype("str")
    frame = parts.astype("float64").assign(
        measure=measure.id,
        period_start="",
        period_end="",
        breakdown=breakdown,
        group_id=groups,
        group_name=groups.map(names).fillna(groups).mask(groups == "", figures.UNKNOWN),
        unit=measure.unit,
        status=status,
    )
    return frame.reset_index(drop=True)[figures.COLUMNS]


def _names(breakdown: str, cohorts: Cohorts) -> dict[str, str]:
    prepared = cohorts.prepared
    if breakdown == "team":
        return dict(prepared.teams["team_name"])
    if breakdown == "service":
        return dict(prepared.teams.drop_duplicates("service").set_index("service")["service_name"])
    if breakdown == "worker":
        return dict(prepared.professionals["name"].dropna())
    return _NAMES
