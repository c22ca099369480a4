"""Places for children: how many each worker has when, and who stays in them for how long.

Each worker has *places*. A place holds one child after another: a *stay*. So caseloads are what the story says
at every moment, and children still flow.
"""

import numpy as np
import pandas as pd

from reports.demo import story
from reports.demo.columns import DAYS_IN_A_YEAR, Array, rounded
from reports.demo.staff import Staff
from reports.demo.story import FIRST_RESPONSE, OUT_OF_HOURS, SERVICES
from reports.demo.teams import ADVISER

ALWAYS = -1e5  # the day since when there have always been places
AHEAD = 120.0  # days after `until`: who will be allocated then may wait already
LONGEST = 6.8 * DAYS_IN_A_YEAR  # a care leaver is 25 then
FULL = 16.0  # cases per full-time worker that nobody outside the story exceeds


def build(staff: Staff, rng: np.random.Generator) -> pd.DataFrame:
    """Give the places of all case-holding posts: post, team, kind, opens, closes."""
    posts = staff.organisation.posts
    holders = np.flatnonzero(posts["holds"])
    kind, role, fte, team = (posts[column].to_numpy()[holders] for column in ("kind", "role", "fte", "team"))
    adviser, first_response = role == ADVISER, kind == FIRST_RESPONSE
    elsewhere = ~adviser & ~first_response & (kind != OUT_OF_HOURS)
    newly_qualified = np.isin(holders, staff.holders["post"][staff.holders["asye"] > -DAYS_IN_A_YEAR])
    usual = np.where(adviser, story.ADVISERS_CASES, _team_rates(staff, rng)[team])
    usual = np.where(newly_qualified & elsewhere, np.fmin(usual, story.ASYE_CASES), usual)
    full_time = fte / np.array([service.stay / (service.stay + service.gap) for service in SERVICES])[kind]
    count = rounded(usual * full_time, rng)
    count = np.where(elsewhere, np.fmin(count, np.floor(FULL * fte)), count).clip(1)
    parts = [_some(holders, count, np.full(len(holders), ALWAYS), np.inf)]
    single = rng.random(len(holders))
    over = elsewhere & ~newly_qualified & (single < story.SINGLE_WORKERS_OVER)
    were = elsewhere & (single > 1 - story.WERE_OVER)
    for who, surge, spread_out in (
        (first_response, story.FIRST_RESPONSE_SURGE, True),
        (adviser, story.ADVISERS_SURGE, True),
        (over, story.SINGLE_WORKER_SURGE, False),
        (were, story.ONCE_OVER_SURGE, False),
    ):
        extra = np.where(who, rounded(surge.cases * full_time, rng), 0)
        own_day = rng.uniform(surge.first, surge.last, len(holders))
        parts.append(_some(holders, extra, own_day, surge.days))
        if spread_out:
            parts[-1]["opens"] = rng.uniform(surge.first, surge.last, len(parts[-1]))
    return pd.concat(parts, ignore_index=True).join(posts[["team", "kind"]], on="post")


def _some(posts: Array, count: Array, opens: Array, days: float) -> pd.DataFrame:
    frame = pd.DataFrame({"post": posts, "opens": opens, "closes": opens + days})
    return frame.loc[np.repeat(frame.index, count)].reset_index(drop=True)


def _team_rates(staff: Staff, rng: np.random.Generator) -> Array:
    kinds = staff.organisation.teams["kind"].to_numpy()
    least, most = np.array([service.cases for service in SERVICES]).T[:, kinds]
    return least + (most - least) * rng.random(len(kinds))


def stays(places: pd.DataFrame, first: float, rng: np.random.Generator) -> pd.DataFrame:
    """Fill each place with one child after another, as if it had always been so.

    Gives place, post, team, kind, lasting (the place was always there), start, end; sorted by place and start.
    """
    places = places[places["closes"] > first].reset_index(drop=True)
    kinds = places["kind"].to_numpy()
    mean, shape, gap = np.array([(service.stay, service.shape, service.gap) for service in SERVICES]).T[:, kinds]
    opens, closes = places["opens"].to_numpy(), places["closes"].to_numpy()
    # A stay that is met while it goes on is longer than the usual one, as whoever looks meets long ones more often.
    in_progress = np.fmin(rng.gamma(shape + 1, mean / shape), LONGEST)
    lasting = opens < first
    start = np.where(lasting, first - in_progress * rng.random(len(places)), opens)
    end = start + np.where(lasting, in_progress, rng.gamma(shape, mean / shape))
    place, parts = np.arange(len(places)), []
    while len(place):
        parts.append(pd.DataFrame({"place": place, "start": start, "end": end}))
        start = end + rng.exponential(gap[place])
        on = start < np.fmin(closes[place], AHEAD)
        place, start = place[on], start[on]
        end = start + np.fmin(rng.gamma(shape[place], (mean / shape)[place]), LONGEST)
    filled = pd.concat(parts).sort_values(["place", "start"], ignore_index=True)
    return filled.join(places[["post", "team", "kind"]].assign(lasting=lasting), on="place")
