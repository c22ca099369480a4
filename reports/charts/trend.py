"""Lines over time: a band for what chance explains, the target, special-cause points, a label at each line's end."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reports import palette
from reports.charts.chart import Chart, Limits, Line, Mark
from reports.charts.drawing import (
    LABEL_GAP,
    Frame,
    Layer,
    as_vega,
    drawn,
    label,
    layer,
    number,
    specified,
    spread,
    words,
)

FRAME = Frame(height=128, left=40, right=150, bottom=26)
LONGEST_NAME = 24  # characters that the right margin has room for
WHOLE_FROM = 1000  # the axis has no room for a decimal from there
MOST_PERIODS = 7  # that are labelled
ROOM = 0.08  # of the axis, above the highest and below the lowest value
# Lines are told apart without their colour, too: by the shape of their points and by whether these are filled.
_SHAPES = (("circle", True), ("square", False), ("triangle-up", True))
_SPECIAL = ("diamond", True)


@dataclass(frozen=True)
class _Axis:
    """The values at the bottom and the top."""

    low: float
    high: float

    def height(self, value: float) -> float:
        """Give the height of a value above the bottom, in px."""
        return (value - self.low) / (self.high - self.low) * FRAME.height

    def y(self, field: str = "value") -> dict[str, object]:
        """Give the channel of a field of values."""
        scale = {"domain": [self.low, self.high], "nice": False, "zero": False, "clamp": True}
        whole = {"tickMinStep": 1} if self.high >= WHOLE_FROM else {}
        return number(field, scale, {"title": None, "tickCount": 5, "labelPadding": 6, **whole})


@dataclass(frozen=True)
class _Label:
    """A label of the right margin: at which value it wants to stand, its text and its colour."""

    value: float
    text: str
    colour: str


def trend(
    title: str,
    periods: Sequence[str],
    lines: Sequence[Line],
    *,
    unit: str = "",
    target: Mark | None = None,
    limits: Limits | None = None,
    accent: str = palette.ACCENT,
    alt: str = "",
) -> Chart:
    """Draw lines over periods (labels, oldest first), each labelled at its end, with a target.

    unit: `%` keeps the axis within 0 and 100. limits: the XmR mean and limits of the first line; its
    special-cause points are diamonds. alt: the text alternative, where the title does not say enough.
    """
    return drawn(_layers(periods, lines, unit, target, limits, accent), title, alt, FRAME)


def trend_on_screen(
    periods: Sequence[str],
    lines: Sequence[Line],
    *,
    unit: str = "",
    target: Mark | None = None,
    limits: Limits | None = None,
    accent: str = palette.ACCENT,
) -> dict[str, Any]:
    """Give what `trend` draws on paper as a Vega specification, for a web page to draw."""
    return as_vega(specified(_layers(periods, lines, unit, target, limits, accent), FRAME))


def _layers(
    periods: Sequence[str],
    lines: Sequence[Line],
    unit: str,
    target: Mark | None,
    limits: Limits | None,
    accent: str,
) -> list[Layer]:
    banded = limits if limits is not None and not math.isnan(limits.mean) else None
    axis = _axis(lines, unit, target, banded)
    x = number("n", {"domain": [0, max(1, len(periods) - 1)], "nice": False})
    layers = [_frame(axis)]
    if banded is not None:
        layers += [_band(banded, axis), _level(banded.mean, axis, palette.QUIET, [1, 0])]
    if target is not None:
        layers.append(_level(target.value, axis, palette.INK, [3, 2.5]))
    colours = palette.lines(accent)
    for line, colour, shape in zip(lines, colours, _SHAPES, strict=False):
        special = banded.special if banded is not None and line is lines[0] else ()
        layers += _line(line, x, axis, colour, shape, special)
    return [*layers, _periods(periods, x), _labels(list(_wanted(lines, colours, target, banded)), axis)]


def _axis(lines: Sequence[Line], unit: str, target: Mark | None, limits: Limits | None) -> _Axis:
    values = [value for line in lines for value in line.values if not math.isnan(value)]
    values += [] if target is None else [target.value]
    values += [] if limits is None else [limits.lower, limits.upper]
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = (high - low) * ROOM or 1.0
    low, high = max(0.0, low - room), high + room
    return _Axis(min(low, 99.0), min(high, 100.0)) if unit == "%" else _Axis(low, high)


def _frame(axis: _Axis) -> Layer:
    """The axis with its grid, which must not depend on there being a point."""
    return layer([{"value": axis.low}], {"type": "point", "opacity": 0, "size": 0}, y=axis.y())


def _band(limits: Limits, axis: _Axis) -> Layer:
    edges = {"value": max(limits.lower, axis.low), "upper": min(limits.upper, axis.high)}
    return layer([edges], {"type": "rect", "fill": palette.WASH}, y=axis.y(), y2={"field": "upper"})


def _level(value: float, axis: _Axis, colour: str, dash: Sequence[float]) -> Layer:
    return layer([{"value": value}], {"type": "rule", "stroke": colour, "strokeDash": list(dash)}, y=axis.y())


def _line(
    line: Line, x: dict[str, object], axis: _Axis, colour: str, shape: tuple[str, bool], special: Sequence[int]
) -> Iterator[Layer]:
    """Draw a line, its points, and its special-cause points; a value that is not there leaves a gap."""
    points = [{"n": n, "value": None if math.isnan(value) else value} for n, value in enumerate(line.values)]
    known = [point for point in points if point["value"] is not None]
    path = {"type": "line", "stroke": colour, "strokeWidth": 1.8, "invalid": "break-paths-show-domains"}
    yield layer(points, path, x=x, y=axis.y())
    for chosen, (name, filled), size in (
        ([point for point in known if point["n"] not in special], shape, 26),
        ([point for point in known if point["n"] in special], _SPECIAL, 70),
    ):
        if chosen:
            inside, edge, width = (colour, "white", 0.8) if filled else ("white", colour, 1.4)
            mark = {"shape": name, "size": size, "fill": inside, "stroke": edge, "strokeWidth": width, "opacity": 1}
            yield layer(chosen, {"type": "point", **mark}, x=x, y=axis.y())


def _periods(periods: Sequence[str], x: dict[str, object]) -> Layer:
    """Label every second period, or as many as there is room for, so that the last one is labelled."""
    last, step = len(periods) - 1, max(2, math.ceil(len(periods) / MOST_PERIODS))
    labels = [{"n": n, "label": label(periods[n])} for n in range(last, -1, -step)]
    mark = {"type": "text", "baseline": "top", "fill": palette.QUIET}
    return layer(labels, mark, x=x, y={"value": FRAME.height + 8}, text=words("label"))


def _wanted(
    lines: Sequence[Line], colours: Sequence[str], target: Mark | None, limits: Limits | None
) -> Iterator[_Label]:
    """Give the labels of the right margin; a line that is alone needs no name beside the chart's title."""
    for line, colour in zip(lines, colours, strict=False):
        known = [value for value in line.values if not math.isnan(value)]
        if known:
            yield _Label(known[-1], f"{line.shown} {line.name}".strip() if len(lines) > 1 else line.shown, colour)
    if target is not None:
        yield _Label(target.value, target.label, palette.INK)
    if limits is not None:
        yield _Label(limits.mean, "mean", palette.QUIET)


def _labels(wanted: Sequence[_Label], axis: _Axis) -> Layer:
    """Write labels beside what they are of, pushed apart where they would overlap."""
    heights = spread([axis.height(each.value) for each in wanted], LABEL_GAP, FRAME.height)
    placed = [
        {"y": FRAME.height - height, "label": label(each.text, LONGEST_NAME), "colour": each.colour}
        for each, height in zip(wanted, heights, strict=True)
    ]
    return layer(
        placed,
        {"type": "text", "align": "left", "baseline": "middle", "dx": 9, "fontWeight": 600},
        x={"value": FRAME.width},
        y=number("y"),
        text=words("label"),
        color={**words("colour"), "scale": None},
    )
