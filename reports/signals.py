"""Is a change more than chance? XmR (individuals and moving range) as in NHS England's *Making Data Count*.

The mean of all points; limits mean ± 2.66 x the mean moving range, moving ranges of 3.267 x their mean or
more left out (measures.md, Direction of travel and signal). The verdict is about the latest point, and says
no more than the rule that the point meets.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

Verdict = Literal["improving", "worsening", "special cause", "common cause", "too few points"]
Better = Literal["higher", "lower"] | None

FEWEST_POINTS = 12
RUN = 7  # points in a row on one side of the mean, or rising, or falling
LIMIT_FACTOR = Fraction("2.66")
RANGE_FACTOR = Fraction("3.267")
OUTER_THIRD = Fraction(2, 3)  # of the way from the mean to a limit
WINDOW, ENOUGH = 3, 2  # 2 of 3 points in an outer third
_NAN = float("nan")


@dataclass(frozen=True)
class Signal:
    """What the rules find in a series of points.

    reason: the rule in words, such as `8 months above the mean`; empty where no rule is met. mean, lower and
    upper: NaN with fewer than 12 points. special: places, in the series as it was given, of the points that
    meet a rule.
    """

    verdict: Verdict
    reason: str = ""
    mean: float = _NAN
    lower: float = _NAN
    upper: float = _NAN
    special: tuple[int, ...] = ()

    @property
    def words(self) -> str:
        """The verdict and its reason: `Worsening: 8 months above the mean`, `Common cause`."""
        verdict = self.verdict.capitalize()
        return f"{verdict}: {self.reason}" if self.reason else verdict


@dataclass(frozen=True)
class _Case:
    """A rule that the latest of some points meets: its direction, its words, and which points meet it."""

    upwards: bool
    reason: str
    points: tuple[int, ...]


@dataclass(frozen=True)
class _Limits:
    """The mean and how far the limits are from it, as exact numbers: equal points are equal to their mean."""

    mean: Fraction
    reach: Fraction

    @property
    def upper(self) -> Fraction:
        return self.mean + self.reach

    @property
    def lower(self) -> Fraction:
        return self.mean - self.reach

    @classmethod
    def of(cls, values: Sequence[Fraction]) -> "_Limits":
        ranges = [abs(after - before) for before, after in pairwise(values)]
        screen = RANGE_FACTOR * _mean(ranges)
        kept = [moving for moving in ranges if moving < screen]
        return cls(_mean(values), LIMIT_FACTOR * _mean(kept))


def signal(points: Sequence[float], better: Better, each: str = "month") -> Signal:
    """Judge a series of points, oldest first; NaN (no value) is left out.

    better: the better direction of the measure; without one, a special cause is neither better nor worse.
    each: what a point is (`month`, `week`), for the words.
    """
    places = [place for place, point in enumerate(points) if not math.isnan(point)]
    if len(places) < FEWEST_POINTS:
        return Signal("too few points")
    values = [Fraction(points[place]) for place in places]
    limits = _Limits.of(values)
    by_point = [_cases(values[: last + 1], limits, each) for last in range(len(values))]
    special = {point for cases in by_point for case in cases for point in case.points}
    return Signal(
        verdict=_verdict(by_point[-1], better),
        reason=_reason(by_point[-1]),
        mean=float(limits.mean),
        lower=float(limits.lower),
        upper=float(limits.upper),
        special=tuple(places[point] for point in sorted(special)),
    )


def _verdict(cases: Sequence[_Case], better: Better) -> Verdict:
    if not cases:
        return "common cause"
    directions = {case.upwards for case in cases}
    if len(directions) > 1 or better is None:
        return "special cause"
    return "improving" if directions == {better == "higher"} else "worsening"


def _reason(cases: Sequence[_Case]) -> str:
    """Give the first rule that is met and, where another points the other way, that one too."""
    first: dict[bool, str] = {}
    for case in cases:
        first.setdefault(case.upwards, case.reason)
    return ", but ".join(first.values())


def _cases(values: Sequence[Fraction], limits: _Limits, each: str) -> list[_Case]:
    """Give the rules that the last of the values meets, the strongest first."""
    return [case for rule in (_outside, _one_side, _in_order, _outer_third) if (case := rule(values, limits, each))]


def _outside(values: Sequence[Fraction], limits: _Limits, _each: str) -> _Case | None:
    last = len(values) - 1
    if values[-1] > limits.upper:
        return _Case(True, "above the upper limit", (last,))
    if values[-1] < limits.lower:
        return _Case(False, "below the lower limit", (last,))
    return None


def _one_side(values: Sequence[Fraction], limits: _Limits, each: str) -> _Case | None:
    sides = [_sign(value - limits.mean) for value in values]
    run = _run(sides)
    if run < RUN or not sides[-1]:
        return None
    side = "above" if sides[-1] > 0 else "below"
    return _Case(sides[-1] > 0, f"{run} {each}s {side} the mean", _latest(values, run))


def _in_order(values: Sequence[Fraction], _limits: _Limits, each: str) -> _Case | None:
    moves = [_sign(after - before) for before, after in pairwise(values)]
    run = _run(moves) + 1
    if run < RUN or not moves[-1]:
        return None
    word = "rising" if moves[-1] > 0 else "falling"
    return _Case(moves[-1] > 0, f"{run} {each}s in a row {word}", _latest(values, run))


def _outer_third(values: Sequence[Fraction], limits: _Limits, each: str) -> _Case | None:
    thirds = {point: _outer_side(values[point], limits) for point in _latest(values, WINDOW)}
    side = thirds[len(values) - 1]
    near = tuple(point for point in thirds if thirds[point] == side)
    if not side or len(near) < ENOUGH:
        return None
    limit = "upper" if side > 0 else "lower"
    return _Case(side > 0, f"{len(near)} of the last {WINDOW} {each}s near the {limit} limit", near)


def _outer_side(value: Fraction, limits: _Limits) -> int:
    """Give 1 or -1 for a value in the upper or lower outer third, 0 for any other."""
    distance = abs(value - limits.mean)
    return _sign(value - limits.mean) if OUTER_THIRD * limits.reach < distance <= limits.reach else 0


def _run(signs: Sequence[int]) -> int:
    """Count how many at the end are alike."""
    return next((n for n, sign in enumerate(reversed(signs)) if sign != signs[-1]), len(signs))


def _latest(values: Sequence[Fraction], number: int) -> tuple[int, ...]:
    return tuple(range(max(0, len(values) - number), len(values)))


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else Fraction(0)
