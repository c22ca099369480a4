"""Return interviews: which returns got one, when, by whom, and what they were about."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from reports.demo.cases import person_ids
from reports.demo.columns import Array, Clock, ids, spread, texts
from reports.demo.missing import missing_ids
from reports.demo.story import INTERVIEWS, NEW_PROVIDER, OLD_PROVIDERS, PROVIDER, THEMES
from reports.demo.supervision import GRADES

NOBODY, COMPLETED, BY_CHILD, BY_CARER, NOT_POSSIBLE, NOT_REQUIRED = range(-1, 5)
OUTCOMES = ("completed", "declined by child", "declined by carer", "not possible", "not required")
WHY_NOT = (0.55, 0.72, 0.87)  # of those offered but not held: declined by child, by carer, not possible; else open
NOT_REQUIRED_SHARE = 0.03
NOT_REQUIRED_REASONS = ("was where expected", "recorded in error", "now 18")
HOURS = 1 / 24
IN_TIME_HOURS, LATE_HOURS = (6.0, 71.0), (92.0, 330.0)
DECIDED_HOURS = (20.0, 110.0)  # from the return to a refusal
DAYS_TO_ANSWER = 3.0  # from the return until it is recorded that no interview was offered
DAY_BEGINS, DAY_ENDS = 9.0, 18.5
LAST_HOUR_IN_TIME = 71.5
SECOND_ATTEMPT = 0.06  # share of interviews held after one that was declined or not possible
DATE_ONLY, NO_PRECISION = 0.05, 0.1
INDEPENDENT_BEFORE, INDEPENDENT_NOW, NO_FLAG = 0.55, 0.94, 0.04
GRADED, GRADE_BOUNDS_BEFORE, GRADE_BOUNDS_NOW = 0.12, (0.05, 0.58, 0.92), (0.12, 0.84, 0.98)
PROVIDERS = (*OLD_PROVIDERS, PROVIDER)


@dataclass(frozen=True)
class Interviews:
    """Interviews by row, and the returns (rows of the episodes) that each covered.

    `rows`: person, returned (the latest return covered), offered, outcome, completed, in_care, new.
    `links`: interview, episode. `offered` and `accepted` of each episode: 0 `N`, 1 `Y`, 2 `NA`, -1 none.
    """

    rows: pd.DataFrame
    links: pd.DataFrame
    offered: Array
    accepted: Array


def build(episodes: pd.DataFrame, rng: np.random.Generator) -> Interviews:
    """Hold interviews after the returns that have happened."""
    returns = _returns(episodes, rng)
    outcome, completed = _outcomes(returns, rng)
    back = returns["end"].to_numpy()
    still_to_come = np.where(np.isnan(completed), back + rng.uniform(*DECIDED_HOURS, len(back)) * HOURS, completed)
    offered = _offered(back, still_to_come, rng)
    never = (outcome != COMPLETED) & (outcome != NOT_REQUIRED) & (rng.random(len(back)) < _shares(returns)[2])
    outcome = np.where(never, NOBODY, outcome)
    offered = np.where(never | (offered >= 0), np.nan, offered)
    undecided = (still_to_come >= 0) & (outcome != NOT_REQUIRED)
    outcome = np.where(undecided, NOBODY, outcome)
    completed = np.where(undecided, np.nan, completed)
    not_required = outcome == NOT_REQUIRED
    rows = returns.assign(
        episode=returns.index,
        returned=back,
        offered=np.where(not_required, np.nan, offered),
        outcome=outcome,
        completed=completed,
    )
    held, links = _linked(rows[not_required | rows["offered"].notna()], rng)
    return Interviews(held, links, *_answers(rows, len(episodes)))


def _answers(rows: pd.DataFrame, episodes: int) -> tuple[Array, Array]:
    """Give what stands with each episode: was an interview offered, was it accepted."""
    outcome, not_required = rows["outcome"], rows["outcome"] == NOT_REQUIRED
    answered = outcome.isin((COMPLETED, BY_CHILD, BY_CARER))
    offered, accepted = np.full(episodes, -1), np.full(episodes, -1)
    forgotten = rows["returned"] < -DAYS_TO_ANSWER
    offered[rows.index] = np.select([not_required, rows["offered"].notna(), forgotten], [2, 1, 0], -1)
    accepted[rows.index] = np.select([not_required, answered], [2, outcome == COMPLETED], -1)
    return offered, accepted


def _returns(episodes: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give the missing episodes that ended, in the order of each child's returns."""
    back = episodes.loc[~episodes["away"] & episodes["end"].notna(), ["person", "in_care", "end"]]
    back = back.sort_values(["person", "end"])
    return back.assign(new=back["end"] >= NEW_PROVIDER, luck=_luck(back, rng))


def _luck(back: pd.DataFrame, rng: np.random.Generator) -> Array:
    """Give even chances within care status and about a month."""
    month = np.floor(back["end"].to_numpy() / 30.5).astype("int64")
    return spread(month * 2 + back["in_care"].to_numpy(), rng.random(len(back)), rng)


def _shares(returns: pd.DataFrame) -> tuple[Array, Array, Array]:
    """Give each return's chances: interviewed, in time, and never offered if not interviewed."""
    shares = np.zeros((3, len(returns)))
    for (new, in_care), what in INTERVIEWS.items():
        own = (returns["new"] == new) & (returns["in_care"] == in_care)
        shares[:, own] = np.array([[what.completed], [what.in_time], [what.never_offered]])
    completed, in_time, never_offered = shares
    return completed, in_time, never_offered


def _outcomes(returns: pd.DataFrame, rng: np.random.Generator) -> tuple[Array, Array]:
    """Give how it goes in the end with each return, and when an interview is completed (NaN: never)."""
    count, luck, back = len(returns), returns["luck"].to_numpy(), returns["end"].to_numpy()
    chance_completed, chance_in_time, _ = _shares(returns)
    soon, late = luck < chance_in_time, luck < chance_completed
    least, most = IN_TIME_HOURS
    hours = least + (most - least) * rng.beta(2.0, 1.5, count)
    least, most = LATE_HOURS
    hours = np.where(soon, hours, np.fmin(least + rng.gamma(1.2, 60, count), most))
    completed = _in_the_day(back, hours * HOURS, rng)
    why_not = BY_CHILD + np.searchsorted(WHY_NOT, rng.random(count))
    why_not = np.where(why_not == NOT_REQUIRED, NOBODY, why_not)
    outcome = np.where(late, COMPLETED, why_not)
    outcome = np.where(rng.random(count) < NOT_REQUIRED_SHARE, NOT_REQUIRED, outcome)
    return outcome, np.where(outcome == COMPLETED, completed, np.nan)


def _in_the_day(back: Array, delay: Array, rng: np.random.Generator) -> Array:
    """Move interviews out of the night: to the afternoon before, or the next morning if the child is just back."""
    time, count = back + delay, len(back)
    day = np.floor(time)
    hour = (time - day) * 24
    night, evening = hour < DAY_BEGINS, hour >= DAY_ENDS
    just_back = delay < np.where(night, 1.0, 0.5)
    morning = day + evening + (DAY_BEGINS + rng.random(count)) * HOURS
    afternoon = day - night + (DAY_ENDS - 1 - rng.random(count)) * HOURS
    return np.where(night | evening, np.where(just_back, morning, afternoon), time)


def _offered(back: Array, decided: Array, rng: np.random.Generator) -> Array:
    """Give when an interview was offered: in the day if there was one, between the return and what came of it."""
    offered = back + (decided - back) * rng.uniform(0.1, 0.7, len(back))
    day = np.floor(offered)
    in_the_day = np.clip(offered, day + DAY_BEGINS * HOURS, day + DAY_ENDS * HOURS) + rng.random(len(back)) * HOURS
    return np.where((in_the_day > back) & (in_the_day < decided), in_the_day, offered)


def _linked(known: pd.DataFrame, rng: np.random.Generator) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Let some interviews cover the return before too, and some be the second attempt."""
    after = known.shift(-1)
    both_held = (known["outcome"] == COMPLETED) & (after["outcome"] == COMPLETED)
    since = (after["completed"] - known["returned"]) / HOURS
    was_late = (known["completed"] - known["returned"]) / HOURS > LAST_HOUR_IN_TIME
    as_timely = (since <= LAST_HOUR_IN_TIME) | (was_late & (since < LATE_HOURS[1]))
    joined = both_held & (known["person"] == after["person"]) & as_timely
    joined &= ~joined.shift(-1, fill_value=False)
    interview = np.cumsum(~joined.to_numpy()) - 1
    interview[joined] = interview[np.flatnonzero(joined) + 1]
    links = pd.DataFrame({"interview": interview, "episode": known["episode"].to_numpy()})
    held = known[~joined].reset_index(drop=True)
    again = held[(held["outcome"] == COMPLETED) & (rng.random(len(held)) < SECOND_ATTEMPT)]
    first = again.assign(
        offered=again["returned"] + (again["offered"] - again["returned"]) * 0.5,
        outcome=rng.choice((BY_CHILD, NOT_POSSIBLE), len(again)),
        completed=np.nan,
    )
    first_links = pd.DataFrame({"interview": len(held) + np.arange(len(first)), "episode": first["episode"].to_numpy()})
    return pd.concat([held, first], ignore_index=True), pd.concat([links, first_links], ignore_index=True)


def table(interviews: Interviews, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_return_interview`."""
    rows = interviews.rows
    count, outcome = len(rows), rows["outcome"].to_numpy()
    completed, offered, new = (rows[column].to_numpy() for column in ("completed", "offered", "new"))
    happened = np.fmax(completed, np.where(np.isnan(offered), rows["returned"], offered))
    recorded = clock.written(happened, rng.exponential(1.5, count), rng)
    held = outcome == COMPLETED
    date_only = rng.random(count) < DATE_ONLY
    no_precision = ~date_only & (rng.random(count) < NO_PRECISION)
    luck = rng.random((3, count))
    provider = np.where(new, len(PROVIDERS) - 1, luck[0] * len(OLD_PROVIDERS))
    independent = luck[1] < np.where(new, INDEPENDENT_NOW, INDEPENDENT_BEFORE)
    before, now = (np.searchsorted(bounds, luck[2]) for bounds in (GRADE_BOUNDS_BEFORE, GRADE_BOUNDS_NOW))
    graded = held & (rng.random(count) < GRADED)
    reason = rng.integers(len(NOT_REQUIRED_REASONS), size=count)
    return pd.DataFrame(
        {
            "rhi_interview_id": interview_ids(np.arange(count)),
            "rhi_person_id": person_ids(rows["person"].to_numpy()),
            "rhi_offered_date": clock.times(offered),
            "rhi_outcome": texts(OUTCOMES, outcome),
            "rhi_not_required_reason": texts(NOT_REQUIRED_REASONS, np.where(outcome == NOT_REQUIRED, reason, -1)),
            "rhi_completed_date": clock.times_or_dates(completed, date_only),
            "rhi_completed_precision": texts(("time", "date"), np.where(held & ~no_precision, date_only, -1)),
            "rhi_provider": texts(PROVIDERS, np.where(outcome == NOT_REQUIRED, -1, provider)),
            "rhi_independent_flag": texts("NY", np.where(held & (rng.random(count) >= NO_FLAG), independent, -1)),
            "rhi_audit_grade": texts(GRADES, np.where(graded, np.where(new, now, before), -1)),
            "rhi_recorded_date": clock.times(recorded),
        }
    )


def interview_ids(rows: Array) -> "pd.Series[Any]":
    """Give the ids of interviews by row."""
    return ids("RI", rows + 1, 6)


def links(interviews: Interviews) -> pd.DataFrame:
    """Make `local_return_interview_episode`."""
    pairs = interviews.links.sort_values(["interview", "episode"])
    return pd.DataFrame(
        {
            "rhie_interview_id": interview_ids(pairs["interview"].to_numpy()),
            "rhie_missing_id": missing_ids(pairs["episode"].to_numpy()),
        }
    )


def themes(interviews: Interviews, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_return_interview_theme`: what the interviews held were about."""
    held = np.flatnonzero(interviews.rows["outcome"] == COMPLETED)
    in_care = interviews.rows["in_care"].to_numpy()[held].astype("int64")
    chances = np.array([(at_home, cared_for) for _, _, at_home, cared_for in THEMES]).T[in_care]
    interview, theme = np.nonzero(rng.random(chances.shape) < chances)
    return pd.DataFrame(
        {
            "rhit_interview_id": interview_ids(held[interview]),
            "rhit_kind": texts([kind for kind, *_ in THEMES], theme),
            "rhit_theme": texts([name for _, name, *_ in THEMES], theme),
        }
    )
