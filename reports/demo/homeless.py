"""Young people of 16 and 17 who present as homeless, and what becomes of it."""

import numpy as np
import pandas as pd

from reports.demo.columns import DAYS_IN_A_YEAR, OFFICE_HOURS, Array, chosen, ids, spread, texts
from reports.demo.history import History
from reports.demo.story import HOMELESS_IN_THE_SURGE, HOMELESS_PER_MONTH, NIGHTS_IN_THE_SURGE, NIGHTS_USUALLY
from reports.periods import Kind, Period
from reports.source.contract.held_outside import HOMELESS_OUTCOMES

DAYS_IN_A_MONTH = DAYS_IN_A_YEAR / 12
YOUNGEST, OLDEST = 16.02, 17.95  # years
LIMIT, ASSESSED_IN_TIME = 10, 0.82  # working days; share
LATE_BY = 6.0
OUTCOME_SHARES = (0.3, 0.17, 0.2, 0.08, 0.14, 0.11)  # of HOMELESS_OUTCOMES but the last, which is still open
LOOKED_AFTER, HOUSED = HOMELESS_OUTCOMES.index("section 20"), HOMELESS_OUTCOMES.index("housing")
OPEN = HOMELESS_OUTCOMES.index("open")
DECIDED_AFTER, PLACED_AFTER = 4.0, 2.5  # days, on average: from the assessment, from the decision
FEWEST_NIGHTS, MOST_NIGHTS = 1, 13


def presentations(history: History, rng: np.random.Generator) -> pd.DataFrame:
    """Make `local_homeless_presentation`: more of them in the last whole quarter, with nights in bed and breakfast."""
    day, surge = _days(history, rng)
    person = _of_the_age(day, history, rng)
    found = person >= 0
    day, surge, person = day[found], surge[found], person[found]
    count, clock = len(day), history.clock
    in_time = rng.random(count) < ASSESSED_IN_TIME
    wait = np.where(in_time, rng.integers(0, LIMIT + 1, count), LIMIT + 1 + rng.exponential(LATE_BY, count))
    assessed_day = clock.working_days_after(day, np.floor(wait))
    hours = np.sort(rng.uniform(*OFFICE_HOURS, (3, count)), axis=0)
    assessed = np.maximum(assessed_day, day) + hours[1]
    decided = clock.working(np.floor(assessed + rng.exponential(DECIDED_AFTER, count)))
    decided = np.maximum(decided + hours[1], assessed)
    placed = decided + rng.exponential(PLACED_AFTER, count)
    outcome = np.where(decided < 0, chosen(OUTCOME_SHARES, count, rng), OPEN)
    in_care = outcome == LOOKED_AFTER
    nights = rng.integers(FEWEST_NIGHTS, MOST_NIGHTS + 1, count)
    given_a_home = (outcome >= LOOKED_AFTER) & (outcome <= HOUSED)
    luck = spread(2 * surge + given_a_home, rng.random(count), rng)
    stayed = given_a_home & (luck < np.where(surge, NIGHTS_IN_THE_SURGE, NIGHTS_USUALLY))
    return pd.DataFrame(
        {
            "homl_presentation_id": ids("HP", np.arange(count) + 1, 5),
            "homl_person_id": history.person_ids(person),
            "homl_date": clock.times(day + hours[0]),
            "homl_assessed_date": clock.times(np.where(assessed < 0, assessed, np.nan)),
            "homl_outcome": texts(HOMELESS_OUTCOMES, outcome),
            "homl_decision_date": clock.times(np.where(decided < 0, decided, np.nan)),
            "homl_placed_date": clock.times(np.where(in_care & (placed < 0), placed, np.nan)),
            "homl_bb_nights": np.where(stayed, nights, np.where(outcome == OPEN, np.nan, 0.0)),
        }
    )


def _days(history: History, rng: np.random.Generator) -> tuple[Array, Array]:
    """Give the days of presentations in order, and which of them are in the quarter of the rise."""
    until = history.clock.until
    quarter = Period.containing(until, Kind.QUARTER).previous()
    first, last = ((day - until).days for day in (quarter.start, quarter.end))
    usual = rng.poisson(HOMELESS_PER_MONTH * history.scale * -history.first_day / DAYS_IN_A_MONTH)
    extra = rng.poisson(HOMELESS_IN_THE_SURGE * history.scale * 3)
    day = np.concatenate([rng.uniform(history.first_day, 0, usual), rng.uniform(first, last, extra)])
    day = np.sort(history.clock.working(np.floor(day[day >= history.first_day])))
    return day, (day >= first) & (day < last)


def _of_the_age(days: Array, history: History, rng: np.random.Generator) -> Array:
    """Give for each day a person who is of the age on it; -1 where nobody is."""
    known = history.known
    order = known[np.argsort(history.lives["born"].to_numpy()[known], kind="stable")]
    born = history.lives["born"].to_numpy()[order]
    first = np.searchsorted(born, days - OLDEST * DAYS_IN_A_YEAR)
    after = np.searchsorted(born, days - YOUNGEST * DAYS_IN_A_YEAR)
    place = first + np.floor(rng.random(len(days)) * (after - first)).astype("int64")
    person = order[np.minimum(place, len(order) - 1)]
    return np.where((after > first) & history.alive(person, days), person, -1)
