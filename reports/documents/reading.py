"""A measure as a report reads it: the figure, what it is compared with, how it stands and what its trend says."""

import math
from dataclasses import dataclass
from datetime import datetime

from reports.documents.history import Figure, History
from reports.documents.standing import Standing, provisional, standing, target_line, target_shown
from reports.figures import AUTHORITY, show
from reports.measures.registry import MEASURES
from reports.settings import Settings
from reports.signals import Signal, signal


@dataclass(frozen=True)
class Reading:
    """A measure of one group: now, before, a year ago, against its target, its thirteen points and their colour."""

    measure: str
    title: str
    now: Figure
    previous: Figure
    year_before: Figure
    target: str
    target_line: float | None
    standing: Standing
    signal: Signal
    points: tuple[float, ...]
    provisional: str
    accent: str

    @property
    def better(self) -> str | None:
        """Which direction is the better one."""
        return MEASURES[self.measure].better

    @property
    def course(self) -> str:
        """Say what its sparkline shows: the lowest and the highest of its points."""
        known = [point for point in self.points if not math.isnan(point)]
        if not known:
            return "No points yet."
        if len(known) == 1:
            return f"One point, {show(known[0], self.now.unit)}."
        lowest, highest = (show(point, self.now.unit) for point in (min(known), max(known)))
        return f"Between {lowest} and {highest}." if lowest != highest else f"Always {lowest}."

    @property
    def worsening(self) -> bool:
        """Tell whether the XmR rules find special cause in the worse direction."""
        return self.signal.verdict == "worsening"


@dataclass(frozen=True)
class Readings:
    """Readings of a history: one for each measure and group that a report asks for."""

    history: History
    settings: Settings
    as_at: datetime

    def of(self, measure: str, breakdown: str = AUTHORITY, group: str = AUTHORITY, title: str | None = None) -> Reading:
        """Give the reading of a measure, of the whole authority unless a group is named."""
        key = (measure, breakdown, group)
        points = tuple(self.history.values(*key))
        now = self.history.at(*key)
        return Reading(
            measure=measure,
            title=title or MEASURES[measure].title,
            now=now,
            previous=self.history.previous(*key),
            year_before=self.history.year_before(*key),
            target=target_shown(measure, self.settings),
            target_line=target_line(measure, self.settings),
            standing=standing(now, self.settings),
            signal=signal(points, MEASURES[measure].better, self.history.period.kind.value),
            points=points,
            provisional=provisional(measure, self.history, self.as_at) if now.ok else "",
            accent=self.settings.authority.accent,
        )
