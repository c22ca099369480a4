"""The four charts there are: lines over time, bars, dots by team, and counts now and before."""

from collections.abc import Sequence

from reports.charts.chart import Bar, Change, Chart, Limits, Line, Mark, Team
from reports.charts.palette import ACCENT


def trend(
    title: str,
    periods: Sequence[str],
    lines: Sequence[Line],
    *,
    unit: str = "",
    target: Mark | None = None,
    limits: Limits | None = None,
    accent: str = ACCENT,
    alt: str = "",
) -> Chart:
    """Draw lines over periods (labels, oldest first), each labelled at its end, with a target.

    unit: `%` writes the axis in percent, from 0 to 100 at most; any other begins at 0. limits: the XmR mean and limits of the first line;
    its special-cause points are marked. alt: the text alternative, where the title does not say enough.
    """
    raise NotImplementedError


def bars(
    title: str, rows: Sequence[Bar], *, unit: str = "", target: Mark | None = None, accent: str = ACCENT, alt: str = ""
) -> Chart:
    """Draw horizontal bars in the order given, labelled with their values, with a target as a line."""
    raise NotImplementedError


def dots(
    title: str, teams: Sequence[Team], *, axis: str, ceiling: Mark | None = None, accent: str = ACCENT, alt: str = ""
) -> Chart:
    """Draw a row of dots for each team, in the order given: one a worker, and a bar for the team's average.

    A worker over the own ceiling is a filled diamond, any other an open circle: shape as well as colour.
    """
    raise NotImplementedError


def changes(title: str, rows: Sequence[Change], *, now: str, before: str, accent: str = ACCENT, alt: str = "") -> Chart:
    """Draw two bars a row: now, and a thinner one for before. now, before: what the legend calls them."""
    raise NotImplementedError
