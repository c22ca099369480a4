"""One mark a worker, a row a team: who is over the own ceiling, and where the team's average lies."""

from collections.abc import Sequence

import altair

from reports import palette
from reports.charts.chart import Chart, Mark, Team
from reports.charts.drawing import WIDTH, Frame, drawn, label, rows

LEFT, RIGHT, BOTTOM = 206, 16, 38
PITCH = 21  # px from row to row
LANES = (0.0, -0.22, 0.22, -0.11, 0.11, -0.33, 0.33)  # of a row: where marks that would hide each other stand
MARK = 9  # px that a mark takes up
LETTER = 6  # px that a letter of a label takes up, at most on average


def dots(
    title: str,
    teams: Sequence[Team],
    *,
    axis: str,
    ceiling: Mark | None = None,
    accent: str = palette.ACCENT,
    alt: str = "",
) -> Chart:
    """Draw a row of marks for each team, in the order given: one a worker, and a bar for the team's average.

    A worker over the own ceiling is a filled diamond, any other an open circle: shape as well as colour.
    axis: what the values are, for the axis.
    """
    values = [worker.value for team in teams for worker in team.workers] + [team.average for team in teams]
    highest = max([*values, 0.0 if ceiling is None else ceiling.value, 1.0]) * 1.03
    x = altair.X(
        "value:Q",
        scale=altair.Scale(domain=[0, highest], nice=False),
        axis=altair.Axis(title=label(axis), tickCount=6, titlePadding=4, titleAnchor="end"),
    )
    y = altair.Y("row:Q", scale=altair.Scale(domain=[0, max(1, len(teams))], nice=False, reverse=True), axis=None)
    marks = _marks(teams, highest)
    circles = altair.Chart(rows([mark for mark in marks if not mark["over"]]))
    diamonds = altair.Chart(rows([mark for mark in marks if mark["over"]]))
    layers = [
        circles.mark_point(shape="circle", size=26, fill="white", stroke=accent, strokeWidth=1.1, opacity=1).encode(
            x=x, y=y
        ),
        diamonds.mark_point(
            shape="diamond", size=44, fill=palette.OFF, stroke="white", strokeWidth=0.5, opacity=1
        ).encode(x=x, y=y),
        *_rows(teams, x, y),
        *([] if ceiling is None else _ceiling(ceiling, x, highest)),
    ]
    return drawn(layers, title, alt, Frame(PITCH * len(teams), LEFT, RIGHT, BOTTOM))


def _rows(teams: Sequence[Team], x: altair.X, y: altair.Y) -> list[altair.Chart]:
    """The teams' averages and names; those to look at in bold."""
    layers = []
    for strong in (True, False):
        chosen = [
            {"row": n + 0.5, "top": n + 0.12, "bottom": n + 0.88, "value": team.average, "label": label(team.name)}
            for n, team in enumerate(teams)
            if team.strong == strong
        ]
        data = altair.Chart(rows(chosen))
        layers += [
            data.mark_rule(stroke=palette.INK, strokeWidth=2.6).encode(x=x, y=_edge(y, "top"), y2="bottom:Q"),
            data.mark_text(align="right", dx=-8, limit=LEFT - 10, fontWeight=600 if strong else 400).encode(
                x=altair.value(0), y=y, text="label:N"
            ),
        ]
    return layers


def _edge(y: altair.Y, field: str) -> altair.Y:
    edge = y.copy()
    edge.shorthand = f"{field}:Q"
    return edge


def _marks(teams: Sequence[Team], highest: float) -> list[dict[str, object]]:
    """Place the marks: each in the first lane of its row in which it hides no other."""
    width = MARK / (WIDTH - LEFT - RIGHT) * highest
    placed: list[dict[str, object]] = []
    for n, team in enumerate(teams):
        ends = dict.fromkeys(LANES, float("-inf"))
        for worker in sorted(team.workers, key=lambda one: (one.value, one.over)):
            lane = next(
                (lane for lane in LANES if ends[lane] + width <= worker.value), min(ends, key=lambda one: ends[one])
            )
            ends[lane] = worker.value
            placed.append({"row": n + 0.5 + lane, "value": worker.value, "over": worker.over})
    return placed


def _ceiling(ceiling: Mark, x: altair.X, highest: float) -> list[altair.Chart]:
    """Draw the ceiling and its label, on the side on which there is room for it."""
    said = label(ceiling.label)
    room = (1 - ceiling.value / highest) * (WIDTH - LEFT - RIGHT) + RIGHT
    right = len(said) * LETTER < room
    data = altair.Chart(rows([{"value": ceiling.value, "label": said}]))
    return [
        data.mark_rule(stroke=palette.INK, strokeDash=[3, 2.5]).encode(x=x),
        data.mark_text(
            align="left" if right else "right", baseline="bottom", dx=4 if right else -4, fill=palette.INK
        ).encode(x=x, y=altair.value(-3), text="label:N"),
    ]
