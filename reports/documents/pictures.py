"""The charts of the reports: each with a title that says what is seen, in words made from its figures."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from reports.charts import Chart, Dot, Line, Mark, Team, dots, trend
from reports.documents.history import History, each
from reports.documents.missing import CARE, HOME
from reports.documents.reading import Reading, Readings
from reports.documents.standing import misses, plain_target, social_work_ceiling
from reports.documents.tables import Column, Table, table
from reports.documents.words import count, headings, list_of, plural, sentence, since
from reports.figures import AUTHORITY, show
from reports.measures import MEASURES
from reports.signals import FEWEST_POINTS
from reports.text import shortened

TEAMS_DRAWN = 14
LONGEST_NAME = 48  # characters of a service in a title
WHOLE = (("All", AUTHORITY, AUTHORITY),)
BY_CARE_STATUS = (("At home", "care_status", HOME), ("In care", "care_status", CARE))


@dataclass(frozen=True)
class Picture:
    """A chart, what its marks mean, and its numbers as a table where no other table has them."""

    chart: Chart
    note: str = ""
    numbers: Table | None = None


def one_trend(readings: Readings, measure: str, title: str | None = None) -> Picture | None:
    """Draw a measure of the whole authority over thirteen periods, with its target and the XmR limits; or nothing."""
    reading = readings.of(measure, title=title)
    if not _seen(reading):
        return None
    line = Line(reading.title, reading.points, reading.now.shown)
    chart = trend(
        trend_title(readings, reading),
        labels(readings.history),
        [line],
        unit=reading.now.unit,
        target=_target(reading),
        limits=reading.signal,
        accent=readings.settings.authority.accent,
    )
    return Picture(chart, _trend_note(reading), numbers(readings, measure, reading.title, WHOLE))


def by_care_status(readings: Readings, measure: str, title: str | None = None) -> Picture | None:
    """Draw a measure of children at home and in care, side by side, with its target; or nothing.

    title: what the report calls the measure.
    """
    home = readings.of(measure, "care_status", HOME, "At home")
    care = readings.of(measure, "care_status", CARE, "In care")
    if not (_seen(home) or _seen(care)):
        return None
    lines = [Line(one.title, one.points, one.now.shown) for one in (home, care)]
    chart = trend(
        _apart_title(measure, home, care),
        labels(readings.history),
        lines,
        unit=home.now.unit or MEASURES[measure].unit,
        target=_target(home),
        accent=readings.settings.authority.accent,
    )
    return Picture(chart, "", numbers(readings, measure, title or MEASURES[measure].title, BY_CARE_STATUS))


def workers_by_team(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> Picture | None:
    """Draw every worker of the worst teams as a dot: cases per FTE, and whether over the worker's own ceiling."""
    teams, workers = lists["teams"].head(TEAMS_DRAWN), lists["workers"]
    judged = workers[workers["ceiling"].notna() & (workers["fte"] > 0)]
    if teams.empty:
        return None
    rows = []
    for team in each(teams):
        theirs = judged[judged["team_id"] == team.team_id]
        points = [Dot(one.cases / one.fte, one.over > 0) for one in each(theirs)]
        rows.append(Team(team.team, points, team.average, strong=team.average > team.ceiling))
    ceiling = social_work_ceiling(readings.settings.standards)
    chart = dots(
        _dots_title(lists["teams"], judged),
        rows,
        axis="cases per FTE",
        ceiling=None if ceiling is None else Mark(ceiling, f"social workers' ceiling {plain_target(ceiling, '')}"),
        accent=readings.settings.authority.accent,
    )
    left = len(lists["teams"]) - len(teams)
    others = f"; the other {count(left, 'team')} {plural('is', left)} in the workbook" if left > 0 else ""
    return Picture(
        chart,
        "One mark is one worker's cases per FTE; the bar is the team's average. A filled diamond is over that "
        "worker's own ceiling, which is another for other roles and for newly qualified workers. The numbers are in "
        f"the table below{others}.",
    )


def trend_title(readings: Readings, reading: Reading) -> str:
    """Say what a trend shows: since when it is off its target or ceiling, and what the XmR rules find."""
    history, measure = readings.history, reading.measure
    if not reading.now.ok:
        return f"{reading.title}: no figure for {history.period.label}"
    said = f"{reading.title}: {reading.now.shown}"
    limit = reading.target_line
    if measure == "average_caseload" and limit is not None:
        above = history.in_a_row(measure, lambda value: value > limit)
        said += (
            f", above its ceiling of {reading.target} {since(history.period, above)}"
            if above
            else (f", within its ceiling of {reading.target}")
        )
    elif limit is not None:
        missed = history.in_a_row(measure, misses(measure, readings.settings))
        said += (
            f", off its target of {reading.target} {since(history.period, missed)}"
            if missed
            else (f", on its target of {reading.target}")
        )
    found = {"improving": "getting better", "worsening": "getting worse"}.get(reading.signal.verdict)
    return said + (f", and {found}" if found else "")


def numbers(readings: Readings, measure: str, title: str, rows: Sequence[tuple[str, str, str]]) -> Table:
    """Table the numbers of a trend: a line (its name, breakdown and group) a row, a period a column.

    title: what the report calls the measure.
    """
    unit = MEASURES[measure].unit
    return table(
        f"{title}, {'in %' if unit == '%' else unit}: the numbers of the chart",
        [Column("", "left", "14%"), *(Column(label) for label in labels(readings.history))],
        [
            [name, *(figure.shown.removesuffix("%") for figure in readings.history.trend(measure, breakdown, group))]
            for name, breakdown, group in rows
        ],
    )


def labels(history: History) -> list[str]:
    """Give the thirteen periods' short labels, oldest first; the first says its year."""
    return headings(history.period.trend())


def _enough(points: Sequence[float]) -> bool:
    return sum(not math.isnan(point) for point in points) >= FEWEST_POINTS


def _seen(reading: Reading) -> bool:
    return not all(math.isnan(point) for point in reading.points)


def _target(reading: Reading) -> Mark | None:
    if reading.target_line is None:
        return None
    what = "ceiling" if reading.measure == "average_caseload" else "target"
    return Mark(reading.target_line, f"{what} {reading.target}")


def _trend_note(reading: Reading) -> str:
    if reading.signal.verdict == "too few points":
        return "Too few points for limits: the XmR rules need 12."
    mean = show(reading.signal.mean, "%" if reading.now.unit == "%" else "")
    return f"Band: what chance alone explains, around a mean of {mean}; marked points are more than chance."


def _apart_title(measure: str, home: Reading, care: Reading) -> str:
    title = MEASURES[measure].title
    if not (home.now.ok and care.now.ok):
        return f"{title}: children at home and in care"
    if home.now.shown == care.now.shown:
        return f"{title}: the same for children in care and at home, {home.now.shown}"
    lower = "lower" if care.now.value < home.now.value else "higher"
    return f"{title}: {care.now.shown} in care, {lower} than the {home.now.shown} at home"


def _dots_title(teams: pd.DataFrame, workers: pd.DataFrame) -> str:
    above = teams[(teams["average"] > teams["ceiling"]) & teams["team_id"].ne("")]
    over = int((workers["over"] > 0).sum())
    if above.empty:
        text = "no team is over its ceiling on average"
        return sentence(f"{text}; {count(over, 'worker')} {plural('is', over)}").rstrip(".")
    services = list(dict.fromkeys(shortened(str(name), LONGEST_NAME) for name in above["service"]))
    elsewhere = workers[(workers["over"] > 0) & ~workers["team_id"].isin(above["team_id"])]
    single = len(elsewhere)
    text = f"{list_of(services)} {plural('has', len(services))} the teams over their ceiling"
    text += f"; {count(single, 'single worker')} {plural('is', single)} over in other teams" if single else ""
    return sentence(text).rstrip(".")


def smt_overview(readings: Readings, lists: Mapping[str, pd.DataFrame]) -> dict[str, Picture | None]:
    """Draw the charts of the SMT overview."""
    return {
        "caseload": one_trend(readings, "average_caseload"),
        "teams": workers_by_team(readings, lists),
        "supervised": one_trend(readings, "supervised"),
        "completed": by_care_status(readings, "interviews_completed"),
    }


def return_interviews(readings: Readings) -> dict[str, Picture | None]:
    """Draw the charts of the weekly report."""
    return {
        "in_time": by_care_status(readings, "interviews_in_time"),
    }


def lead_member(readings: Readings, titles: Mapping[str, str]) -> dict[str, Picture | None]:
    """Draw the charts of the Lead Member report, under plain titles.

    Interviews are drawn apart for children at home and in care where most of the figures may be shown.
    """
    measure = "interviews_completed"
    apart = [readings.of(measure, "care_status", group).points for group in (HOME, CARE)]
    draw = by_care_status if all(_enough(points) for points in apart) else one_trend
    return {
        "caseload": one_trend(readings, "average_caseload", titles["average_caseload"]),
        "supervised": one_trend(readings, "supervised", titles["supervised"]),
        "completed": draw(readings, measure, titles[measure]),
    }
