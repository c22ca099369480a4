"""Charts as SVG: one specification for page and paper, in the bundled font, flat, and the same bytes every time.

Titles are the caller's and say what is to be seen. Values are labelled with the text they are given: nothing
is rounded here.
"""

from reports.charts.chart import Chart, Dot, Limits, Line, Mark, Team
from reports.charts.dots import dots
from reports.charts.sparkline import sparkline
from reports.charts.trend import trend, trend_on_screen

__all__ = [
    "Chart",
    "Dot",
    "Limits",
    "Line",
    "Mark",
    "Team",
    "dots",
    "sparkline",
    "trend",
    "trend_on_screen",
]
