"""The colours of pages and charts: few, readable on white (4.5:1), told apart by the colour-blind and in grey.

One of them, the accent, is the authority's own. It is held to the same contrast as the others, and the colours of
a chart's further lines are chosen to be far from it.
"""

from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Tone = Literal["good", "near", "off", "none"]

WHITE = "#ffffff"
INK = "#17202a"  # text
QUIET = "#56616c"  # captions, axes, labels
RULE = "#c9d1d8"  # hairlines and grid
WASH = "#eef2f5"  # backgrounds of boxes
PALE = "#8fa3b5"  # marks that are not the point of a chart; a mark, never text
OFF = "#b3261e"
NEAR = "#8a5300"
GOOD = "#1f6b3a"
ACCENT = "#1d5b8c"  # where the settings choose none

TONES = MappingProxyType[Tone, str]({"good": GOOD, "near": NEAR, "off": OFF, "none": QUIET})

LEAST_CONTRAST = 4.5  # text on its ground: WCAG 2.2, success criterion 1.4.3
GROUNDS = MappingProxyType({"white": WHITE, "the grey of boxes": WASH})
_VISIONS = ("protan", "deutan", "tritan")
_LINES = ("#a8480a", "#1d5b8c", INK)  # orange, blue, near black: whatever the accent, two of them are far from it


def contrast(colour: str, ground: str) -> float:
    """Give the contrast of a colour (#rrggbb) on a ground by the formula of WCAG: 1 (none) to 21."""
    from coloraide import Color  # noqa: PLC0415 - a quarter of a second, and only settings that choose a colour need it

    return float(Color(colour).contrast(ground, method="wcag21"))


@lru_cache
def lines(accent: str = ACCENT) -> tuple[str, str, str]:
    """Give the colours of a chart's lines: the accent, then those farthest from it to every reader."""
    second, third, _ = sorted(_LINES, key=lambda colour: difference(accent, colour), reverse=True)
    return accent, second, third


def difference(one: str, other: str) -> float:
    """Give how far apart two colours are (CIEDE2000) to the reader, of any colour vision, to whom they are nearest."""
    from coloraide import Color  # noqa: PLC0415 - as above

    first, second = Color(one), Color(other)
    seen = [(first, second), *((first.filter(vision), second.filter(vision)) for vision in _VISIONS)]
    return min(float(left.delta_e(right, method="2000")) for left, right in seen)
