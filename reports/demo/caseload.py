"""Children's ways through the services, and the tables that tell of them.

Stays with one service after another (First Response, then a Supporting Families team, perhaps care, then leaving
care) are linked into a child's episode, and some episodes into one person's.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.demo import places
from reports.demo.columns import Array, interpolated, opaque
from reports.demo.staff import Staff
from reports.demo.story import (
    CARE_LEAVERS,
    DAYS_TO_ALLOCATION,
    FIRST_RESPONSE,
    LONG_WAIT,
    LONG_WAIT_DAYS,
    RE_REFERRED,
    TRANSFERS,
)

BEFORE = 30.0  # days before the history from which the places are followed
TAKEN_OVER_WITHIN = 21.0  # days between leaving one service and being with the next
KNOWN_BEFORE = (30.0, 500.0)  # days since the last episode closed when a child is referred again
ROOT_DELAY = 2.0  # days, at most, from referral to allocation outside First Response
RECENTLY_CLOSED = 30.0  # days by which that may be more
EARLIER_SERVICES = (20.0, 400.0)  # days that a case open before the history had been open elsewhere


@dataclass(frozen=True)
class Caseload:
    """Rows refer to one another by number. Ends and closes may lie after `until`: then they are not known yet.

    `stays`, sorted by place and start: place, post, team, kind, lasting, start, end, episode, person.
    `episodes`: root (its first stay), team, referred, closed, leaver (ends in leaving care), person.
    """

    stays: pd.DataFrame
    episodes: pd.DataFrame
    persons: int


def build(staff: Staff, first_day: float, rng: np.random.Generator) -> Caseload:
    """Follow all places from before `first_day` until after now."""
    first = first_day - BEFORE
    stays = places.stays(places.build(staff, rng), first, rng)
    root = _roots(_transfers(stays, rng))
    episodes = _episodes(stays, root, first, rng)
    stays["episode"] = np.searchsorted(episodes["root"].to_numpy(), root)
    episodes["person"] = _persons(episodes, rng)
    stays["person"] = episodes["person"].to_numpy()[stays["episode"]]
    return Caseload(stays, episodes, int(episodes["person"].max()) + 1)


def _transfers(stays: pd.DataFrame, rng: np.random.Generator) -> Array:
    """Give the stay that each stay continues (-1: none), and let the former last until the latter begins."""
    kind, start, end = (stays[column].to_numpy(copy=True) for column in ("kind", "start", "end"))
    before = np.full(len(stays), -1)
    taken = np.zeros(len(stays), dtype=bool)
    for origin, destination, share in TRANSFERS:
        takers = np.flatnonzero((kind == destination) & (rng.random(len(kind)) < share))
        leavers = np.flatnonzero((kind == origin) & ~taken)
        found = _latest_before(start[takers], end[leavers], TAKEN_OVER_WITHIN)
        takers, leavers = takers[found >= 0], leavers[found[found >= 0]]
        before[takers] = leavers
        taken[leavers] = True
        end[leavers] = start[takers]
    stays["end"] = end
    return before


def _latest_before(times: Array, candidates: Array, within: float) -> Array:
    """Give for each time the latest candidate before it that no other has, or -1 where none is near enough."""
    if not len(candidates):
        return np.full(len(times), -1)
    by_time, by_candidate = np.argsort(times, kind="stable"), np.argsort(candidates, kind="stable")
    latest = np.searchsorted(candidates[by_candidate], times[by_time], side="right") - 1
    place = np.arange(len(times))
    free = np.minimum.accumulate((latest - place)[::-1])[::-1] + place
    chosen = by_candidate[np.maximum(free, 0)]
    near = (free >= 0) & (times[by_time] - candidates[chosen] <= within)
    result = np.empty(len(times), dtype="int64")
    result[by_time] = np.where(near, chosen, -1)
    return result


def _roots(before: Array) -> Array:
    """Follow the pointers to where each way began."""
    root = np.where(before < 0, np.arange(len(before)), before)
    while (root[root] != root).any():
        root = root[root]
    return root


def _episodes(stays: pd.DataFrame, root: Array, first: float, rng: np.random.Generator) -> pd.DataFrame:
    """Make an episode of each way: referred some days before the first stay, closed when the last one ends."""
    first_stays = np.unique(root)
    start, kind = stays["start"].to_numpy()[first_stays], stays["kind"].to_numpy()[first_stays]
    wait = rng.gamma(1.0, interpolated(start, DAYS_TO_ALLOCATION))
    long_wait = rng.random(len(start)) < LONG_WAIT
    wait = np.where(long_wait, rng.uniform(*LONG_WAIT_DAYS, len(start)), wait)
    wait = np.where(kind == FIRST_RESPONSE, wait, rng.random(len(start)) * ROOT_DELAY)
    wait = np.where(start < first, rng.uniform(*EARLIER_SERVICES, len(start)), wait)
    last = stays.groupby(root)["end"].max()
    return pd.DataFrame(
        {
            "root": first_stays,
            "team": stays["team"].to_numpy()[first_stays],
            "kind": kind,
            "referred": start - wait,
            "closed": last.to_numpy(),
            "leaver": (stays["kind"] == CARE_LEAVERS).groupby(root).any().to_numpy(),
        }
    )


def _persons(episodes: pd.DataFrame, rng: np.random.Generator) -> Array:
    """Give each episode its person: some children are referred again."""
    referred, closed = episodes["referred"].to_numpy(), episodes["closed"].to_numpy()
    again = (episodes["kind"] == FIRST_RESPONSE) & ~episodes["leaver"] & (rng.random(len(episodes)) < RE_REFERRED)
    again_rows = np.flatnonzero(again)
    known = np.flatnonzero(~episodes["leaver"])
    since = rng.uniform(*KNOWN_BEFORE, len(again_rows))
    found = _latest_before(referred[again_rows] - since, closed[known], RECENTLY_CLOSED)
    before = np.full(len(episodes), -1)
    before[again_rows] = np.where(found >= 0, known[found], -1)
    first, person = np.unique(_roots(before), return_inverse=True)
    result: Array = opaque(len(first), rng)[person] - 1
    return result
