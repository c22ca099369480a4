"""Care leavers as they are now: who helps them, in touch or not, where they live, what they do."""

from typing import Any

import numpy as np
import pandas as pd

from reports.demo.columns import Array, chosen, interpolated, texts
from reports.demo.history import History
from reports.demo.staff import Staff
from reports.demo.story import IN_EET_BY_AGE
from reports.demo.teams import team_ids

ELIGIBILITIES = ("Former Relevant", "Former Relevant", "Former Relevant", "Relevant", "Qualifying")
IN_TOUCH = ("YES", "NO", "RHOM", "DIED")
IN_TOUCH_SHARES = (0.925, 0.05, 0.02, 0.005)
SUITABLE = 0.9
DOING = ("F1", "F2", "F4", "F5", "P1", "P2", "P4", "P5")
DOING_SHARES = (0.08, 0.32, 0.08, 0.32, 0.01, 0.06, 0.01, 0.12)
NOT_DOING = ("G4", "G5", "G6")
NOT_DOING_SHARES = (0.3, 0.5, 0.2)
REVIEWED, REVIEWED_WITHIN, OVERDUE_BY = 0.84, (1.0, 178.0), (190.0, 420.0)  # share; days ago
NO_REVIEW = 0.02


def table(
    now: pd.DataFrame, staff: Staff, history: History, rng: np.random.Generator, more: np.random.Generator
) -> pd.DataFrame:
    """Make `ssd_care_leavers` of those whom the service holds now: person, post, team."""
    holder = staff.holder_at(now["post"].to_numpy(), np.zeros(len(now)))
    persons = now["person"].to_numpy()
    return pd.DataFrame(
        {
            "clea_person_id": history.person_ids(persons),
            "clea_care_leaver_eligibility": texts(ELIGIBILITIES, rng.integers(len(ELIGIBILITIES), size=len(now))),
            **_doing(persons, history, more),
            "clea_care_leaver_allocated_team": team_ids(now["team"].to_numpy()),
            "clea_care_leaver_worker_id": staff.ids(holder),
        }
    )


def _doing(persons: Array, history: History, rng: np.random.Generator) -> dict[str, "pd.Series[Any]"]:
    """Give the fields of how each is doing."""
    count = len(persons)
    touch = chosen(IN_TOUCH_SHARES, count, rng)
    doing = rng.random(count) < interpolated(history.age(persons, np.zeros(count)), IN_EET_BY_AGE)
    activity = np.where(doing, chosen(DOING_SHARES, count, rng), len(DOING) + chosen(NOT_DOING_SHARES, count, rng))
    ago = np.where(rng.random(count) < REVIEWED, rng.uniform(*REVIEWED_WITHIN, count), rng.uniform(*OVERDUE_BY, count))
    never = rng.random(count) < NO_REVIEW
    in_touch = touch == IN_TOUCH.index("YES")
    suitable = (rng.random(count) < SUITABLE).astype("int64")
    known = touch < IN_TOUCH.index("RHOM")
    reviewed = history.clock.working(np.floor(-ago))
    return {
        "clea_care_leaver_in_touch": texts(IN_TOUCH, touch),
        "clea_care_leaver_accom_suitable": texts(("2", "1"), np.where(in_touch, suitable, -1)),
        "clea_care_leaver_activity": texts((*DOING, *NOT_DOING), np.where(known, activity, -1)),
        "clea_pathway_plan_review_date": history.clock.dates(np.where(never, np.nan, reviewed)),
    }
