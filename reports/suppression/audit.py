"""An audit of what is shown: a linear programme of all that is known, and what it says of a count that is hidden."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import highspy
import numpy as np

from reports.suppression.known import EXACT, FRACTIONS, LARGEST, SMALLEST, Count, Terms

_NEAR = 1e-4  # as near as this, a count may be what it should be
_AMPLE = 1000.0  # more than any count that is known: what is hidden may be far larger
LEAST, MOST = 1.0, -1.0  # which end of a count's interval: what the programme minimises, by the count's sign

Told = tuple[Count, float]  # a count, and the end of its interval that is known too well
Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]


class Audit:
    """What somebody knows who has the shown counts and every definition. A count is known until it is freed."""

    def __init__(self, counts: Sequence[Count], known: Iterable[Terms], shown: Mapping[Count, float]) -> None:
        """Take all counts, the sums of them that hold, and the numbers of those that are shown."""
        self._column = {count: column for column, count in enumerate(counts)}
        self._wholes = np.array([n for n, (_, _, name) in enumerate(counts) if name not in FRACTIONS], dtype=np.int32)
        self._ample = _AMPLE + 10 * max(shown.values(), default=0.0)
        self._solver = _solver(self._column, list(known))
        for count in counts:
            self.free(count)
        for count, number in shown.items():
            self.fix(count, number)

    def fix(self, count: Count, number: float) -> None:
        """Let a count be known."""
        self._solver.changeColBounds(self._column[count], number, number)

    def free(self, count: Count) -> None:
        """Let a count be hidden."""
        self._solver.changeColBounds(self._column[count], 0.0, self._ample)

    def told(self, counts: Collection[Count]) -> Told | None:
        """Give the first of some counts of which more is known than that it may be anything from 1 to 5.

        The linear programme is asked first. Where its answer is no whole numbers, the integer programme is, which
        takes a hundred times as long.
        """
        may_be: dict[float, set[Count]] = {LEAST: set(), MOST: set()}
        for count in counts:
            for end in (LEAST, MOST):
                for whole in (False, True):
                    if count in may_be[end]:
                        break
                    found = self._solve(count, end, whole=whole)
                    if not self._far_enough(count, found, end):
                        return count, end
                    if self._is_whole(found):
                        for each, done in may_be.items():
                            done |= {one for one in counts if self._far_enough(one, found, each)}
        return None

    def bound(self, told: Told) -> float:
        """Give the least or the most that a count can be, were it no whole number."""
        return float(self._solve(*told)[self._column[told[0]]])

    def holding(self, told: Told) -> set[Count]:
        """Give the known counts by which the last `bound` is what it is: it stays until one of them is freed."""
        duals = np.abs(np.array(self._solver.getSolution().col_dual))
        return {count for count, column in self._column.items() if duals[column] > _NEAR and count != told[0]}

    def _far_enough(self, count: Count, found: Numbers, end: float) -> bool:
        number = found[self._column[count]]
        return bool(number <= SMALLEST + _NEAR if end == LEAST else number >= LARGEST - _NEAR)

    def _is_whole(self, found: Numbers) -> bool:
        counted = found[self._wholes]
        return bool((np.abs(counted - counted.round()) < _NEAR).all())

    def _solve(self, count: Count, end: float, *, whole: bool = False) -> Numbers:
        """Give what all counts may be where one is at an end of its interval; NaN if they contradict each other."""
        column = self._column[count]
        self._solver.changeColCost(column, end)
        if whole:
            self._let_be(highspy.HighsVarType.kInteger)
        self._solver.run()
        solved = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        values = np.array(self._solver.getSolution().col_value) if solved else np.full(len(self._column), np.nan)
        self._solver.changeColCost(column, 0.0)
        if whole:
            self._let_be(highspy.HighsVarType.kContinuous)
        return values

    def _let_be(self, kind: highspy.HighsVarType) -> None:
        self._solver.changeColsIntegrality(len(self._wholes), self._wholes, np.full(len(self._wholes), kind))


def _solver(column: Mapping[Count, int], known: Sequence[Terms]) -> highspy.Highs:
    programme = highspy.HighsLp()
    programme.num_col_, programme.num_row_ = len(column), len(known)
    programme.col_cost_, programme.col_lower_, programme.col_upper_ = (np.zeros(len(column)) for _ in range(3))
    programme.row_lower_ = np.full(len(known), -highspy.kHighsInf)
    programme.row_upper_ = np.full(len(known), EXACT)
    programme.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    programme.a_matrix_.start_ = np.cumsum([0, *map(len, known)])
    programme.a_matrix_.index_ = np.array([column[count] for terms in known for count in terms], dtype=np.int32)
    programme.a_matrix_.value_ = np.array([factor for terms in known for factor in terms.values()], dtype=np.float64)
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("presolve", "off")  # small, and solved again and again from where the last one ended
    solver.passModel(programme)
    return solver
