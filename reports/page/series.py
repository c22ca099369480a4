"""A measure over time as a chart with its signal, as a table, and as CSV."""

import math
from collections.abc import Sequence
from typing import Any

import pandas as pd

from reports.charts import Line, Mark, trend_on_screen
from reports.documents.standing import plain_target
from reports.documents.words import headings
from reports.figures import AUTHORITY, show
from reports.measures import MEASURES
from reports.page.desk import Desk
from reports.page.figures import title_of
from reports.page.lines import period_label
from reports.page.past import Point, Wanted, past
from reports.policy import KIND_OF
from reports.section import ReportName
from reports.settings import Target
from reports.signals import Signal, signal


def series(desk: Desk, wanted: Wanted) -> dict[str, Any]:
    """Give a measure over time (`Series`)."""
    points = past(desk, wanted)
    unit, better = points[-1].figure.unit, MEASURES[wanted.measure].better if wanted.measure in MEASURES else None
    values = [point.value for point in points]
    found = signal(values, better, KIND_OF[ReportName(wanted.report)])
    target = desk.settings.targets.measures.get(wanted.measure)
    mark = Mark(target.target, f"target {plain_target(target.target, unit)}") if target else None
    title = _title(wanted, points)
    return {
        **{name: getattr(wanted, name) for name in ("report", "measure", "breakdown", "group")},
        "title": title,
        "unit": unit,
        "points": [_line(point, n in found.special) for n, point in enumerate(points)],
        "target": target
        and {"value": target.target, "shown": plain_target(target.target, unit), "source": target.source},
        "signal": {"verdict": found.verdict, "words": found.words, **_limits(found, unit)},
        "chart": trend_on_screen(
            headings([point.period for point in points]),
            [Line(title, values, points[-1].shown)],
            unit=unit,
            target=mark,
            limits=found,
            accent=desk.settings.authority.accent,
        ),
        "alt": f"{title}, {_label(points[0])} to {_label(points[-1])}. {found.words}.",
    }


def series_csv(desk: Desk, wanted: Wanted) -> str:
    """Give a measure over time as CSV, not rounded: a row for each period."""
    columns = ("numerator", "denominator", "value", "unit", "status")
    of = {"report": wanted.report, "measure": wanted.measure, "breakdown": wanted.breakdown, "group": wanted.group}
    rows = [
        {**of, "period": point.period.key}
        | {name: getattr(point.figure, name) for name in columns}
        | {"issue": point.issue.label if point.issue else ""}
        for point in past(desk, wanted)
    ]
    return str(pd.DataFrame(rows).to_csv(index=False))


def _title(wanted: Wanted, points: Sequence[Point]) -> str:
    name = next((point.figure.group_name for point in reversed(points) if point.figure.group_name), wanted.group)
    return title_of(wanted.measure) if wanted.breakdown == AUTHORITY else f"{title_of(wanted.measure)}: {name}"


def _target(target: Target, unit: str) -> dict[str, Any]:
    return {"value": target.target, "shown": plain_target(target.target, unit), "source": target.source}


def _line(point: Point, special: bool) -> dict[str, Any]:
    return {
        "period": point.period.key,
        "label": _label(point),
        "value": None if math.isnan(point.value) else point.value,
        "shown": point.shown,
        "fraction": point.figure.fraction,
        "issue": point.issue and {"id": point.issue.id, "label": point.issue.label},
        "special": special,
    }


def _label(point: Point) -> str:
    return period_label(point.period.key)


def _limits(found: Signal, unit: str) -> dict[str, str]:
    """Give mean and limits as a reader sees them; empty where there are too few points."""
    limits = {"mean": found.mean, "lower": found.lower, "upper": found.upper}
    return {name: "" if math.isnan(value) else show(value, unit) for name, value in limits.items()}
