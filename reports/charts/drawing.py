"""From a Vega-Lite specification to SVG: one frame for every chart, one font, no surprises in the bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Any

import altair
from markupsafe import escape

from reports import palette
from reports.charts.chart import Chart
from reports.text import FONTS, printable, shortened

WIDTH = 680  # px: the 180 mm of a page's column
TEXT = 11  # px: 8.25 pt, the size of a table
TOP = 18  # px above the plot: the label of a target
LABEL_GAP = 13  # px between the middles of two labels
LONGEST_LABEL = 32  # characters
FONT = "Inter, Fallback"


@dataclass(frozen=True)
class Frame:
    """The size of the plot and its margins, in px; together `WIDTH` wide."""

    height: int
    left: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """The width of the plot."""
        return WIDTH - self.left - self.right


def label(text: str, most: int = LONGEST_LABEL) -> str:
    """Give a label of at most so many characters, on one line. Every text of a chart must be one.

    A control character in a text makes vl-convert end the whole process.
    """
    return shortened(" ".join(printable(text).split()), most)


def rows(values: Sequence[Mapping[str, object]]) -> altair.Data:
    """Give rows as a chart's data."""
    return altair.Data(values=[dict(value) for value in values])  # type: ignore[no-untyped-call] # altair types most


# Every method of an altair chart copies the whole of it, so it is made in one go.
_CONFIG = altair.Config(
    aria=False,
    background="transparent",
    font=FONT,
    view=altair.ViewConfig(stroke=None),
    text=altair.MarkConfig(font=FONT, fontSize=TEXT, fill=palette.INK),
    axis=altair.AxisConfig(
        labelFont=FONT,
        labelFontSize=TEXT,
        labelColor=palette.QUIET,
        titleFont=FONT,
        titleFontSize=TEXT,
        titleFontWeight="normal",
        titleColor=palette.QUIET,
        gridColor=palette.RULE,
        gridWidth=0.6,
        domain=False,
        ticks=False,
    ),
)


def specified(layers: Sequence[altair.Chart], frame: Frame) -> dict[str, Any]:
    """Give layers over each other in a frame as a Vega-Lite specification."""
    chart = altair.LayerChart(
        layer=[*layers],
        width=frame.width,
        height=frame.height,
        padding={"left": frame.left, "right": frame.right, "top": TOP, "bottom": frame.bottom},
        autosize=altair.AutoSizeParams(type="none"),
        config=_CONFIG,
    )
    specification: dict[str, Any] = chart.to_dict(validate=False)  # its parts were validated when they were made
    return specification


def as_vega(specification: Mapping[str, Any]) -> dict[str, Any]:
    """Give a Vega-Lite specification as one of Vega, which a web page draws with a smaller library."""
    vega: dict[str, Any] = _converter().vegalite_to_vega(specification)
    return vega


def drawn(layers: Sequence[altair.Chart], title: str, alternative: str, frame: Frame) -> Chart:
    """Draw layers over each other in a frame."""
    svg = str(_converter().vegalite_to_svg(specified(layers, frame)))
    said = printable(alternative or f"Chart: {title}. Its numbers stand in a table below.")
    opening = svg.index(">") + 1
    return Chart(f"{svg[:opening]}<title>{escape(said)}</title>{svg[opening:]}", title, said)


def spread(wanted: Sequence[float], gap: float, highest: float) -> list[float]:
    """Push positions at least `gap` apart, as near as can be to where they are wanted, within 0 and `highest`."""
    order = sorted(range(len(wanted)), key=lambda n: wanted[n])
    placed = [0.0] * len(wanted)
    lowest = 0.0
    for n in order:
        placed[n] = max(wanted[n], lowest)
        lowest = placed[n] + gap
    ceiling = highest
    for n in reversed(order):
        placed[n] = min(placed[n], ceiling)
        ceiling = placed[n] - gap
    return placed


@lru_cache(maxsize=1)
def _converter() -> ModuleType:
    """Give vl-convert with the bundled fonts: text is measured in the font that it is printed in."""
    import vl_convert  # noqa: PLC0415 - its start costs a third of a second, which only a chart need pay

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
