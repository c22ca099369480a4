"""An attack on suppression: everything printed, read as equations over whole numbers, solved by an integer programme.

What the attacker knows: every shown figure with its numerator and denominator, unrounded, which is more than a page
prints; which figures are suppressed; and every definition, as `world` tells them. For each suppressed count of 1 to 5
two months are looked for that print the same shown figures: one in which it is 1 or 0, one in which it is 5 or more.
If there is none, the reader knows more than that the count is somewhere in 1 to 5.

What the attacker learns from the rule itself is not an equation, and adds nothing of that kind: a figure is
suppressed if one of its counts is 1 to 5, or if one near could else be worked out, and `c` does not say which.
At most it follows that some count among several is 1 to 5; and that is what the interval concedes anyway.
"""

from collections.abc import Iterator, Sequence

import highspy
import numpy as np
import pandas as pd

from reports.figures import COLUMNS
from reports.measures import MEASURES
from tests.privacy.world import ABOVE, AUTHORITY, BELOW, MANY, REST, Count, World

SMALLEST, LARGEST = 1, 5
EXACT = 1e-6

Counts = dict[Count, float]


def table(world: World, months: Sequence[Counts], measures: Sequence[str]) -> pd.DataFrame:
    """Print months as figures: one period each, by the measures that are named."""
    groups = {measure: sorted({count[1] for count in world.counts if count[0] == measure}) for measure in measures}
    rows = [
        _row(counts, f"{number:05}", measure, group)
        for number, counts in enumerate(months)
        for measure in measures
        for group in groups[measure]
    ]
    return pd.DataFrame(rows, columns=COLUMNS).astype(dict.fromkeys(["numerator", "denominator", "value"], "float64"))


def _row(counts: Counts, period: str, measure: str, group: str) -> list[object]:
    above, below = (counts.get((measure, group, place), float("nan")) for place in (ABOVE, BELOW))
    unit = MEASURES[measure].unit
    value = above / below * (100 if unit == "%" else 1) if below > 0 else above if np.isnan(below) else float("nan")
    breakdown = AUTHORITY if group == AUTHORITY else "group"
    status = "z" if np.isnan(value) else "ok"
    return [measure, period, period, breakdown, group, group, above, below, value, unit, status]


class Attacker:
    """An integer programme of the kinds of a world; a month's figures are put into it and taken out again."""

    def __init__(self, world: World) -> None:
        kinds, counts = list(world.kinds), world.counts
        self._row = {count: row for row, count in enumerate(counts)}
        matrix = np.zeros((len(counts) + 2 * len(world.ratios), len(kinds)))
        for column, name in enumerate(kinds):
            for count in world.kinds[name].counts:
                matrix[self._row[count], column] = 1
        for number, ratio in enumerate(world.ratios):
            for factor, row in ((ratio.low, len(counts) + 2 * number), (ratio.high, len(counts) + 2 * number + 1)):
                for name in ratio.kinds:
                    matrix[row, kinds.index(name)] = 1
                for name in ratio.of:
                    matrix[row, kinds.index(name)] = -factor
        self._counts, self._ratios, self._matrix = counts, world.ratios, matrix
        self._solver = _solver(matrix, [world.kinds[name].whole for name in kinds], len(counts))

    def told(self, shown: pd.DataFrame, true: Counts) -> list[Count]:
        """Give the suppressed counts of 1 to 5 of a period of which the shown figures tell more than that."""
        secret = self._know(shown, true)
        known = [true[count] for count in self._counts]
        witnesses = [np.array(known)]
        return [count for count in secret if not self._open(count, witnesses)]

    def _know(self, shown: pd.DataFrame, true: Counts) -> list[Count]:
        low, high = np.full(len(self._counts), 0.0), np.full(len(self._counts), highspy.kHighsInf)
        secret = []
        for figure in shown.itertuples():
            for place in (ABOVE, BELOW, REST):
                count = (str(figure.measure), str(figure.group_id), place)
                if count not in self._row:
                    continue
                if figure.status != "c":
                    low[self._row[count]] = high[self._row[count]] = true[count]
                elif 0 < true[count] <= LARGEST:
                    secret.append(count)
        self._low, self._high = low, high
        rows = np.arange(len(low), dtype=np.int32)
        self._solver.changeRowsBounds(len(rows), rows, low, high)
        weights = self._matrix[[self._row[count] for count in secret]].sum(axis=0) if secret else np.zeros(0)
        self._weights = weights
        return secret

    def _open(self, count: Count, witnesses: list[np.ndarray]) -> bool:
        """Tell whether it may be 1 or less, and 5 or more."""
        row = self._row[count]
        for least in (True, False):
            if any(each[row] <= SMALLEST + EXACT if least else each[row] >= LARGEST - EXACT for each in witnesses):
                continue
            bounds = (0.0, float(SMALLEST)) if least else (float(LARGEST), highspy.kHighsInf)
            found = self._another(row, bounds, least)
            if found is None:
                return False
            witnesses.append(found)
        return True

    def _another(self, row: int, bounds: tuple[float, float], least: bool) -> np.ndarray | None:
        """Look for a month that prints the same, with a count between bounds; try to move the other secrets too."""
        weights = self._weights if least else -self._weights
        columns = np.arange(len(weights), dtype=np.int32)
        self._solver.changeColsCost(len(columns), columns, weights)
        self._solver.changeRowBounds(row, *bounds)
        self._solver.run()
        found = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        kinds = np.array(self._solver.getSolution().col_value) if found else None
        self._solver.changeRowBounds(row, self._low[row], self._high[row])
        return None if kinds is None else self._matrix[: len(self._counts)] @ kinds


def _solver(matrix: np.ndarray, whole: Sequence[bool], counts: int) -> highspy.Highs:
    """Set up the programme; of the ratios, the first row of each is at least 0 and the second at most 0."""
    rows, columns = matrix.shape
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = columns, rows
    programme.col_cost_ = np.zeros(columns)
    programme.col_lower_, programme.col_upper_ = np.zeros(columns), np.full(columns, 10.0 * MANY)
    low, high = np.zeros(rows), np.full(rows, highspy.kHighsInf)
    low[counts + 1 :: 2], high[counts + 1 :: 2] = -highspy.kHighsInf, 0.0
    programme.row_lower_, programme.row_upper_ = low, high
    across, down = np.nonzero(matrix.T)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = np.concatenate([[0], np.cumsum(np.bincount(across, minlength=columns))])
    programme.a_matrix_.index_ = down
    programme.a_matrix_.value_ = matrix.T[across, down]
    programme.integrality_ = [
        highspy.HighsVarType.kInteger if each else highspy.HighsVarType.kContinuous for each in whole
    ]
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(programme)
    return solver


def attack(world: World, months: Sequence[Counts], shown: pd.DataFrame) -> Iterator[tuple[int, Count]]:
    """Attack every month of a table; give the month and the count that is told."""
    attacker = Attacker(world)
    for number, (_, period) in enumerate(shown.groupby("period_start", sort=True)):
        yield from ((number, count) for count in attacker.told(period, months[number]))
