"""Children in care: legal status, placements, permanence."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reports.demo.columns import Array, chosen, ids, interpolated, opaque, repeated, rounded, texts
from reports.demo.history import History

STATUSES = ("V2", "C1", "C2", "E1", "V3", "V4")
VOLUNTARY, INTERIM, FULL, PLACEMENT_ORDER, SHORT_BREAK, SHORT_BREAKS = range(len(STATUSES))
WAYS = (  # legal statuses one after the other
    (VOLUNTARY,),
    (INTERIM, FULL),
    (VOLUNTARY, INTERIM, FULL),
    (INTERIM, FULL, PLACEMENT_ORDER),
)
WAY_SHARES, WAY_SHARES_OF_THE_YOUNG = (0.24, 0.5, 0.26, 0.0), (0.12, 0.34, 0.14, 0.4)
# How many days a status lasts that is not the last.
LASTS = {VOLUNTARY: (20.0, 90.0), INTERIM: (130.0, 320.0), FULL: (20.0, 150.0)}
MOST_STATUSES = 3
YOUNG = 6.0  # years: for a younger child adoption is likely

TYPES = ("U1", "U2", "U3", "U4", "U5", "U6", "K2", "H5", "P1", "T0", "T1", "T2", "T3", "T4")
FIRST_TEMPORARY = TYPES.index("T0")
FOSTERED = (0.08, 0.02, 0.1, 0.25, 0.02, 0.36, 0.12, 0.0, 0.05)  # by type, the temporary ones left out
OLDER = (0.05, 0.0, 0.05, 0.18, 0.0, 0.2, 0.22, 0.28, 0.02)
SUPPORTED_FROM = 16.0  # years: before, no child lives in supported accommodation (H5)
SHORT_BREAK_HOMES = (TYPES.index("U6"), TYPES.index("K2"))
UNSETTLED = ((200.0, 0.38), (1100.0, 0.08))  # share of times in care, by the days they last
DAYS_OF_THE_UNSETTLED = 105.0  # how long a placement lasts in them
TEMPORARY = 0.12  # share of the placements of the unsettled

DECISIONS = ("perm_adm_decision_date", "perm_placement_order_date", "perm_matched_date", "perm_permanence_order_date")
FROM_DECISION, TO_MATCH, TO_ORDER = (20.0, 70.0), (50.0, 220.0), (120.0, 320.0)  # days, around the placement order
MATCHED_LONG_TERM, MATCHED_AFTER = 0.2, (200.0, 520.0)  # share of the others, and days from entering care
ORDERED_AT_THE_END = 0.12  # share of the others whose care ends with an order of permanence


@dataclass(frozen=True)
class InCare:
    """Unbroken times in care by row: person, short_break, entered, end (may lie after `until`), age (on entering).

    `way` is a row of WAYS, `changes` the days on which its second and third status begin (NaN: never).
    """

    times: pd.DataFrame
    way: Array
    changes: Array


def build(history: History, rng: np.random.Generator) -> InCare:
    """Choose the way of each time in care through the legal statuses."""
    times = history.care.groupby("stay", as_index=False).agg(
        person=("person", "first"),
        short_break=("short_break", "first"),
        entered=("entered", "first"),
        end=("end", "max"),
    )
    count, entered = len(times), np.floor(times["entered"].to_numpy())
    times = times.assign(entered=entered, age=history.age(times["person"].to_numpy(), entered))
    young = chosen(WAY_SHARES_OF_THE_YOUNG, count, rng)
    way = np.where(times["age"] < YOUNG, young, chosen(WAY_SHARES, count, rng))
    days = np.full((MOST_STATUSES - 1, count), np.inf)
    for number, statuses in enumerate(WAYS):
        for place, status in enumerate(statuses[:-1]):
            days[place, way == number] = rng.uniform(*LASTS[status], (way == number).sum())
    changes = np.floor(entered + np.cumsum(days, axis=0))
    there = (changes < np.minimum(np.floor(times["end"].to_numpy()), 0)) & ~times["short_break"].to_numpy()
    return InCare(times, way, np.where(there, changes, np.nan))


def tables(care: InCare, history: History, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make `ssd_legal_status`, `ssd_cla_placement` and `ssd_permanence`."""
    return {
        "ssd_legal_status": _legal_status(care, history, rng),
        "ssd_cla_placement": _placements(history, rng),
        "ssd_permanence": _permanence(care, history, rng),
    }


def _legal_status(care: InCare, history: History, rng: np.random.Generator) -> pd.DataFrame:
    times, short = care.times, care.times["short_break"].to_numpy()
    end = np.floor(times["end"].to_numpy())
    breaks = np.where(rng.random(len(times)) < 0.5, SHORT_BREAK, SHORT_BREAKS)
    begins = np.vstack([times["entered"].to_numpy(), care.changes])
    ends = np.vstack([care.changes, np.full(len(times), np.nan)])
    ends = np.where(np.isnan(ends), end, ends)
    by_way = np.array([(*way, *[-1] * (MOST_STATUSES - len(way))) for way in WAYS]).T[:, care.way]
    status = np.where(short, breaks, by_way)
    there = ~np.isnan(begins)
    person = np.broadcast_to(times["person"].to_numpy(), there.shape)[there]
    return pd.DataFrame(
        {
            "lega_legal_status_id": ids("L", opaque(len(person), rng), 6),
            "lega_person_id": history.person_ids(person),
            "lega_legal_status": texts(STATUSES, status[there]),
            "lega_legal_status_start_date": history.clock.dates(begins[there]),
            "lega_legal_status_end_date": _past(ends[there], history),
        }
    )


def _placements(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Place the children: in one home for each episode, in many where a child is not settled."""
    care = history.care
    start, end = care["start"].to_numpy(), np.minimum(care["end"].to_numpy(), 0)
    share = interpolated((care["end"] - care["entered"]).to_numpy(), UNSETTLED)
    luck = rng.random(len(history.cases.stays))[care["stay"]]
    unsettled = (luck < share) & ~care["short_break"].to_numpy()
    count = np.where(unsettled, np.maximum(rounded((end - start) / DAYS_OF_THE_UNSETTLED, rng), 1), 1)
    row, nth = repeated(count)
    length = ((end - start) / count)[row]
    later = start[row] + (nth + rng.uniform(-0.3, 0.3, len(row))) * length
    begins = np.where(nth == 0, start[row], later)
    last = nth == count[row] - 1
    ends = np.where(last, care["end"].to_numpy()[row], np.append(begins[1:], np.nan))
    person = care["person"].to_numpy()[row]
    kind = _placement_types(history.age(person, begins), care["short_break"].to_numpy()[row], rng)
    temporary = (nth > 0) & (rng.random(len(row)) < TEMPORARY)
    kind = np.where(temporary, rng.integers(FIRST_TEMPORARY, len(TYPES), len(row)), kind)
    return pd.DataFrame(
        {
            "clap_cla_placement_id": ids("PL", opaque(len(row), rng), 6),
            "clap_person_id": history.person_ids(person),
            "clap_cla_placement_start_date": history.clock.times(begins),
            "clap_cla_placement_end_date": _past(ends, history),
            "clap_cla_placement_type": texts(TYPES, kind),
        }
    )


def _placement_types(age: Array, short_break: Array, rng: np.random.Generator) -> Array:
    younger, older = (chosen(shares, len(age), rng) for shares in (FOSTERED, OLDER))
    result: Array = np.where(age < SUPPORTED_FROM, younger, older)
    return np.where(short_break, rng.choice(SHORT_BREAK_HOMES, len(age)), result)


def _permanence(care: InCare, history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Decide on where children will grow up: adoption after a placement order, a long-term match, or an order."""
    times, count = care.times, len(care.times)
    entered, end = times["entered"].to_numpy(), np.floor(times["end"].to_numpy())
    to_adopt = care.way == WAYS.index((INTERIM, FULL, PLACEMENT_ORDER))
    order = np.where(to_adopt, care.changes[-1], np.nan)
    others = ~to_adopt & ~times["short_break"].to_numpy()
    luck = rng.random(count)
    long_term = np.where(others & (luck < MATCHED_LONG_TERM), entered + rng.uniform(*MATCHED_AFTER, count), np.nan)
    matched = np.where(to_adopt, order + rng.uniform(*TO_MATCH, count), long_term)
    at_the_end = others & (luck > 1 - ORDERED_AT_THE_END)
    permanent = np.where(at_the_end, end, np.where(to_adopt, matched + rng.uniform(*TO_ORDER, count), np.nan))
    dates = np.vstack([order - rng.uniform(*FROM_DECISION, count), order, matched, permanent])
    dates = np.floor(np.where(dates <= end, dates, np.nan))
    dates = np.where(dates < 0, np.maximum(dates, entered), np.nan)
    some = ~np.isnan(dates).all(axis=0)
    columns = [history.clock.dates(row) for row in dates[:, some]]
    return pd.DataFrame(
        {
            "perm_table_id": ids("PM", opaque(int(some.sum()), rng), 6),
            "perm_person_id": history.person_ids(times["person"].to_numpy()[some]),
            **dict(zip(DECISIONS, columns, strict=True)),
        }
    )


def _past(days: Array, history: History) -> "pd.Series[Any]":
    """Give the ends that have come."""
    return history.clock.dates(np.where(days < 0, days, np.nan))
