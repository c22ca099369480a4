"""A trend the size of a word: a line, its last point, the target dashed. Written by hand, which is smallest."""

import math
from collections.abc import Sequence

from markupsafe import Markup

from reports.palette import ACCENT, QUIET

WIDTH, HEIGHT, EDGE = 112.0, 20.0, 3.0


def sparkline(points: Sequence[float], target: float | None = None, title: str = "", accent: str = ACCENT) -> Markup:
    """Draw points, oldest first (NaN: a gap), as an SVG of 112 x 20 px.

    target: drawn as a dashed line, and always inside the picture. title: its text alternative.
    """
    known = [point for point in points if not math.isnan(point)]
    spanned = known if target is None else [*known, target]
    lowest, highest = min(spanned, default=0.0), max(spanned, default=0.0)

    def y(value: float) -> float:
        middle = highest == lowest
        share = 0.5 if middle else (value - lowest) / (highest - lowest)
        return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)

    step = (WIDTH - 2 * EDGE) / max(1, len(points) - 1)
    dots = [None if math.isnan(value) else (EDGE + n * step, y(value)) for n, value in enumerate(points)]
    drawn = [
        Markup(
            '<svg xmlns="http://www.w3.org/2000/svg" class="sparkline" role="img" width="{w:g}" height="{h:g}" '
            'viewBox="0 0 {w:g} {h:g}"><title>{title}</title>'
        ).format(w=WIDTH, h=HEIGHT, title=title or "Trend")
    ]
    if target is not None:
        drawn.append(
            Markup(
                '<path d="M{x:g} {y:.2f}H{end:g}" fill="none" stroke="{ink}" stroke-width="0.9" '
                'stroke-dasharray="2.5 1.8"/>'
            ).format(x=EDGE, y=y(target), end=WIDTH - EDGE, ink=QUIET)
        )
    drawn.append(
        Markup(
            '<path d="{path}" fill="none" stroke="{accent}" stroke-width="1.5" stroke-linejoin="round" '
            'stroke-linecap="round"/>'
        ).format(path=_path(dots), accent=accent)
    )
    if dots and (end := dots[-1]):
        drawn.append(
            Markup('<circle cx="{x:.2f}" cy="{y:.2f}" r="2.4" fill="{accent}"/>').format(
                x=end[0], y=end[1], accent=accent
            )
        )
    return Markup("").join([*drawn, Markup("</svg>")])


def _path(dots: Sequence[tuple[float, float] | None]) -> str:
    """Give the path through the dots, begun anew after a gap; a lone dot is a short dash."""
    steps, pen_down = [], False
    for n, dot in enumerate(dots):
        if dot is None:
            pen_down = False
            continue
        steps.append(f"{'L' if pen_down else 'M'}{dot[0]:.2f} {dot[1]:.2f}")
        if not pen_down and (n + 1 == len(dots) or dots[n + 1] is None):
            steps.append("h0.01")
        pen_down = True
    return "".join(steps)
