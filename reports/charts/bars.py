"""Horizontal bars: of one value each, or of a count now and before."""

from collections.abc import Sequence

import altair

from reports.charts import palette
from reports.charts.chart import Bar, Change, Chart, Mark
from reports.charts.drawing import Frame, drawn, label, rows

LEFT, RIGHT, BOTTOM = 206, 110, 4
PITCH = 20  # px from row to row


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
    some_strong = any(bar.strong for bar in each)
    shown = [
        {
            "row": n + 0.5,
            "value": bar.value,
            "label": label(bar.label),
            "shown": label(bar.shown),
            "colour": accent if bar.strong or not some_strong else palette.PALE,
        }
        for n, bar in enumerate(each)
    ]
    highest = max([bar.value for bar in each] + ([] if target is None else [target.value]), default=0.0)
    x, y = _x(highest), _y(len(each))
    data = altair.Chart(rows(shown))
    layers = [
        data.mark_bar(height=11).encode(x=x, y=y, color=altair.Color("colour:N", scale=None)),
        _names(data, y),
        data.mark_text(align="left", dx=5, fontWeight=600).encode(x=x, y=y, text="shown:N"),
    ]
    if target is not None:
        layers += _target(target, x)
    return drawn(layers, title, alt, Frame(PITCH * len(each), LEFT, RIGHT, BOTTOM))


def changes(
    title: str, each: Sequence[Change], *, now: str, before: str, accent: str = palette.ACCENT, alt: str = ""
) -> Chart:
    """Draw two bars a row: now, and a thinner one for before. now, before: what the first row calls them."""
    shown = [
        {"row": n + 0.5, "now": row.now, "before": row.before, "label": label(row.label), "shown": label(row.shown)}
        for n, row in enumerate(each)
    ]
    highest = max((max(row.now, row.before) for row in each), default=0.0)
    y, data = _y(len(each)), altair.Chart(rows(shown))
    layers = [
        data.mark_bar(height=9, fill=accent, yOffset=-3).encode(x=_x(highest, "now"), y=y),
        data.mark_bar(height=4, fill=palette.PALE, yOffset=5).encode(x=_x(highest, "before"), y=y),
        _names(data, y),
        data.mark_text(align="left", dx=5, dy=-3, fontWeight=600).encode(x=_x(highest, "now"), y=y, text="shown:N"),
        *_legend(now, before, accent),
    ]
    return drawn(layers, title, alt, Frame(PITCH * len(each), LEFT, RIGHT, BOTTOM))


def _x(highest: float, field: str = "value") -> altair.X:
    return altair.X(f"{field}:Q", scale=altair.Scale(domain=[0, highest or 1.0], nice=False), axis=None)


def _y(number: int) -> altair.Y:
    return altair.Y("row:Q", scale=altair.Scale(domain=[0, max(1, number)], nice=False, reverse=True), axis=None)


def _names(data: altair.Chart, y: altair.Y) -> altair.Chart:
    return data.mark_text(align="right", dx=-8).encode(x=altair.value(0), y=y, text="label:N")


def _target(target: Mark, x: altair.X) -> list[altair.Chart]:
    data = altair.Chart(rows([{"value": target.value, "label": label(target.label)}]))
    return [
        data.mark_rule(stroke=palette.INK, strokeDash=[3, 2.5]).encode(x=x),
        data.mark_text(baseline="bottom", fill=palette.INK).encode(x=x, y=altair.value(-3), text="label:N"),
    ]


def _legend(now: str, before: str, accent: str) -> list[altair.Chart]:
    """Say above the bars which is which."""
    keys = ((0, accent, label(now)), (140, palette.PALE, label(before)))
    layers = []
    for place, colour, name in keys:
        key = altair.Chart(rows([{"label": name}]))
        layers += [
            key.mark_square(fill=colour, size=70, opacity=1).encode(x=altair.value(place + 4), y=altair.value(-9)),
            key.mark_text(align="left", fill=palette.QUIET).encode(
                x=altair.value(place + 13), y=altair.value(-9), text="label:N"
            ),
        ]
    return layers
