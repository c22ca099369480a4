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
    series = _Series.of(values, limits)
    by_point = [_cases(series, last, each) for last in range(len(values))]
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


@dataclass(frozen=True)
class _Series:
    """Values and how each stands to the limits and to the one before: signs (-1, 0, 1).

    outside: beyond a limit. sides: from the mean. moves: from the value before. thirds: in an outer third.
    """

    outside: Sequence[int]
    sides: Sequence[int]
    moves: Sequence[int]
    thirds: Sequence[int]

    @classmethod
    def of(cls, values: Sequence[Fraction], limits: _Limits) -> "_Series":
        sides = [_sign(value - limits.mean) for value in values]
        far = [abs(value - limits.mean) for value in values]
        return cls(
            outside=[side if distance > limits.reach else 0 for side, distance in zip(sides, far, strict=True)],
            sides=sides,
            moves=[_sign(after - before) for before, after in pairwise(values)],
            thirds=[
                side if OUTER_THIRD * limits.reach < distance <= limits.reach else 0
                for side, distance in zip(sides, far, strict=True)
            ],
        )


def _cases(series: _Series, last: int, each: str) -> list[_Case]:
    """Give the rules that a point meets by itself and those before it, the strongest first."""
    return [case for rule in (_outside, _one_side, _in_order, _outer_third) if (case := rule(series, last, each))]


def _outside(series: _Series, last: int, _each: str) -> _Case | None:
    side = series.outside[last]
    if not side:
        return None
    return _Case(side > 0, "above the upper limit" if side > 0 else "below the lower limit", (last,))


def _one_side(series: _Series, last: int, each: str) -> _Case | None:
    side, run = series.sides[last], _run(series.sides[: last + 1])
    if run < RUN or not side:
        return None
    return _Case(side > 0, f"{run} {each}s {'above' if side > 0 else 'below'} the mean", _latest(last, run))


def _in_order(series: _Series, last: int, each: str) -> _Case | None:
    moves = series.moves[:last]
    run = _run(moves) + 1
    if run < RUN or not moves[-1]:
        return None
    word = "rising" if moves[-1] > 0 else "falling"
    return _Case(moves[-1] > 0, f"{run} {each}s in a row {word}", _latest(last, run))


def _outer_third(series: _Series, last: int, each: str) -> _Case | None:
    side = series.thirds[last]
    near = tuple(point for point in _latest(last, WINDOW) if series.thirds[point] == side)
    if not side or len(near) < ENOUGH:
        return None
    limit = "upper" if side > 0 else "lower"
    return _Case(side > 0, f"{len(near)} of the last {WINDOW} {each}s near the {limit} limit", near)


def _run(signs: Sequence[int]) -> int:
    """Count how many at the end are alike."""
    return next((n for n, sign in enumerate(reversed(signs)) if sign != signs[-1]), len(signs))


def _latest(last: int, number: int) -> tuple[int, ...]:
    return tuple(range(max(0, last + 1 - number), last + 1))


def _sign(number: Fraction) -> int:
    return (number > 0) - (number < 0)


def _mean(numbers: Sequence[Fraction]) -> Fraction:
    return sum(numbers, Fraction(0)) / len(numbers) if numbers else Fraction(0)
