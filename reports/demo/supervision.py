"""Supervision of workers, and managers' oversight of children."""

import numpy as np
import pandas as pd

from reports.demo.caseload import Caseload
from reports.demo.cases import person_ids
from reports.demo.columns import Array, Clock, ids, interpolated, opaque, spread, texts
from reports.demo.staff import Staff
from reports.demo.story import OVERSIGHT_GAP, SUPERVISED, SUPERVISED_WHERE_IT_DROPS

INDIVIDUAL, GROUP = range(2)
TYPES = ("individual", "group")
GRADES = ("outstanding", "good", "requires improvement", "inadequate")
GRADE_BOUNDS_BEFORE, GRADE_BOUNDS_NOW = (0.04, 0.6, 0.93), (0.08, 0.75, 0.96)
BETTER_SINCE = -365.0
AUDITED = 0.08
NOT_HELD = ("worker absent", "supervisor absent", "crisis on a case", "rearranged", "no reason recorded")
SAME_PEOPLE_MISS_OUT = 0.7  # how much of who misses a month is the worker, and how much is the month
TEAM_SPREAD = 0.08  # how much teams differ in the share supervised
ASYE_DAYS = (*range(7, 42, 7), *range(49, 182, 14))  # weekly, then fortnightly; monthly as for everybody later
ASYE_HELD = 0.8
GROUP_EVERY, GROUP_HELD = 3, 0.7  # months; share who came
LATE_RECORD = 0.12
OVERSIGHT_SHAPE = 6.0  # of the gamma distribution of the days between two oversights
FIRST_OVERSIGHT = 5.0  # days, at most, from allocation to the manager's first decision
LOOK_BACK = 90.0  # days before the history from which oversight is recorded


def sessions(staff: Staff, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_supervision`: the monthly sessions held and not held, those of the ASYE, and group sessions."""
    parts = [_monthly(staff, first_day, clock, rng), _asye(staff, first_day, clock, rng)]
    parts.append(_group(parts[0], rng))
    rows = pd.concat(parts, ignore_index=True).sort_values(["due", "holder"], ignore_index=True)
    count = len(rows)
    holder, due, held = (rows[column].to_numpy() for column in ("holder", "due", "held"))
    recorded = clock.written(held, _recording_lag(count, rng), rng)
    supervisor_post = staff.organisation.posts["supervisor"].to_numpy()[staff.holders["post"]][holder]
    reason = np.where(np.isnan(held), rng.integers(len(NOT_HELD), size=count), -1)
    return pd.DataFrame(
        {
            "supv_supervision_id": ids("SV", opaque(count, rng), 6),
            "supv_professional_id": staff.ids(holder),
            "supv_supervisor_id": staff.ids(staff.holder_at(supervisor_post, due)),
            "supv_due_date": clock.dates(due),
            "supv_held_date": clock.times(held),
            "supv_type": texts(TYPES, rows["type"].to_numpy()),
            "supv_not_held_reason": texts(NOT_HELD, reason),
            "supv_recorded_date": clock.times(recorded),
            "supv_audit_grade": texts(GRADES, _grades(held, rng)),
        }
    )


def _monthly(staff: Staff, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Plan a session a month for each worker with cases; fewer in the month before the story's turn, more after."""
    held = staff.holders
    starts = clock.month_starts(first_day)
    workers = np.flatnonzero(held["holds"])
    worker, month = (grid.ravel() for grid in np.meshgrid(workers, np.arange(len(starts) - 1), indexing="ij"))
    begin, end = starts[month], starts[month + 1]
    due = np.floor(clock.working(begin + 2 + rng.random(len(worker)) * (end - begin - 2)))
    due = np.where(due < begin, begin, due)
    there = (due >= held["start"].to_numpy()[worker] + 7) & ~(due > held["end"].to_numpy()[worker]) & (due < 0)
    worker, month, due = worker[there], month[there], due[there]
    team = held["team"].to_numpy()[worker]
    habit = rng.random(len(held))[worker]
    order = SAME_PEOPLE_MISS_OUT * habit + rng.random(len(worker))
    luck = spread(team * len(starts) + month, order, rng)
    was_held = luck < _share_supervised(staff, team, due, rng)
    time = due + rng.uniform(9, 16.5, len(due)) / 24
    away = _long_absent(staff, worker, due)
    return pd.DataFrame(
        {"holder": worker, "due": due, "held": np.where(was_held & ~away, time, np.nan), "type": INDIVIDUAL}
    )


def _share_supervised(staff: Staff, team: Array, due: Array, rng: np.random.Generator) -> Array:
    teams = staff.organisation.teams
    differs = rng.uniform(-TEAM_SPREAD, TEAM_SPREAD, len(teams))[team]
    usual = interpolated(due, SUPERVISED) + differs
    return np.where(teams["drops"].to_numpy()[team], interpolated(due, SUPERVISED_WHERE_IT_DROPS), usual)


def _long_absent(staff: Staff, worker: Array, day: Array) -> Array:
    """Tell of each worker and day whether a long absence covers it (the latest that had begun by then)."""
    long = staff.absences[staff.absences["long"]]
    if not len(long):
        return np.zeros(len(worker), dtype=bool)
    keys = long["holder"].to_numpy() * 1e5 + long["start"].to_numpy()
    found = np.searchsorted(keys, worker * 1e5 + day, side="right") - 1
    same = (found >= 0) & (long["holder"].to_numpy()[found] == worker)
    return same & (long["end"].fillna(np.inf).to_numpy()[found] >= day)


def _asye(staff: Staff, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    held = staff.holders
    new = np.flatnonzero(held["asye"].notna())
    holder, days = np.repeat(new, len(ASYE_DAYS)), np.tile(np.array(ASYE_DAYS), len(new))
    due = np.floor(clock.working(held["asye"].to_numpy()[holder] + days))
    there = (due >= first_day) & (due < 0) & ~(due > held["end"].to_numpy()[holder])
    holder, due = holder[there], due[there]
    was_held = rng.random(len(due)) < ASYE_HELD
    time = due + rng.uniform(9, 16.5, len(due)) / 24
    return pd.DataFrame({"holder": holder, "due": due, "held": np.where(was_held, time, np.nan), "type": INDIVIDUAL})


def _group(monthly: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give everybody with a session every third month or so a group session on another day of the week."""
    some = monthly[rng.random(len(monthly)) < GROUP_HELD / GROUP_EVERY]
    due = np.maximum(some["due"] - 7, monthly["due"].min())
    return pd.DataFrame({"holder": some["holder"], "due": due, "held": due + 13.5 / 24, "type": GROUP})


def _recording_lag(count: int, rng: np.random.Generator) -> Array:
    late = rng.random(count) < LATE_RECORD
    return np.where(late, rng.uniform(8, 25, count), rng.exponential(1.3, count).clip(0.02, 6))


def _grades(held: Array, rng: np.random.Generator) -> Array:
    luck = rng.random(len(held))
    before, now = (np.searchsorted(bounds, luck) for bounds in (GRADE_BOUNDS_BEFORE, GRADE_BOUNDS_NOW))
    audited = (rng.random(len(held)) < AUDITED) & ~np.isnan(held)
    return np.where(audited, np.where(held < BETTER_SINCE, before, now), -1)


def oversight(cases: Caseload, staff: Staff, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_case_oversight`: a decision when the case comes, then supervision of it at uneven intervals."""
    stays = cases.stays[(cases.stays["start"] < 0) & (cases.stays["end"] > first_day - LOOK_BACK)]
    stay, time, is_first = _oversight_times(stays, first_day - LOOK_BACK, rng)
    order = np.argsort(time, kind="stable")
    stay, time, is_first = stay[order], time[order], is_first[order]
    manager = staff.organisation.posts["supervisor"].to_numpy()[stays["post"].to_numpy()[stay]]
    day = clock.working(time)
    recorded = clock.written(day, _recording_lag(len(time), rng), rng)
    return pd.DataFrame(
        {
            "over_oversight_id": ids("OV", np.arange(len(time)) + 1, 7),
            "over_person_id": person_ids(stays["person"].to_numpy()[stay]),
            "over_professional_id": staff.ids(staff.holder_at(manager, day)),
            "over_date": clock.times(day),
            "over_type": texts(("case supervision", "management decision"), is_first),
            "over_recorded_date": clock.times(recorded),
        }
    )


def _oversight_times(stays: pd.DataFrame, first: float, rng: np.random.Generator) -> tuple[Array, Array, Array]:
    """Give the stay (its row), the time, and whether it is the case's first, of each oversight."""
    start, end = stays["start"].to_numpy(), np.fmin(stays["end"].to_numpy(), 0)
    scale = OVERSIGHT_GAP * rng.uniform(0.8, 1.2, 1 + stays["team"].max())[stays["team"]] / OVERSIGHT_SHAPE
    met = start < first
    time = np.where(met, first, start) + rng.random(len(stays)) * np.where(met, OVERSIGHT_GAP, FIRST_OVERSIGHT)
    stay, first_one, parts = np.arange(len(stays)), ~met, []
    while True:
        on = time < end[stay]
        stay, time = stay[on], time[on]
        if not len(stay):
            break
        parts.append((stay, time, first_one[stay]))
        first_one = np.zeros(len(stays), dtype=bool)
        time = time + rng.gamma(OVERSIGHT_SHAPE, scale[stay])
    office_hours = rng.uniform(8.5, 17.5, sum(len(part[0]) for part in parts)) / 24
    stay, time, first_one = (np.concatenate(column) for column in zip(*parts, strict=True))
    return stay, np.floor(time) + office_hours, first_one
