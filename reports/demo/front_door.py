"""The front door: who contacts the service about a child, what is decided, who is seen, and the assessment."""

import numpy as np
import pandas as pd

from reports.demo.cases import referral_ids
from reports.demo.columns import OFFICE_HOURS, Array, chosen, ids, interpolated, opaque, regular, texts
from reports.demo.history import History
from reports.demo.story import (
    ASSESSED_LATE,
    DECIDED_IN_TIME,
    DISABILITIES,
    FAMILIES,
    FIRST_RESPONSE,
    HIDDEN_SINCE,
)
from reports.demo.teams import team_ids

SOURCES = (  # codes of the children-in-need census
    "6", "2A", "3A", "3B", "3E", "5B", "5C", "1A", "1B", "1C", "4", "7", "8", "9", "2B", "10",
)  # fmt: skip
SOURCE_SHARES = (0.29, 0.2, 0.06, 0.03, 0.04, 0.06, 0.05, 0.06, 0.02, 0.02, 0.02, 0.03, 0.06, 0.03, 0.02, 0.01)
DECISIONS = ("referral", "information and advice", "early help", "no further action")
REFERRAL = 0
OTHER_DECISIONS = (0.45, 0.25, 0.3)
FROM_CONTACT = 0.88  # share of referrals that a contact led to; the others are a worker's own, or another authority's
OTHER_CONTACTS = 1.95  # contacts that led to none, per contact that did
DECIDED_AT_ONCE = 0.45  # of those decided in time: on the day of the contact
LATE_BY = 1.5  # working days, on average, beyond the second
NEVER_DECIDED = 0.004
USUAL_HOUR, HOURS_SPREAD = 13.5, 3.6  # of contacts
DECIDED_WITHIN = 0.2  # days, at most, from the contact to a decision on the same day
LAST_MOMENT = 0.999  # of a day

LIMIT = 45  # working days from the referral within which an assessment is to be authorised
ASSESSED, ASSESSED_ELSEWHERE = 0.86, 0.6  # share of cases with an assessment: in First Response, elsewhere
HIDDEN = 0.85  # share of the late assessments of the team that hides them
LOOK_BACK = 200.0  # days before the history from which assessments are followed
FIRST_VISIT, SEEN_IN_TIME, VISITED_AT_ALL = 5, 0.87, 0.96  # working days; shares
VISIT_GAP = 42.0  # days, on average, between two visits to a child in need
NOT_SEEN = 0.07  # share of visits at which the child was not seen


def contacts(history: History, rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Make `ssd_contacts` and `local_contact_decision`."""
    rows = pd.concat([led := _led_to_referral(history, rng), _led_to_none(history, len(led), rng)], ignore_index=True)
    day, person = rows["day"].to_numpy(), rows["person"].to_numpy()
    rows = rows[(day >= history.first_day) & history.alive(person, day) & (history.age(person, day) < 18)]
    count, day, decided_day = len(rows), rows["day"].to_numpy(), rows["decided"].to_numpy()
    hour = np.clip(USUAL_HOUR + HOURS_SPREAD * rng.standard_normal(count), 0.1, 23.5)
    time = day + hour / 24
    same_day = time + rng.random(count) * np.minimum(DECIDED_WITHIN, day + LAST_MOMENT - time)
    decided = np.where(decided_day == day, same_day, decided_day + rng.uniform(*OFFICE_HOURS, count))
    decided = np.where(decided < 0, decided, np.nan)
    contact = ids("C", opaque(count, rng), 7)
    source = chosen(SOURCE_SHARES, count, rng)
    return {
        "ssd_contacts": pd.DataFrame(
            {
                "cont_contact_id": contact,
                "cont_person_id": history.person_ids(rows["person"].to_numpy()),
                "cont_contact_date": history.clock.times(time),
                "cont_contact_source_code": texts(SOURCES, source),
            }
        ),
        "local_contact_decision": pd.DataFrame(
            {
                "cdec_contact_id": contact,
                "cdec_decided_date": history.clock.times(decided),
                "cdec_decision": texts(DECISIONS, np.where(np.isnan(decided), -1, rows["decision"])),
            }
        ),
    }


def _led_to_referral(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Go back from referrals to the contacts that led to them: person, day, decided, decision."""
    clock, made = history.clock, history.referrals
    made = made[(made["referred"] >= history.first_day) & (rng.random(len(made)) < FROM_CONTACT)]
    decided = made["referred"].to_numpy()
    wait = _working_days_to_decide(decided, rng)
    day = clock.working_days_after(decided, -wait)
    on_the_weekend = (clock.weekday(day) == 4) & (wait > 0)
    day = day + np.where(on_the_weekend, rng.integers(0, 3, len(day)), 0)
    return pd.DataFrame({"person": made["person"].to_numpy(), "day": day, "decided": decided, "decision": REFERRAL})


def _led_to_none(history: History, referrals: int, rng: np.random.Generator) -> pd.DataFrame:
    """Give the other contacts about children who are known at one time or another, as `_led_to_referral`."""
    count = round(referrals * OTHER_CONTACTS)
    person = rng.choice(history.known, count)
    day = np.floor(rng.uniform(history.first_day, 0, count))
    wait = _working_days_to_decide(day, rng)
    decided = history.clock.working_days_after(day, wait)
    at_once = (wait == 0) | (
        (wait == 1) & (decided >= 0)
    )  # what waits for the next day waits at the demo's end for ever
    decided = np.where(at_once, day, decided)
    decided = np.where(rng.random(count) < NEVER_DECIDED, np.nan, decided)
    decision = REFERRAL + 1 + chosen(OTHER_DECISIONS, count, rng)
    return pd.DataFrame({"person": person, "day": day, "decided": decided, "decision": decision})


def _working_days_to_decide(day: Array, rng: np.random.Generator) -> Array:
    luck, late = rng.random(len(day)), 2 + np.floor(rng.exponential(LATE_BY, len(day)))
    in_time = interpolated(day, DECIDED_IN_TIME)
    result: Array = np.where(luck < in_time, luck >= in_time * DECIDED_AT_ONCE, late)
    return result


def assessments(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Make `ssd_cin_assessments`: of most cases one, which one team leaves unsigned where it would be late."""
    clock, made = history.clock, history.referrals
    made = made[(made["nfa"] == 0) & (made["referred"] >= history.first_day - LOOK_BACK)]
    at_the_door = history.kinds(made["team"].to_numpy()) == FIRST_RESPONSE
    made = made[rng.random(len(made)) < np.where(at_the_door, ASSESSED, ASSESSED_ELSEWHERE)]
    referred, closed, team = (made[column].to_numpy() for column in ("referred", "closed", "team"))
    count = len(made)
    late = rng.random(count) < ASSESSED_LATE
    working_days = np.where(late, LIMIT + 1 + rng.exponential(8, count), 1 + LIMIT * rng.beta(3, 1.4, count))
    done = clock.working_days_after(referred, np.minimum(np.floor(working_days), np.where(late, np.inf, LIMIT)))
    hides = history.teams["hides"].to_numpy()[team] & (referred >= HIDDEN_SINCE) & (rng.random(count) < HIDDEN)
    done = np.where(hides & late & (closed > clock.working_days_after(referred, LIMIT)), np.nan, np.fmin(done, closed))
    start = np.fmin(clock.working(referred + rng.integers(0, 4, count)), np.fmin(done, closed))
    rows = made.assign(start=start, done=np.where(done < 0, done, np.nan))
    rows = rows[rows["start"] < 0]
    return pd.DataFrame(
        {
            "cina_assessment_id": ids("A", opaque(len(rows), rng), 6),
            "cina_person_id": history.person_ids(rows["person"].to_numpy()),
            "cina_referral_id": referral_ids(rows["number"].to_numpy()),
            "cina_assessment_start_date": clock.dates(rows["start"].to_numpy()),
            "cina_assessment_auth_date": clock.dates(rows["done"].to_numpy()),
            "cina_assessment_team": team_ids(rows["team"].to_numpy()),
        }
    )


def visits(history: History, protected: Array, rng: np.random.Generator) -> pd.DataFrame:
    """Make `ssd_cin_visits`: the first after the referral, then every so many weeks while the child is in need.

    In the stays in which a child is protected by a plan, it is visited under the plan instead.
    """
    rows = pd.concat([_first_visits(history, rng), _later_visits(history, protected, rng)], ignore_index=True)
    count = len(rows)
    return pd.DataFrame(
        {
            "cinv_cin_visit_id": ids("V", opaque(count, rng), 7),
            "cinv_person_id": history.person_ids(rows["person"].to_numpy()),
            "cinv_cin_visit_date": history.clock.dates(rows["day"].to_numpy()),
            "cinv_cin_visit_seen": texts("YN", (rng.random(count) < NOT_SEEN).astype("int64")),
        }
    )


def _first_visits(history: History, rng: np.random.Generator) -> pd.DataFrame:
    made = history.referrals
    made = made[(made["nfa"] == 0) & (made["referred"] >= history.first_day)]
    count = len(made)
    in_time = rng.random(count) < SEEN_IN_TIME
    wait = np.where(in_time, rng.integers(1, FIRST_VISIT + 1, count), FIRST_VISIT + 1 + rng.exponential(5, count))
    day = history.clock.working_days_after(made["referred"].to_numpy(), np.floor(wait))
    there = (day <= made["closed"].to_numpy()) & (day < 0) & (rng.random(count) < VISITED_AT_ALL)
    return pd.DataFrame({"person": made["person"].to_numpy(), "day": day})[there]


def _later_visits(history: History, protected: Array, rng: np.random.Generator) -> pd.DataFrame:
    stays = history.cases.stays.drop(protected)
    stays = stays[stays["kind"].isin((FIRST_RESPONSE, FAMILIES, DISABILITIES)) & (stays["end"] > history.first_day)]
    start = np.maximum(stays["start"].to_numpy(), history.first_day)
    row, time = regular(start, np.fmin(stays["end"].to_numpy(), 0), VISIT_GAP, rng)
    day = history.clock.working(np.maximum(np.floor(time), start[row] + 2))
    return pd.DataFrame({"person": stays["person"].to_numpy()[row], "day": day})
