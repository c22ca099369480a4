"""Figures of a period, and of the periods beside which a report shows them."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from reports import figures
from reports.checks import Data
from reports.measures import caseload, missing, supervision  # noqa: F401 - they register the measures
from reports.measures.cohorts import Cohorts
from reports.measures.prepared import UNKNOWN_GROUP, Prepared
from reports.measures.registry import MEASURES, Measure
from reports.measures.returns import HOME, LOOKED_AFTER
from reports.measures.tally import Groups, Parts
from reports.periods import Period
from reports.settings import Settings
from reports.source import lookup

ALWAYS = {"authority": [figures.AUTHORITY], "care_status": [LOOKED_AFTER, HOME]}
_NAMES = {figures.AUTHORITY: "Authority", LOOKED_AFTER: "Looked after", HOME: "At home"}


def compute(data: Data, period: Period, settings: Settings) -> pd.DataFrame:
    """Give the figures of one period: `reports.figures.COLUMNS`, in the order of the registry."""
    settings.targets.demand_known(MEASURES)
    return _figures(Prepared(data, settings.standards), period)


def history(data: Data, period: Period, settings: Settings) -> pd.DataFrame:
    """Give the figures of thirteen periods up to this one and of the same period a year before, oldest first."""
    settings.targets.demand_known(MEASURES)
    prepared = Prepared(data, settings.standards)
    periods = sorted({period.year_before(), *period.trend()})
    return figures.combine(_figures(prepared, each) for each in periods)


class Block(NamedTuple):
    """The figures of one measure by one breakdown, a group each."""

    measure: Measure
    breakdown: str
    groups: Sequence[str]
    parts: Parts


def _figures(prepared: Prepared, period: Period) -> pd.DataFrame:
    cohorts = Cohorts(prepared, period)
    blocks = [block for measure in MEASURES.values() for block in _blocks(measure, cohorts)]
    sizes = [len(block.groups) for block in blocks]

    def repeated(of_block: Callable[[Block], str]) -> "pd.Series[Any]":
        return pd.Series(np.repeat(np.array([of_block(block) for block in blocks], dtype="object"), sizes), dtype="str")

    rows = pd.DataFrame(
        {
            "measure": repeated(lambda block: block.measure.id),
            "period_start": period.start.isoformat(),
            "period_end": period.end.isoformat(),
            "breakdown": repeated(lambda block: block.breakdown),
            "group_id": pd.Series([group for block in blocks for group in block.groups], dtype="str"),
            "unit": repeated(lambda block: block.measure.unit),
            **{part: np.concatenate([getattr(block.parts, part) for block in blocks]) for part in Parts._fields},
        }
    )
    collected = rows["measure"].isin([measure.id for measure in MEASURES.values() if _is_collected(measure, cohorts)])
    known = np.where(rows["value"].isna(), figures.NOT_APPLICABLE, figures.OK)
    status = pd.Series(np.where(collected, known, figures.NOT_COLLECTED), dtype="str")
    return rows.assign(group_name=_names(rows, cohorts), status=status)[figures.COLUMNS]


def _is_collected(measure: Measure, cohorts: Cohorts) -> bool:
    return set(measure.needs) <= cohorts.prepared.data.collected


def _blocks(measure: Measure, cohorts: Cohorts) -> Iterator[Block]:
    if not _is_collected(measure, cohorts):
        for breakdown in measure.breakdowns:
            yield _with_every_group(measure, breakdown, [], Parts(*np.empty((3, 0))), (np.nan, np.nan, np.nan))
        return
    tally = measure.tally(cohorts)
    for breakdown in measure.breakdowns:
        rows = tally.rows_by.get(breakdown, tally.rows)
        if breakdown == figures.AUTHORITY:
            codes, names = np.zeros(len(rows), dtype="int64"), [figures.AUTHORITY] * bool(len(rows))
        else:
            codes, found = pd.factorize(rows[breakdown], sort=True)
            names = list(found)
        parts = tally.parts(rows, Groups(codes, len(names))) if names else Parts(*np.empty((3, 0)))
        yield _with_every_group(measure, breakdown, names, parts, tally.nothing)


def _with_every_group(
    measure: Measure, breakdown: str, groups: Sequence[str], parts: Parts, nothing: tuple[float, float, float]
) -> Block:
    """Add the groups that always appear, in which nothing qualified."""
    others = [group for group in ALWAYS.get(breakdown, ()) if group not in groups]
    added = Parts(*(np.append(part, [none] * len(others)) for part, none in zip(parts, nothing, strict=True)))
    return Block(measure, breakdown, [*groups, *others], added)


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
