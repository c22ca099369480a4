"""What a chart is made of and what it comes out as: flat SVG with its text as text, the same bytes every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Chart:
    """A drawn chart: its SVG, its title (what is to be seen) and its text alternative.

    A template shows it as `{{ macros.figure(chart) }}`; `{{ chart }}` gives the bare SVG. Every text in the
    SVG is escaped.
    """

    svg: str
    title: str
    alt: str

    def __html__(self) -> str:
        """Give the SVG to a template, which need not escape it again."""
        return self.svg


@dataclass(frozen=True)
class Mark:
    """A value marked on a chart and how it is labelled: `Mark(90, "target 90%")`."""

    value: float
    label: str


@dataclass(frozen=True)
class Line:
    """A line of a trend: what it is of, its values (NaN: a gap), and its last value as readers see it."""

    name: str
    values: Sequence[float]
    shown: str = ""


@dataclass(frozen=True)
class Dot:
    """A worker in a chart of teams: the cases, and whether they are over the worker's own ceiling."""

    value: float
    over: bool


@dataclass(frozen=True)
class Team:
    """A row of dots: the team's name, its workers, its average, and whether it is one to look at."""

    name: str
    workers: Sequence[Dot]
    average: float
    strong: bool = False


class Limits(Protocol):
    """What a trend marks beside its points; `reports.signals.Signal` has it. NaN: too few points for limits."""

    @property
    def mean(self) -> float:
        """The mean of all points."""

    @property
    def lower(self) -> float:
        """The lower limit."""

    @property
    def upper(self) -> float:
        """The upper limit."""

    @property
    def special(self) -> tuple[int, ...]:
        """Places of the special-cause points."""
