"""How children in care are looked after: reviews, visits, health, and scores of their strengths and difficulties."""

import numpy as np
import pandas as pd

from reports.demo.columns import DAYS_IN_A_YEAR, Array, chosen, ids, interpolated, opaque, regular, repeated, texts
from reports.demo.history import History
from reports.demo.in_care import InCare
from reports.demo.story import CARE_VISITS_LEFT_OUT, HEALTH_IN_TIME

FIRST_REVIEW, SECOND_REVIEW, NEXT_REVIEWS = 27.0, 117.0, 181.0  # days after entering care; between later ones
REVIEWED_IN_TIME, REVIEWED_LATE, REVIEW_CANCELLED = 0.88, 0.07, 0.02  # shares; the rest is not held
EARLY_DAYS, LATE_DAYS = 12, 30
VISIT_GAP = 38.0
LIMIT = 20  # working days from entering care to the initial health assessment
EXAMINED_FROM, LATE_BY = 9, 14.0  # working days
NEXT_CHECKS = 360.0  # days
STATUSES = ("Completed", "Refused", "Planned")
COMPLETED, REFUSED, PLANNED = range(len(STATUSES))
REFUSED_SHARE, PLANNED_SHARE = 0.06, 0.3
SCORED_AGES = (4.0, 17.0)  # years
FIRST_SCORE = 330.0  # days after entering care
NOT_SCORED = 0.14
MOST, MEAN, SHAPE = 40, 13.8, 3.5  # of the scores
REASONS, NO_SCORE = ("SDQ2", "SDQ3", "SDQ4", "SDQ5"), 0.07  # why there is none, as the return codes it
LOOK_BACK = 400.0  # days before the history from which checks and visits are recorded


def tables(care: InCare, history: History, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make `ssd_cla_reviews`, `ssd_cla_visits`, `ssd_cla_health` and `ssd_sdq_scores`: short breaks need none."""
    times = care.times[~care.times["short_break"]].reset_index(drop=True)
    times["until"] = np.minimum(np.floor(times["end"]), 0)
    return {
        "ssd_cla_reviews": _reviews(times, history, rng),
        "ssd_cla_visits": _visits(times, history, rng),
        "ssd_cla_health": _health(times, history, rng),
        "ssd_sdq_scores": _scores(times, history, rng),
    }


def _reviews(times: pd.DataFrame, history: History, rng: np.random.Generator) -> pd.DataFrame:
    entered, until = times["entered"].to_numpy(), times["until"].to_numpy()
    row, nth = repeated(np.maximum(np.floor((until - entered - SECOND_REVIEW) / NEXT_REVIEWS) + 2, 0).astype("int64"))
    after = np.where(nth == 0, FIRST_REVIEW, SECOND_REVIEW + (nth - 1) * NEXT_REVIEWS)
    due = history.clock.working(entered[row] + after)
    there = (due < until[row]) & (due >= history.first_day - LOOK_BACK)
    row, due = row[there], due[there]
    count = len(due)
    luck = chosen((REVIEWED_IN_TIME, REVIEWED_LATE, REVIEW_CANCELLED, 0.0), count, rng)
    early, late = rng.integers(0, EARLY_DAYS, count), rng.integers(1, LATE_DAYS, count)
    held = np.select([luck == 0, luck == 1], [np.maximum(due - early, entered[row]), due + late], np.nan)
    held = history.clock.working(held)
    return pd.DataFrame(
        {
            "clar_cla_review_id": ids("RV", opaque(count, rng), 6),
            "clar_cla_review_due_date": history.clock.dates(due),
            "clar_cla_review_date": history.clock.dates(np.where(held < 0, held, np.nan)),
            "clar_cla_review_cancelled": texts("NY", (luck == 2).astype("int64")),
        }
    )


def _visits(times: pd.DataFrame, history: History, rng: np.random.Generator) -> pd.DataFrame:
    start = np.maximum(times["entered"].to_numpy(), history.first_day - LOOK_BACK)
    row, time = regular(start, times["until"].to_numpy(), VISIT_GAP, rng)
    held = rng.random(len(row)) >= interpolated(time, CARE_VISITS_LEFT_OUT)
    row, time = row[held], time[held]
    day = history.clock.working(np.maximum(np.floor(time), start[row] + 2))
    return pd.DataFrame(
        {
            "clav_cla_visit_id": ids("LV", opaque(len(row), rng), 6),
            "clav_person_id": history.person_ids(times["person"].to_numpy()[row]),
            "clav_cla_visit_date": history.clock.dates(day),
        }
    )


def _health(times: pd.DataFrame, history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Examine each child after entering care, often too late, and about once a year after that."""
    entered, until, count = times["entered"].to_numpy(), times["until"].to_numpy(), len(times)
    in_time = rng.random(count) < HEALTH_IN_TIME
    wait = np.where(in_time, rng.integers(EXAMINED_FROM, LIMIT + 1, count), LIMIT + 1 + rng.exponential(LATE_BY, count))
    first = history.clock.working_days_after(entered, np.floor(wait))
    row, time = regular(first, until, NEXT_CHECKS, rng, spread=0.3)
    planned = np.flatnonzero((times["end"] >= 0) & (rng.random(count) < PLANNED_SHARE))
    rows = pd.DataFrame(
        {
            "time": np.concatenate([np.arange(count), row, planned]),
            "day": np.concatenate([first, np.floor(time), np.full(len(planned), np.nan)]),
            "status": np.repeat([COMPLETED, COMPLETED, PLANNED], [count, len(row), len(planned)]),
        }
    )
    rows["day"] = history.clock.working(rows["day"].to_numpy())
    rows = rows[(rows["day"] < until[rows["time"]]) | (rows["status"] == PLANNED)]
    refused = (rng.random(len(rows)) < REFUSED_SHARE) & (rows["status"] == COMPLETED)
    return pd.DataFrame(
        {
            "clah_health_check_id": ids("H", opaque(len(rows), rng), 6),
            "clah_person_id": history.person_ids(times["person"].to_numpy()[rows["time"]]),
            "clah_health_check_date": history.clock.dates(rows["day"].to_numpy()),
            "clah_health_check_status": texts(STATUSES, np.where(refused, REFUSED, rows["status"])),
        }
    )


def _scores(times: pd.DataFrame, history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Score each child of the age for it once a year, or say why not."""
    first = times["entered"].to_numpy() + FIRST_SCORE - DAYS_IN_A_YEAR
    row, time = regular(first, times["until"].to_numpy(), DAYS_IN_A_YEAR, rng, spread=0.1)
    time = np.floor(time)
    person = times["person"].to_numpy()[row]
    age = history.age(person, time)
    there = (age >= SCORED_AGES[0]) & (age < SCORED_AGES[1]) & (time > times["entered"].to_numpy()[row])
    there &= rng.random(len(row)) >= NOT_SCORED
    person, day = person[there], history.clock.working(time[there])
    score = np.minimum(np.floor(rng.gamma(SHAPE, MEAN / SHAPE, len(day))), MOST)
    return pd.DataFrame(
        {
            "csdq_table_id": ids("SD", opaque(len(day), rng), 6),
            "csdq_person_id": history.person_ids(person),
            "csdq_sdq_completed_date": history.clock.dates(day),
            "csdq_sdq_score": texts(_SCORES, _score_or_reason(score, rng)),
        }
    )


_SCORES = (*(str(score) for score in range(MOST + 1)), *REASONS)


def _score_or_reason(score: Array, rng: np.random.Generator) -> Array:
    """Give the place in _SCORES: of the score, or of a reason why there is none."""
    none = rng.random(len(score)) < NO_SCORE
    return np.where(none, rng.integers(MOST + 1, len(_SCORES), len(score)), score)
