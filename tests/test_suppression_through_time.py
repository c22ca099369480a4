"""Stocks and flows: what is open at a period's end is what was open before, and what began, less what ended.

Months of a small authority are suppressed; then every way to fill in what is hidden is tried that the shown figures and
that equation allow. Of a suppressed count of 1 to 5 a reader must not learn more than that.
"""

from collections.abc import Iterator
from itertools import pairwise, product
from random import Random

import pandas as pd
import pytest

from reports.figures import COLUMNS
from reports.suppression import suppress

PLANS = ("cp_plans_open", "cp_plans_started", "cp_plans_ended")
CARE = ("children_looked_after", "children_looked_after_started", "children_looked_after_ceased")
QUARTERS = ("2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01")
HIGHEST = 16  # that a hidden flow is tried with
Quarter = tuple[int, int, int]  # open at the end, started, ended


def table(quarters: list[Quarter], measures: tuple[str, ...]) -> pd.DataFrame:
    rows = [
        [measure, start, end, "authority", "authority", "Authority", float(n), float("nan"), float(n), "children", "ok"]
        for (start, end), numbers in zip(pairwise((*QUARTERS, "2027-01-01")), quarters, strict=True)
        for measure, n in zip(measures, numbers, strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def history(random: Random) -> list[Quarter]:
    """Give quarters with few starts and ends, beside many open."""
    quarters, open_now = [], random.randint(20, 40)
    for _ in QUARTERS:
        started, ended = random.randint(0, 9), random.randint(0, 9)
        open_now += started - ended
        quarters.append((open_now, started, ended))
    return quarters


def possible(quarters: list[Quarter], shown: list[list[bool]]) -> Iterator[list[Quarter]]:
    """Give every history that prints the same."""
    before = range(0, 80) if not shown[0][0] else (quarters[0][0],)
    hidden = [(q, place) for q in range(len(quarters)) for place in (1, 2) if not shown[q][place]]
    for first in before:
        for tried in product(range(HIGHEST), repeat=len(hidden)):
            guess = [list(quarter) for quarter in quarters]
            for (q, place), number in zip(hidden, tried, strict=True):
                guess[q][place] = number
            guess[0][0] = first
            if follows(guess, quarters, shown):
                yield [tuple(each) for each in guess]  # type: ignore[misc] # three numbers each


def follows(guess: list[list[int]], quarters: list[Quarter], shown: list[list[bool]]) -> bool:
    for q in range(1, len(guess)):
        guess[q][0] = guess[q - 1][0] + guess[q][1] - guess[q][2]
        if guess[q][0] < 0 or (shown[q][0] and guess[q][0] != quarters[q][0]):
            return False
    return True


@pytest.mark.parametrize("measures", [PLANS, CARE])
@pytest.mark.parametrize("seed", range(6))
def test_no_small_flow_can_be_worked_out_from_the_stocks_about_it(seed: int, measures: tuple[str, ...]) -> None:
    quarters = history(Random(seed))
    figures = suppress(table(quarters, measures))
    shown = [[bool(each == "ok") for each in figures["status"][3 * q : 3 * q + 3]] for q in range(len(quarters))]
    if sum(not each for quarter in shown for each in quarter[1:]) > 4:
        quarters, shown = quarters[:2], shown[:2]  # as many as can be tried; fewer periods tell less, not more
    guesses = list(possible(quarters, shown))
    for q, quarter in enumerate(quarters):
        for place in (1, 2):
            if 0 < quarter[place] <= 5:
                assert not shown[q][place]
                told = {guess[q][place] for guess in guesses}
                assert min(told) <= 1, (q, place)
                assert max(told) >= 5, (q, place)


def test_large_flows_are_all_shown() -> None:
    quarters = [(300, 90, 80), (310, 95, 85), (320, 100, 90), (330, 100, 90)]
    assert set(suppress(table(quarters, PLANS))["status"]) == {"ok"}
