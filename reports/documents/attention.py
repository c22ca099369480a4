"""What needs attention: ranked by how far a figure is off its standard and for how long."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from reports.documents.reading import Reading, Readings
from reports.documents.standing import OFF_TARGET, gap, misses
from reports.documents.words import amount, sentence, since
from reports.figures import show

MOST = 7
_LONG = 12  # periods off standard after which time adds no more weight


@dataclass(frozen=True)
class Item:
    """One thing that needs attention: its figure in the title, what lies behind it, and where it is shown.

    distance: how far off, as a share of the standard (0.5: half as much again as it should be). periods: how
    many in a row up to this one. anchor: the id of the section that shows it.
    """

    title: str
    detail: str
    anchor: str
    distance: float
    periods: int = 1

    @property
    def weight(self) -> float:
        """How far, and up to twice as much the longer it has lasted."""
        return self.distance * (1 + min(self.periods, _LONG) / _LONG)

    @property
    def line(self) -> str:
        """The item as a line of a mail."""
        return f"{self.title}. {self.detail}".strip()


def ranked(items: Iterable[Item], most: int = MOST) -> list[Item]:
    """Give the items with the most weight, worst first; those that are not off at all are left out."""
    off = [item for item in items if item.distance > 0]
    return sorted(off, key=lambda item: (-item.weight, item.title))[:most]


def of_measures(readings: Readings, told: Iterable[Reading], anchors: Mapping[str, str]) -> Iterator[Item]:
    """Give what is off its target, and what gets worse without one; anchors: where each measure is shown."""
    for one in told:
        if not one.now.ok:
            continue
        anchor = anchors.get(one.measure, "measures")
        if one.standing is OFF_TARGET:
            periods = readings.history.in_a_row(one.measure, misses(one.measure, readings.settings))
            said = f"Off its target {since(readings.history.period, periods)}"
            said += f"; {one.now.fraction}" if one.now.fraction else ""
            off = gap(one.now, readings.settings) / (100 if one.now.unit == "%" else max(1.0, one.target_line or 1.0))
            yield Item(f"{one.title}: {one.now.shown}, target {one.target}", sentence(said), anchor, off, periods)
        elif one.worsening and one.signal.mean:
            said = f"{one.signal.words}; the mean of {len(one.points)} {readings.history.period.kind.value}s is "
            said += show(one.signal.mean, "%" if one.now.unit == "%" else "")
            off = min(1.0, abs(one.now.value - one.signal.mean) / one.signal.mean)
            yield Item(f"{one.title}: {amount(one.now.value, one.now.unit)}", sentence(said), anchor, off)
