"""Thousands of random tables are attacked: nothing that is printed tells a number from 1 to 5 that is not."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from reports.figures import SUPPRESSED
from reports.suppression import suppress
from tests.privacy import world
from tests.privacy.attack import attack, table
from tests.privacy.world import World

GROUPS = ("A", "B", "C")
# Of three episodes in 90 days each is one of those months' episodes: a report may not read both (`suppress` refuses).
APART = {"repeat_missing_children"}
WORLDS: dict[str, Callable[[], World]] = {
    "returns": world.returns,
    "episodes": world.episodes,
    "workers": lambda: world.workers(GROUPS),
    "children": lambda: world.children(GROUPS),
}
TABLES = {"returns": 500, "episodes": 700, "workers": 400, "children": 700}  # of so many random months each
AT_A_TIME = 50  # months of a table, which print the same measures


def printed(name: str, months: int, seed: int = 7) -> list[tuple[list[dict[world.Count, float]], pd.DataFrame]]:
    """Random months, in tables of some random measures of the world."""
    here, chance = WORLDS[name](), np.random.default_rng(seed)
    measures = sorted({count[0] for count in here.counts} - APART)
    made = []
    for _ in range(months // AT_A_TIME):
        chosen = [measure for measure in measures if chance.random() < 0.75] or measures
        drawn = [here.month(chance) for _ in range(AT_A_TIME)]
        made.append((drawn, table(here, drawn, chosen)))
    return made


@pytest.mark.parametrize("name", WORLDS)
def test_no_suppressed_number_can_be_worked_out(name: str) -> None:
    told, hidden = [], 0
    for months, figures in printed(name, TABLES[name]):
        shown = suppress(figures)
        hidden += int((shown["status"] == SUPPRESSED).sum())
        told += list(attack(WORLDS[name](), months, shown))
    assert hidden > 100
    assert told == []


@pytest.mark.parametrize("name", WORLDS)
def test_the_attack_finds_what_hiding_the_small_numbers_alone_tells(name: str) -> None:
    found = []
    for months, figures in printed(name, AT_A_TIME):
        rest = figures["denominator"] - figures["numerator"]
        small = figures["numerator"].between(1, 5) | figures["denominator"].between(1, 5)
        small |= (figures["unit"] == "%") & rest.between(1, 5)
        found += list(attack(WORLDS[name](), months, figures.assign(status=figures["status"].mask(small, SUPPRESSED))))
    assert found
