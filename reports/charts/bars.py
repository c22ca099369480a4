"""Horizontal bars: of one value each, or of a count now and before."""

from collections.abc import Sequence

import altair

from reports import palette
from reports.charts.chart import Bar, Change, Chart, Mark
from reports.charts.drawing import Frame, drawn, label, rows

LEFT, RIGHT, BOTTOM = 206, 110, 4
PITCH = 20  # px from row to row
_LEGEND = 140  # px from one key of the legend to the next
_BAR, _NOW, _BEFORE = (0.24, 0.76), (0.14, 0.58), (0.64, 0.84)  # top and bottom of a bar, as shares of its row


def bars(
    title: str,
    each: Sequence[Bar],
    *,
    target: Mark | None = None,
    accent: str = palette.ACCENT,
    alt: str = "",
) -> Chart:
    """Draw horizontal bars in the order given, labelled with their values, with a target as a line.

    Where some are strong, only these have the accent.
    """
    plot = _Plot(len(each), [bar.value for bar in each] + ([] if target is None else [target.value]))
    strong = [bar.strong or not any(other.strong for other in each) for bar in each]
    layers = [
        plot.bars([bar.value if one else 0.0 for bar, one in zip(each, strong, strict=True)], _BAR, accent),
        plot.bars([0.0 if one else bar.value for bar, one in zip(each, strong, strict=True)], _BAR, palette.PALE),
        *plot.labels([(bar.label, bar.value, bar.shown) for bar in each]),
        *([] if target is None else plot.mark(target)),
    ]
    return drawn(layers, title, alt, Frame(PITCH * len(each), LEFT, RIGHT, BOTTOM))


def changes(
    title: str, each: Sequence[Change], *, now: str, before: str, accent: str = palette.ACCENT, alt: str = ""
) -> Chart:
    """Draw two bars a row: now, and a thinner one for before. now, before: what the legend calls them."""
    plot = _Plot(len(each), [value for row in each for value in (row.now, row.before)])
    layers = [
        plot.bars([row.now for row in each], _NOW, accent),
        plot.bars([row.before for row in each], _BEFORE, palette.PALE),
        *plot.labels([(row.label, row.now, row.shown) for row in each]),
        *_legend(now, before, accent),
    ]
    return drawn(layers, title, alt, Frame(PITCH * len(each), LEFT, RIGHT, BOTTOM))


class _Plot:
    """Rows from the top down, and values from 0 to the highest."""

    def __init__(self, number: int, values: Sequence[float]) -> None:
        self._across = altair.Scale(domain=[0, max([*values, 0.0]) or 1.0], nice=False)
        self._down = altair.Scale(domain=[0, max(1, number)], nice=False, reverse=True)

    def _x(self, field: str) -> altair.X:
        return altair.X(f"{field}:Q", scale=self._across, axis=None)

    def _y(self, field: str) -> altair.Y:
        return altair.Y(f"{field}:Q", scale=self._down, axis=None)

    def bars(self, values: Sequence[float], edges: tuple[float, float], colour: str) -> altair.Chart:
        """Draw a bar in each row; none for 0."""
        data = [
            {"from": 0, "to": value, "top": n + edges[0], "bottom": n + edges[1]}
            for n, value in enumerate(values)
            if value
        ]
        return (
            altair.Chart(rows(data))
            .mark_rect(fill=colour)
            .encode(x=self._x("from"), x2="to:Q", y=self._y("top"), y2="bottom:Q")
        )

    def labels(self, each: Sequence[tuple[str, float, str]]) -> list[altair.Chart]:
        """Write the name before each row and its value behind its bar."""
        data = altair.Chart(
            rows(
                [
                    {"row": n + 0.5, "value": value, "name": label(name), "shown": label(shown)}
                    for n, (name, value, shown) in enumerate(each)
                ]
            )
        )
        names = data.mark_text(align="right", baseline="middle", dx=-8, limit=LEFT - 10)
        values = data.mark_text(align="left", baseline="middle", dx=5, fontWeight=600)
        return [
            names.encode(x=altair.value(0), y=self._y("row"), text="name:N"),
            values.encode(x=self._x("value"), y=self._y("row"), text="shown:N"),
        ]

    def mark(self, target: Mark) -> list[altair.Chart]:
        """Draw a target over all rows."""
        data = altair.Chart(rows([{"value": target.value, "label": label(target.label)}]))
        return [
            data.mark_rule(stroke=palette.INK, strokeDash=[3, 2.5]).encode(x=self._x("value")),
            data.mark_text(baseline="bottom").encode(x=self._x("value"), y=altair.value(-3), text="label:N"),
        ]


def _legend(now: str, before: str, accent: str) -> list[altair.Chart]:
    """Say above the bars which is which."""
    layers = []
    for place, colour, name in ((0, accent, now), (_LEGEND, palette.PALE, before)):
        key = altair.Chart(rows([{"label": label(name, 20)}]))
        layers += [
            key.mark_square(fill=colour, size=70, opacity=1).encode(x=altair.value(place + 4), y=altair.value(-9)),
            key.mark_text(align="left", baseline="middle", fill=palette.QUIET).encode(
                x=altair.value(place + 13), y=altair.value(-9), text="label:N"
            ),
        ]
    return layers
