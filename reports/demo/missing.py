"""Missing and away episodes, and what the police and others reported of them."""

from typing import Any

import numpy as np
import pandas as pd

from reports.demo.caseload import Caseload
from reports.demo.cases import person_ids
from reports.demo.columns import Array, Clock, ids, spread, texts
from reports.demo.staff import Staff
from reports.demo.story import AWAY_PER_MONTH, CARE_SHARE, COUNTY, DISABILITIES, FAMILIES, IN_CARE, MISSING_PER_MONTH

DAYS_IN_A_MONTH = 30.44
OFTEN = 0.4  # share of the times a child begins to go missing that lead to more than one episode
MORE_EPISODES, OFTEN_DAYS = 4.2, 75.0  # episodes beyond two, on average, and the days over which they come
LOST = 0.86  # share of planned episodes that take place: some places are empty, some episodes would overlap
APART = 0.5  # days, at least, between two episodes' starts
EVENING, EVENING_SPREAD = 20.5, 3.5  # the hour at which most go
TO_THE_WEEKEND = 0.25  # share of Monday's to Thursday's episodes that belong to the Friday or Saturday before
USUAL_HOURS, HOURS_SPREAD = 7.0, 0.9  # median and sigma of how long a child is away
LONG, LONG_DAYS = 0.045, (2.0, 14.0)
DATE_ONLY = 0.06
MINUTES, HOURS = 1 / 1440, 1 / 24
NO_REPORT, NO_POLICE = 0.03, 0.05
POLICE_USUAL, POLICE_LATE = (14 * MINUTES, 0.6), (8 * HOURS, 0.7)  # median and sigma of reported to logged
NOTIFIED = (7.5 * HOURS, 1.0)
RETURN_CORRECTED = 0.03
RISK, RISK_SHARES = ("high", "medium", "low"), (0.2, 0.52, 0.28)


def episodes(cases: Caseload, children: int, first_day: float, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Give the episodes by start: person, team, start, end (NaN: still away), away, in_care, date_only (the end)."""
    stays = cases.stays
    chosen = _who(stays, children, first_day, rng)
    month = np.floor(chosen["day"].to_numpy() / DAYS_IN_A_MONTH)
    often = spread(month, rng.random(len(chosen)), rng) < OFTEN
    times = np.where(often, 2 + rng.poisson(MORE_EPISODES, len(chosen)), 1)
    row = np.repeat(np.arange(len(chosen)), times)
    day = chosen["day"].to_numpy()[row] + np.where(often[row], rng.random(len(row)) * OFTEN_DAYS, 0)
    start = _evening(day, clock, rng)
    stay = chosen["stay"].to_numpy()[row]
    in_care = stays["kind"].to_numpy()[stay] == IN_CARE
    rows = pd.DataFrame(
        {
            "person": stays["person"].to_numpy()[stay],
            "team": stays["team"].to_numpy()[stay],
            "start": start,
            "away": in_care & (rng.random(len(row)) < _away_share()),
            "in_care": in_care,
        }
    )
    begun = (start >= first_day) & (start < 0)
    there = (start > stays["start"].to_numpy()[stay] + 1) & (start < stays["end"].to_numpy()[stay])
    rows = rows[begun & there].sort_values(["person", "start"], ignore_index=True)
    since = rows.groupby("person")["start"].diff()
    rows = rows[~(since < APART)].reset_index(drop=True)
    return _ended(rows, rng).sort_values(["start", "person"], ignore_index=True)


def _away_share() -> float:
    """Give the share of looked-after children's episodes that are of type away."""
    return AWAY_PER_MONTH / (AWAY_PER_MONTH + MISSING_PER_MONTH * CARE_SHARE)


def _who(stays: pd.DataFrame, children: int, first_day: float, rng: np.random.Generator) -> pd.DataFrame:
    """Choose the children who begin to go missing, and when: day, stay (its row)."""
    a_month = children / COUNTY / LOST / (1 + OFTEN * (1 + MORE_EPISODES))
    months = (OFTEN_DAYS - first_day) / DAYS_IN_A_MONTH
    missing = MISSING_PER_MONTH * a_month * months
    care = round(missing * CARE_SHARE + AWAY_PER_MONTH * a_month * months)
    parts = []
    for kinds, count in (((FAMILIES, DISABILITIES), round(missing * (1 - CARE_SHARE))), ((IN_CARE,), care)):
        places = np.unique(stays["place"][stays["lasting"] & stays["kind"].isin(kinds)])
        place = rng.choice(places, count)
        day = (first_day - OFTEN_DAYS) * (np.arange(count) + rng.random(count)) / max(count, 1)
        keys = stays["place"].to_numpy() * 1e5 + stays["start"].to_numpy()
        stay = np.searchsorted(keys, place * 1e5 + day, side="right") - 1
        parts.append(pd.DataFrame({"day": day, "stay": np.maximum(stay, 0)}))
    return pd.concat(parts, ignore_index=True)


def _evening(day: Array, clock: Clock, rng: np.random.Generator) -> Array:
    """Move the days to when children go: towards weekends and evenings."""
    weekday = clock.weekday(day)
    back = np.where(weekday < 4, weekday + rng.integers(2, 4, len(day)), 0)
    day = np.floor(day) - np.where(rng.random(len(day)) < TO_THE_WEEKEND, back, 0)
    return day + (EVENING + EVENING_SPREAD * rng.standard_normal(len(day))) / 24


def _ended(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Bring the children back, before they go again."""
    count = len(rows)
    hours = USUAL_HOURS * np.exp(HOURS_SPREAD * rng.standard_normal(count))
    long = rng.random(count) < LONG
    days = np.where(long, rng.uniform(*LONG_DAYS, count), np.maximum(hours, 0.5) / 24)
    end = rows["start"].to_numpy() + days
    again = rows["start"].shift(-1).where(rows["person"] == rows["person"].shift(-1))
    end = np.fmin(end, again - 2 * HOURS)
    return rows.assign(end=np.where(end < 0, end, np.nan), date_only=rng.random(count) < DATE_ONLY)


def table(rows: pd.DataFrame, offered: Array, accepted: Array, clock: Clock) -> pd.DataFrame:
    """Make `ssd_missing`; offered and accepted are 0 `N`, 1 `Y`, 2 `NA`, -1 none."""
    answers = ("N", "Y", "NA")
    return pd.DataFrame(
        {
            "miss_table_id": missing_ids(np.arange(len(rows))),
            "miss_person_id": person_ids(rows["person"].to_numpy()),
            "miss_missing_episode_start_date": clock.times(rows["start"].to_numpy()),
            "miss_missing_episode_type": texts("MA", rows["away"].to_numpy()),
            "miss_missing_episode_end_date": clock.times_or_dates(rows["end"].to_numpy(), rows["date_only"].to_numpy()),
            "miss_missing_rhi_offered": texts(answers, offered),
            "miss_missing_rhi_accepted": texts(answers, accepted),
        }
    )


def missing_ids(rows: Array) -> "pd.Series[Any]":
    """Give the ids of episodes by row."""
    return ids("M", rows + 1, 6)


def reports(rows: pd.DataFrame, staff: Staff, clock: Clock, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_missing_report`: for missing episodes, nearly all."""
    some = rows[~rows["away"] & (rng.random(len(rows)) >= NO_REPORT)]
    count = len(some)
    start, end = some["start"].to_numpy(), some["end"].to_numpy()
    until_return = np.where(np.isnan(end), -start, end - start)
    reported = start + np.minimum(rng.uniform(0.3, 4.0, count) * HOURS, until_return * 0.6)
    reported = np.where(rng.random(count) < NO_POLICE, np.nan, reported)
    late = staff.organisation.teams["late_police"].to_numpy()[some["team"]]
    logged = reported + np.where(late, _delay(POLICE_LATE, count, rng), _delay(POLICE_USUAL, count, rng))
    notified = end + _delay(NOTIFIED, count, rng)
    corrected = rng.random(count) < RETURN_CORRECTED
    returned = np.where(corrected, end - np.minimum(until_return * 0.3, HOURS), end)
    precision = np.where(np.isnan(end), -1, some["date_only"])
    return pd.DataFrame(
        {
            "mrep_missing_id": missing_ids(some.index.to_numpy()),
            "mrep_police_reported_date": clock.times(reported),
            "mrep_police_logged_date": clock.times(np.where(logged < 0, logged, np.nan)),
            "mrep_authority_notified_date": clock.times(np.where(notified < 0, notified, np.nan)),
            "mrep_returned_date": clock.times_or_dates(returned, some["date_only"].to_numpy()),
            "mrep_returned_precision": texts(("time", "date"), precision),
            "mrep_risk": texts(RISK, rng.choice(len(RISK), count, p=RISK_SHARES)),
        }
    )


def _delay(usual: tuple[float, float], count: int, rng: np.random.Generator) -> Array:
    median, sigma = usual
    return median * np.exp(sigma * rng.standard_normal(count))
