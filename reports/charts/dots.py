"""One mark a worker, a row a team: who is over the own ceiling, and where the team's average lies."""

from collections.abc import Sequence

from reports import palette
from reports.charts.chart import Chart, Mark, Team
from reports.charts.drawing import WIDTH, Frame, Layer, drawn, label, layer, number, words

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
    titled = {"title": label(axis), "tickCount": 6, "titlePadding": 4, "titleAnchor": "end"}
    x = number("value", {"domain": [0, highest], "nice": False}, titled)
    marks = _marks(teams, highest)
    circle = {"shape": "circle", "size": 26, "fill": "white", "stroke": accent, "strokeWidth": 1.1, "opacity": 1}
    diamond = {"shape": "diamond", "size": 44, "fill": palette.OFF, "stroke": "white", "strokeWidth": 0.5, "opacity": 1}
    layers = [
        layer([each for each in marks if not each["over"]], {"type": "point", **circle}, x=x, y=_row(teams)),
        layer([each for each in marks if each["over"]], {"type": "point", **diamond}, x=x, y=_row(teams)),
        *_rows(teams, x),
        *([] if ceiling is None else _ceiling(ceiling, x, highest)),
    ]
    return drawn(layers, title, alt, Frame(PITCH * len(teams), LEFT, RIGHT, BOTTOM))


def _row(teams: Sequence[Team], field: str = "row") -> dict[str, object]:
    """Give the channel of a height: the first row is the uppermost."""
    return number(field, {"domain": [0, max(1, len(teams))], "nice": False, "reverse": True})


def _rows(teams: Sequence[Team], x: dict[str, object]) -> list[Layer]:
    """The teams' averages and names; those to look at in bold."""
    layers = []
    for strong in (True, False):
        chosen = [
            {"row": n + 0.5, "top": n + 0.12, "bottom": n + 0.88, "value": team.average, "label": label(team.name)}
            for n, team in enumerate(teams)
            if team.strong == strong
        ]
        bar = {"type": "rule", "stroke": palette.INK, "strokeWidth": 2.6}
        name = {"type": "text", "align": "right", "dx": -8, "limit": LEFT - 10, "fontWeight": 600 if strong else 400}
        layers += [
            layer(chosen, bar, x=x, y=_row(teams, "top"), y2={"field": "bottom"}),
            layer(chosen, name, x={"value": 0}, y=_row(teams), text=words("label")),
        ]
    return layers


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


def _ceiling(ceiling: Mark, x: dict[str, object], highest: float) -> list[Layer]:
    """Draw the ceiling and its label, on the side on which there is room for it."""
    said = label(ceiling.label)
    room = (1 - ceiling.value / highest) * (WIDTH - LEFT - RIGHT) + RIGHT
    right = len(said) * LETTER < room
    row = {"value": ceiling.value, "label": said}
    side = {"align": "left", "dx": 4} if right else {"align": "right", "dx": -4}
    text = {"type": "text", "baseline": "bottom", "fill": palette.INK, **side}
    return [
        layer([row], {"type": "rule", "stroke": palette.INK, "strokeDash": [3, 2.5]}, x=x),
        layer([row], text, x=x, y={"value": -3}, text=words("label")),
    ]
