"""The improvement plan's table: the actions of `plan.csv`, and when each was last updated."""

from pathlib import Path

import numpy as np
import pandas as pd

from reports.demo.columns import OFFICE_HOURS, ids
from reports.demo.history import History

UPDATED_WITHIN = (2, 45)  # days ago: an action that goes on
DONE_EARLY = (0, 20)  # days before it was due
_FILE = Path(__file__).with_name("plan.csv")


def actions(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_plan_action`; due dates count from the demo's last day."""
    plan = pd.read_csv(_FILE, dtype={"recommendations": "str"})
    count, clock = len(plan), history.clock
    due = clock.working(plan["due_in_days"].to_numpy(dtype="float64"))
    done = due - rng.integers(*DONE_EARLY, count)
    day = np.where(plan["status"] == "done", done, -rng.integers(*UPDATED_WITHIN, count))
    updated = clock.working(day) + rng.uniform(*OFFICE_HOURS, count)
    return pd.DataFrame(
        {
            "acti_action_id": ids("AC", np.arange(count) + 1, 3),
            "acti_theme": plan["theme"],
            "acti_requirement": plan["requirement"],
            "acti_recommendations": plan["recommendations"],
            "acti_lead": plan["lead"],
            "acti_due_date": clock.dates(due),
            "acti_status": plan["status"],
            "acti_progress": plan["progress"],
            "acti_smart_target": plan["smart_target"],
            "acti_updated_date": clock.times(np.where(plan["status"] == "not started", np.nan, updated)),
        }
    )
