"""Figures of a period, and of the periods beside which a report shows them."""

from collections.abc import Callable, Collection, Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd

from reports import figures
from reports.checks import Data
from reports.measures import (  # noqa: F401 - they register the measures
    care_leavers,
    caseload,
    child_protection,
    children_in_care,
    front_door,
    homelessness,
    improvement_plan,
    missing,
    returned,
    supervision,
)
from reports.measures.cohorts import Cohorts
from reports.measures.groups import Grouping, groupings
from reports.measures.keys import Array
from reports.measures.prepared import Prepared
from reports.measures.registry import MEASURES, Measure, order
from reports.measures.tally import NOT_COLLECTED, Nothing, Parts, Tally, by_group
from reports.periods import Period
from reports.settings import Settings

order()


def compute(data: Data, period: Period, settings: Settings, only: Collection[str] = MEASURES.keys()) -> pd.DataFrame:
    """Give the figures of one period: `reports.figures.COLUMNS`, in the order of the registry.

    They are those of the measures whose tables were all read. `only` names the measures that are wanted.
    """
    settings.targets.demand_known(MEASURES)
    settings.owners.demand_known(MEASURES)
    prepared = Prepared(data, settings.standards)
    return _figures(Cohorts(prepared, period), groupings(prepared), only)


def history(
    data: Data,
    period: Period,
    settings: Settings,
    prepared: Prepared | None = None,
    only: Collection[str] = MEASURES.keys(),
) -> pd.DataFrame:
    """Give the figures of thirteen periods up to this one and of the same period a year before, oldest first.

    `prepared` is what the lists are made from too, where both are wanted. `only` names the measures that are wanted.
    """
    settings.targets.demand_known(MEASURES)
    settings.owners.demand_known(MEASURES)
    prepared = prepared or Prepared(data, settings.standards)
    periods = sorted({period.year_before(), *period.trend()})
    known = groupings(prepared)
    return figures.combine(_figures(Cohorts(prepared, each), known, only) for each in periods)


NOTHING = Parts(*np.empty((3, 0)))


class Block(NamedTuple):
    """The figures of one measure by one breakdown, a group each."""

    measure: Measure
    breakdown: str
    statuses: Array  # of figures that have no value
    groups: Grouping
    parts: Parts


def _figures(cohorts: Cohorts, known: dict[str, Grouping], only: Collection[str]) -> pd.DataFrame:
    asked = cohorts.prepared.data.asked
    measures = [each for each in MEASURES.values() if each.id in only and asked.issuperset(each.reads)]
    blocks = [block for measure in measures for block in _blocks(measure, cohorts, known)]
    sizes = [len(block.groups.ids) for block in blocks]

    def repeated(of_block: Callable[[Block], str]) -> Array:
        return np.repeat(np.array([of_block(block) for block in blocks], dtype="object"), sizes)

    parts = {part: np.concatenate([getattr(block.parts, part) for block in blocks]) for part in Parts._fields}
    columns = {
        "measure": repeated(lambda block: block.measure.id),
        "period_start": np.repeat(cohorts.period.start.isoformat(), sum(sizes)),
        "period_end": np.repeat(cohorts.period.end.isoformat(), sum(sizes)),
        "breakdown": repeated(lambda block: block.breakdown),
        "group_id": np.concatenate([block.groups.ids for block in blocks]),
        "group_name": np.concatenate([block.groups.names for block in blocks]),
        "unit": repeated(lambda block: block.measure.unit),
        "status": np.where(np.isnan(parts["value"]), np.concatenate([block.statuses for block in blocks]), figures.OK),
    }
    texts = {name: pd.Series(values, dtype="str") for name, values in columns.items()}
    return pd.DataFrame(texts | parts)[figures.COLUMNS]


def _blocks(measure: Measure, cohorts: Cohorts, known: dict[str, Grouping]) -> Iterator[Block]:
    collected = set(measure.needs) <= cohorts.prepared.data.collected
    tally = measure.tally(cohorts) if collected else None
    for breakdown in measure.breakdowns:
        places, parts = _by_place(tally, breakdown) if tally else (np.zeros(0, dtype="int64"), NOTHING)
        nothing = tally.nothing if tally else NOT_COLLECTED
        yield Block(measure, breakdown, *_with_every_group(known[breakdown], places, parts, nothing))


def _by_place(tally: Tally, breakdown: str) -> tuple[Array, Parts]:
    """Give the places of the groups that have rows, and their figures."""
    rows = tally.rows_by.get(breakdown, tally.rows)
    if not len(rows):
        return np.zeros(0, dtype="int64"), NOTHING
    places, rows_by_group = by_group(None if breakdown == figures.AUTHORITY else rows[breakdown], len(rows))
    return places, tally.parts(rows, rows_by_group)


def _with_every_group(known: Grouping, places: Array, parts: Parts, nothing: Nothing) -> tuple[Array, Grouping, Parts]:
    """Give statuses, groups and parts, those of the groups that always appear added, in which nothing qualified."""
    statuses = np.full(len(places), figures.NOT_APPLICABLE, dtype="object")
    others = [place for place in known.always if place not in places]
    if others:
        places = np.append(places, others)
        statuses = np.append(statuses, [nothing.status] * len(others))
        parts = Parts(*(np.append(part, [none] * len(others)) for part, none in zip(parts, nothing[:3], strict=True)))
    return statuses, Grouping(known.ids[places], known.names[places]), parts
