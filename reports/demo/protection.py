"""Child protection: enquiries, the conferences they lead to, plans, and how plans are kept."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from reports.demo.columns import Array, ids, interpolated, opaque, regular, repeated, texts
from reports.demo.history import History
from reports.demo.story import (
    CONFERENCES_IN_TIME,
    DISABILITIES,
    FAMILIES,
    OTHER_ENQUIRIES,
    PLAN_SHARE,
    REPEAT_PLANS,
)
from reports.demo.teams import team_ids

OF_DISABLED_CHILDREN = 0.03  # share of their times with a team in which they need protection
LIMIT = 15  # working days from the enquiry's start to the conference
LATER_IN_THE_CASE = 0.3  # share of the enquiries that come while a team is working with the family already
BEFORE_THE_TEAM = 20.0  # days, at most, by which the others come before it takes over
NO_PLAN = 0.12  # share of conferences that make none
TRANSFERRED = 0.025  # share of conferences of children who come from another authority with a plan
OF_ANOTHER_AUTHORITY = 0.02  # share of plans
STEPPED_DOWN = 0.35  # share of plans that end while the team goes on working with the family
LEAST_PLAN, LONGEST_PLAN, VERY_LONG = 40.0, (520.0, 720.0), 0.4  # days; share of those beyond it that go on
EARLIER_GAP, EARLIER_LENGTH = (60.0, 1900.0), (90.0, 420.0)  # days between a plan and an earlier one, and of that one
FORGOTTEN = 0.05  # share of the enquiries with neither a conference nor a decision that there is none
LOOK_BACK = 90.0  # days before the history from which enquiries and visits are recorded
FIRST_REVIEW, NEXT_REVIEWS = (62.0, 88.0), 172.0  # days
REVIEWED_LATE, LATE_DAYS = 0.04, (12.0, 45.0)
VISIT_GAP, VISIT_LEFT_OUT, NOT_SEEN = 11.0, 0.12, 0.05


@dataclass(frozen=True)
class Protection:
    """Enquiries and plans by row. Days; ends may lie after `until`.

    `enquiries`: person, team (it began with), conference_team, start, end, nfa, conference (NaN: none), transferred.
    `plans`: person, start, end, of_another. `stays`: the times with a team in which there was one.
    """

    enquiries: pd.DataFrame
    plans: pd.DataFrame
    stays: Array


def build(history: History, rng: np.random.Generator) -> Protection:
    """Follow enquiries to conferences, and conferences to plans."""
    rows = _protected(history, rng)
    held = rows["conference"] < np.minimum(rows["end_of_stay"], 0)
    planned = held & (rng.random(len(rows)) >= NO_PLAN)
    plans = _plans(rows[planned], rng)
    still_to_come = rows["conference"] >= 0
    enquiries = pd.concat([rows[held | still_to_come], _other_enquiries(history, rng)], ignore_index=True)
    recent = enquiries["start"].between(history.first_day - LOOK_BACK, 0, inclusive="left")
    plans = pd.concat([plans, _earlier_plans(plans, history, rng)], ignore_index=True)
    return Protection(enquiries[recent].reset_index(drop=True), plans, rows["stay"].to_numpy()[planned])


def _protected(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Choose the times with a team in which a child needs protection: the longer, the likelier."""
    stays = history.cases.stays
    stays = stays[stays["kind"].isin((FAMILIES, DISABILITIES)) & (stays["start"] < 0)]
    length = (stays["end"] - stays["start"]).to_numpy()
    share = np.where(stays["kind"] == FAMILIES, interpolated(length, PLAN_SHARE), OF_DISABLED_CHILDREN)
    stays = stays[chosen := rng.random(len(stays)) < share]
    length, start, count = length[chosen], stays["start"].to_numpy(), len(stays)
    later = rng.random(count) < LATER_IN_THE_CASE
    begins = np.where(
        later, start + length * rng.uniform(0.05, 0.5, count), start - rng.random(count) * BEFORE_THE_TEAM
    )
    episodes = history.cases.episodes.iloc[stays["episode"]]
    referred, closed = episodes["referred"].to_numpy(), episodes["closed"].to_numpy()
    begins = history.clock.working(np.maximum(np.floor(begins), np.floor(referred) + 2))
    in_time = rng.random(count) < interpolated(begins, CONFERENCES_IN_TIME)
    wait = np.where(in_time, rng.integers(7, LIMIT + 1, count), LIMIT + 1 + np.floor(rng.exponential(6, count)))
    enquired = np.minimum(wait - 1, rng.integers(3, 11, count))
    return pd.DataFrame(
        {
            "stay": stays.index,
            "person": stays["person"].to_numpy(),
            "team": np.where(begins < start, episodes["team"], stays["team"]),
            "conference_team": stays["team"].to_numpy(),
            "start": begins,
            "end": history.clock.working_days_after(begins, enquired),
            "nfa": 0,
            "conference": history.clock.working_days_after(begins, wait),
            "transferred": rng.random(count) < TRANSFERRED,
            "end_of_stay": np.floor(stays["end"].to_numpy()),
            "closed": np.floor(closed),
        }
    )


def _plans(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    count, start, with_team = len(rows), rows["conference"].to_numpy(), rows["end_of_stay"].to_numpy()
    share = np.where(rng.random(count) < STEPPED_DOWN, rng.uniform(0.5, 1.0, count), 1.0)
    length = np.maximum((with_team - start) * share, LEAST_PLAN)
    longest = np.where(rng.random(count) < VERY_LONG, np.inf, rng.uniform(*LONGEST_PLAN, count))
    end = np.minimum(np.floor(start + np.minimum(length, longest)), np.maximum(rows["closed"], start))
    other = rng.random(count) < OF_ANOTHER_AUTHORITY
    return pd.DataFrame({"person": rows["person"].to_numpy(), "start": start, "end": end, "of_another": other})


def _earlier_plans(plans: pd.DataFrame, history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Give some children a plan before the first that is known."""
    first = plans.sort_values("start").drop_duplicates("person")
    first = first[rng.random(len(first)) < REPEAT_PLANS]
    end = np.floor(first["start"].to_numpy() - rng.uniform(*EARLIER_GAP, len(first)))
    start = np.floor(end - rng.uniform(*EARLIER_LENGTH, len(first)))
    earlier = first.assign(start=start, end=end, of_another=False)
    return earlier[history.alive(first["person"].to_numpy(), start)]


def _other_enquiries(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Give the enquiries after referrals that lead to no conference."""
    made = history.referrals
    made = made[(made["nfa"] == 0) & (made["referred"] >= history.first_day - LOOK_BACK)]
    made = made[rng.random(len(made)) < OTHER_ENQUIRIES]
    count, closed = len(made), made["closed"].to_numpy()
    start = history.clock.working(np.minimum(made["referred"].to_numpy() + rng.integers(0, 25, count), closed))
    start = np.maximum(start, made["referred"].to_numpy())
    end = history.clock.working_days_after(start, rng.integers(2, 14, count))
    return pd.DataFrame(
        {
            "person": made["person"].to_numpy(),
            "team": made["team"].to_numpy(),
            "conference_team": -1,
            "start": start,
            "end": np.maximum(np.minimum(end, closed), start),
            "nfa": (rng.random(count) >= FORGOTTEN).astype("int64"),
            "conference": np.nan,
            "transferred": False,
        }
    )


def tables(protection: Protection, history: History, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make `ssd_s47_enquiry`, `ssd_initial_cp_conference`, `ssd_cp_plans`, `ssd_cp_reviews` and `ssd_cp_visits`."""
    plans = protection.plans
    clock, plan_id = history.clock, ids("CP", opaque(len(plans), rng), 6)
    end = plans["end"].to_numpy()
    return _enquiry_tables(protection.enquiries, history, rng) | {
        "ssd_cp_plans": pd.DataFrame(
            {
                "cppl_cp_plan_id": plan_id,
                "cppl_person_id": history.person_ids(plans["person"].to_numpy()),
                "cppl_cp_plan_start_date": clock.dates(plans["start"].to_numpy()),
                "cppl_cp_plan_end_date": clock.dates(np.where(end < 0, end, np.nan)),
                "cppl_cp_plan_ola": texts("NY", plans["of_another"].to_numpy()),
            }
        ),
        "ssd_cp_reviews": _reviews(plans, plan_id, history, rng),
        "ssd_cp_visits": _visits(plans, history, rng),
    }


def _enquiry_tables(rows: pd.DataFrame, history: History, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make the tables of enquiries and conferences; a child who moves here with a plan had the enquiry elsewhere."""
    clock, transferred = history.clock, rows["transferred"].to_numpy()
    number = opaque(len(rows), rng)
    enquiries, end = rows[~transferred], rows["end"].to_numpy()[~transferred]
    conferences = rows[(rows["conference"] < 0).to_numpy()]
    enquiry_of = np.where(transferred, -1, number)[conferences.index]
    ended = end < 0
    return {
        "ssd_s47_enquiry": pd.DataFrame(
            {
                "s47e_s47_enquiry_id": ids("Q", number[~transferred], 6),
                "s47e_person_id": history.person_ids(enquiries["person"].to_numpy()),
                "s47e_s47_start_date": clock.dates(enquiries["start"].to_numpy()),
                "s47e_s47_end_date": clock.dates(np.where(ended, end, np.nan)),
                "s47e_s47_nfa": texts("NY", np.where(ended, enquiries["nfa"], -1)),
                "s47e_s47_completed_by_team": team_ids(enquiries["team"].to_numpy()),
            }
        ),
        "ssd_initial_cp_conference": pd.DataFrame(
            {
                "icpc_icpc_id": ids("K", opaque(len(conferences), rng), 6),
                "icpc_s47_enquiry_id": ids("Q", enquiry_of, 6),
                "icpc_person_id": history.person_ids(conferences["person"].to_numpy()),
                "icpc_icpc_transfer_in": texts("NY", (enquiry_of < 0).astype("int64")),
                "icpc_icpc_date": clock.dates(conferences["conference"].to_numpy()),
                "icpc_icpc_team": team_ids(conferences["conference_team"].to_numpy()),
            }
        ),
    }


def _reviews(
    plans: pd.DataFrame, plan_ids: "pd.Series[str]", history: History, rng: np.random.Generator
) -> pd.DataFrame:
    """Review each plan after three months, then every six; a few times late."""
    start, end = plans["start"].to_numpy(), np.minimum(plans["end"].to_numpy(), 0)
    plan, nth = repeated(np.maximum(np.floor((end - start - FIRST_REVIEW[0]) / NEXT_REVIEWS) + 1, 0).astype("int64"))
    due = (start + rng.uniform(*FIRST_REVIEW, len(plans)))[plan] + nth * NEXT_REVIEWS
    late = rng.random(len(plan)) < REVIEWED_LATE
    day = history.clock.working(np.floor(due + np.where(late, rng.uniform(*LATE_DAYS, len(plan)), 0)))
    held = day < end[plan]
    plan, day = plan[held], day[held]
    return pd.DataFrame(
        {
            "cppr_cp_review_id": ids("CR", opaque(len(plan), rng), 6),
            "cppr_person_id": history.person_ids(plans["person"].to_numpy()[plan]),
            "cppr_cp_plan_id": plan_ids.take(plan).reset_index(drop=True),
            "cppr_cp_review_date": history.clock.dates(day),
        }
    )


def _visits(plans: pd.DataFrame, history: History, rng: np.random.Generator) -> pd.DataFrame:
    start = np.maximum(plans["start"].to_numpy(), history.first_day - LOOK_BACK)
    plan, time = regular(start, np.minimum(plans["end"].to_numpy(), 0), VISIT_GAP, rng)
    held = rng.random(len(plan)) >= VISIT_LEFT_OUT
    plan, time = plan[held], time[held]
    day = history.clock.working(np.maximum(np.floor(time), start[plan] + 2))
    return pd.DataFrame(
        {
            "cppv_cp_visit_id": ids("CV", opaque(len(plan), rng), 7),
            "cppv_person_id": history.person_ids(plans["person"].to_numpy()[plan]),
            "cppv_cp_visit_date": history.clock.dates(day),
            "cppv_cp_visit_seen": texts("YN", (rng.random(len(plan)) < NOT_SEEN).astype("int64")),
        }
    )
