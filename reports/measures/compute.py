"""Figures of a period, and of the periods beside which a report shows them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from reports import figures
from reports.checks import Data
from reports.measures import caseload, missing, supervision  # noqa: F401 - they register the measures
from reports.measures.cohorts import Cohorts
from reports.measures.prepared import UNKNOWN_GROUP, Prepared
from reports.measures.registry import MEASURES, Measure
from reports.measures.returns import HOME, LOOKED_AFTER
from reports.measures.tally import PARTS, WITHOUT_ROWS
from reports.periods import Period
from reports.settings import Settings
from reports.source import lookup

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
    parts = {key: part for measure in MEASURES.values() for key, part in _breakdowns(measure, cohorts)}
    rows = pd.concat(parts, names=["measure", "breakdown", "group_id"]).reset_index()
    units = {measure.id: measure.unit for measure in MEASURES.values()}
    collected = rows["measure"].map({measure.id: _is_collected(measure, cohorts) for measure in MEASURES.values()})
    status = np.where(rows["value"].isna(), figures.NOT_APPLICABLE, figures.OK)
    return rows.assign(
        period_start=period.start.isoformat(),
        period_end=period.end.isoformat(),
        group_name=_names(rows, cohorts),
        unit=rows["measure"].map(units),
        status=np.where(collected, status, figures.NOT_COLLECTED),
    )[figures.COLUMNS]


def _is_collected(measure: Measure, cohorts: Cohorts) -> bool:
    return set(measure.needs) <= cohorts.prepared.data.collected


def _breakdowns(measure: Measure, cohorts: Cohorts) -> Iterator[tuple[tuple[str, str], pd.DataFrame]]:
    """Give the parts of each breakdown: group_id (index), numerator, denominator, value."""
    if not _is_collected(measure, cohorts):
        for breakdown in measure.breakdowns:
            yield (measure.id, breakdown), _every(breakdown, (np.nan, np.nan, np.nan))
        return
    tally = measure.tally(cohorts)
    for breakdown in measure.breakdowns:
        rows = tally.rows_by.get(breakdown, tally.rows)
        everyone = pd.Series(figures.AUTHORITY, index=rows.index, dtype="str")
        parts = tally.parts(rows, everyone if breakdown == figures.AUTHORITY else rows[breakdown])
        nothing = _every(breakdown, WITHOUT_ROWS[type(tally)])
        parts = pd.concat([parts, nothing.loc[~nothing.index.isin(parts.index)]])
        yield (measure.id, breakdown), parts.astype("float64").sort_index()


def _every(breakdown: str, parts: tuple[float, float, float]) -> pd.DataFrame:
    """Give these parts to every group that always appears."""
    index = pd.Index(ALWAYS.get(breakdown, []), dtype="str")
    return pd.DataFrame([parts] * len(index), index=index, columns=PARTS, dtype="float64")


def _names(rows: pd.DataFrame, cohorts: Cohorts) -> "pd.Series[Any]":
    prepared = cohorts.prepared
    services = prepared.teams.drop_duplicates("service").set_index("service")["service_name"]
    names = {
        "team": prepared.teams["team_name"],
        "service": services,
        "worker": prepared.professionals["name"].dropna(),
        "authority": pd.Series(_NAMES),
        "care_status": pd.Series(_NAMES),
    }
    named = rows["group_id"].astype("str")
    for breakdown, name in names.items():
        here = rows["breakdown"] == breakdown
        named[here] = lookup(rows.loc[here, "group_id"], name).fillna(rows.loc[here, "group_id"])
    return named.mask(rows["group_id"] == UNKNOWN_GROUP, figures.UNKNOWN)
