"""Charts as SVG: one specification for page and paper, in the bundled font, flat, and the same bytes every time.

Titles are the caller's and say what is to be seen. Values are labelled with the text they are given: nothing
is rounded here.
"""

from reports.charts.chart import Bar, Change, Chart, Dot, Limits, Line, Mark, Team
from reports.charts.draw import bars, changes, dots, trend
from reports.charts.sparkline import sparkline

__all__ = [
    "Bar",
    "Change",
    "Chart",
    "Dot",
    "Limits",
    "Line",
    "Mark",
    "Team",
    "bars",
    "changes",
    "dots",
    "sparkline",
    "trend",
]
