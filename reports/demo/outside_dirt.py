"""Known dirt in what is held outside the case system: DQ01, DQ04 to DQ06, DQ16, DQ19 and DQ40 to DQ46.

As in `dirt`, no row has two faults.
"""

import numpy as np
import pandas as pd

from reports.demo.columns import Clock
from reports.demo.dirt import HOSTILE, NO_PERSON, NOT_DATES
from reports.demo.soil import Soil

FEWEST_ROWS, FEWEST_ACTIONS = 100, 30  # smaller tables stay clean: few faults would be more than a gate lets through


def soil(frames: dict[str, pd.DataFrame], clock: Clock, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Soil the frames, and give them."""
    hand = Soil(frames, clock, rng, FEWEST_ROWS)
    _returns(hand)
    _presentations(hand)
    hand = Soil(hand.finish(), clock, rng, FEWEST_ACTIONS)
    _actions(hand)
    return hand.finish()


def _returns(hand: Soil) -> None:
    """DQ40, figures that cannot be; DQ41, of no measure or period; DQ45 and DQ01, returned again."""
    table, share = "local_return", hand["retn_denominator"].notna()
    rows = hand.some(table, share)
    hand.put("retn_numerator", rows, hand["retn_denominator"].iloc[rows] + 3)
    hand.put("retn_numerator", hand.some(table, ~share), [-1.0])
    hand.put("retn_numerator", hand.some(table), [None])
    hand.put("retn_measure", hand.some(table), ["audits"])
    hand.shift("retn_period_end", hand.some(table), 1)
    rows = hand.some(table, ~share)
    before, fewer = hand["retn_recorded_date"].iloc[rows], hand["retn_numerator"].iloc[rows]
    hand.copies(table, rows, retn_recorded_date=before - pd.Timedelta(hours=20), retn_numerator=fewer - 1)
    hand.copies(table, hand.some(table))


def _presentations(hand: Soil) -> None:
    """DQ04 to DQ06 and DQ16; DQ42, the wrong order; DQ46, not of the age."""
    table = "local_homeless_presentation"
    rows = hand.some(table, hand["homl_assessed_date"].notna())
    hand.shift("homl_assessed_date", rows, -60)
    rows = hand.some(table, hand["homl_placed_date"].notna(), recent=False)
    hand.put("homl_placed_date", rows, hand["homl_decision_date"].iloc[rows] - pd.Timedelta(days=3))
    hand.put("homl_outcome", hand.some(table), ["hostel"])
    hand.not_a_date("homl_date", hand.some(table), NOT_DATES)
    hand.put("homl_person_id", hand.some(table), [NO_PERSON])
    born = hand["pers_dob"]
    child = hand["pers_person_id"][(born > hand.day(-3000)) & (born < hand.day(-2000))]
    rows = hand.some(table)
    hand.put("homl_person_id", rows, child.iloc[: len(rows)])
    hand.copies(table, hand.some(table))


def _actions(hand: Soil) -> None:
    """DQ43, not dated; DQ44, a recommendation that is no number; DQ16, DQ19 and DQ01."""
    table = "local_plan_action"
    hand.put("acti_due_date", hand.some(table, hand["acti_status"] == "not started"), [None])
    hand.put("acti_updated_date", hand.some(table, hand["acti_status"] == "done"), [None])
    hand.put("acti_recommendations", hand.some(table), ["4, front door"])
    hand.put("acti_status", hand.some(table, hand["acti_status"] == "under way"), ["delayed"])
    hand.put("acti_progress", hand.some(table, hand["acti_progress"].notna()), HOSTILE)
    hand.copies(table, hand.some(table))
