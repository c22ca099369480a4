"""The colours of pages and charts: few, readable on white (4.5:1), told apart by the colour-blind and in grey."""

from types import MappingProxyType
from typing import Literal

Tone = Literal["good", "near", "off", "none"]

INK = "#17202a"  # text
QUIET = "#56616c"  # captions, axes, labels
RULE = "#c9d1d8"  # hairlines and grid
WASH = "#eef2f5"  # backgrounds of boxes
PALE = "#8fa3b5"  # marks that are not the point of a chart; a mark, never text
OFF = "#b3261e"
NEAR = "#8a5300"
GOOD = "#1f6b3a"
ACCENT = "#1d5b8c"  # where the settings choose none
SECOND = "#a8480a"  # the second line of a chart: darker orange, beside the accent's blue

TONES = MappingProxyType[Tone, str]({"good": GOOD, "near": NEAR, "off": OFF, "none": QUIET})
