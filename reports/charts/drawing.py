"""From a Vega-Lite specification to SVG: one frame for every chart, one font, no surprises in the bytes.

Specifications are written as Vega-Lite itself is, in plain values: its documentation is theirs, and nothing heavy is
imported for them. A test validates each kind of chart against Vega-Lite's schema.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock
from types import ModuleType
from typing import Any

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
Layer = dict[str, Any]  # of a Vega-Lite specification
_one_at_a_time = Lock()


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


def layer(
    values: Sequence[Mapping[str, object]], mark: Mapping[str, object], **channels: Mapping[str, object]
) -> Layer:
    """Give a layer: the rows that it draws, its mark, and what each channel (`x`, `y2`, `text`, ...) shows of a row."""
    return {"data": {"values": [dict(value) for value in values]}, "mark": mark, "encoding": channels}


def number(
    field: str, scale: Mapping[str, object] | None = None, axis: Mapping[str, object] | None = None
) -> dict[str, object]:
    """Give the channel of a field of numbers. Without an axis none is drawn, without a scale its values are px."""
    return {"field": field, "type": "quantitative", "scale": scale, "axis": axis}


def words(field: str) -> dict[str, object]:
    """Give the channel of a field of texts."""
    return {"field": field, "type": "nominal"}


_CONFIG = {
    "aria": False,
    "background": "transparent",
    "font": FONT,
    "view": {"stroke": None},
    "text": {"font": FONT, "fontSize": TEXT, "fill": palette.INK},
    "axis": {
        "labelFont": FONT,
        "labelFontSize": TEXT,
        "labelColor": palette.QUIET,
        "titleFont": FONT,
        "titleFontSize": TEXT,
        "titleFontWeight": "normal",
        "titleColor": palette.QUIET,
        "gridColor": palette.RULE,
        "gridWidth": 0.6,
        "domain": False,
        "ticks": False,
    },
}


def specified(layers: Sequence[Layer], frame: Frame) -> dict[str, Any]:
    """Give layers over each other in a frame as a Vega-Lite specification."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "layer": [*layers],
        "width": frame.width,
        "height": frame.height,
        "padding": {"left": frame.left, "right": frame.right, "top": TOP, "bottom": frame.bottom},
        "autosize": {"type": "none"},
        "config": _CONFIG,
    }


def as_vega(specification: Mapping[str, Any]) -> dict[str, Any]:
    """Give a Vega-Lite specification as one of Vega, which a web page draws with a smaller library."""
    with _one_at_a_time:
        vega: dict[str, Any] = _converter().vegalite_to_vega(specification)
    return vega


def drawn(layers: Sequence[Layer], title: str, alternative: str, frame: Frame) -> Chart:
    """Draw layers over each other in a frame."""
    svg = _svg(specified(layers, frame))
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


def load() -> None:
    """Start what draws, which takes a third of a second: in a thread, for whoever will need it."""
    _svg({"data": {"values": [{}]}, "mark": "point"})


def _svg(specification: Mapping[str, Any]) -> str:
    with _one_at_a_time:
        return str(_converter().vegalite_to_svg(specification))


@lru_cache(maxsize=1)
def _converter() -> ModuleType:
    """Give vl-convert with the bundled fonts: text is measured in the font that it is printed in."""
    import vl_convert  # noqa: PLC0415 - its start costs a third of a second, which only a chart need pay

    vl_convert.register_font_directory(str(FONTS))
    return vl_convert
