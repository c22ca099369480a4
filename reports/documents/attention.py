"""What needs attention: ranked by how far a figure is off its standard and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass

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
