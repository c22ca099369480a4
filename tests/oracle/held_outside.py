"""What is held outside the case system, as measures-children.md has it."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import Any

from tests.oracle.quality import Row as Fields
from tests.oracle.reading import Time, before, words
from tests.oracle.scene import UNKNOWN, Scene
from tests.oracle.shapes import Figure, Figures, Row, Shape, count, median, share
from tests.oracle.supervision import BANK_HOLIDAYS

COUNTS = {
    "emotional_wellbeing_support",
    "post_adoption_packages",
    "birth_parent_packages",
    "private_fostering_notifications",
}
SHARES = {"audits_good", "feedback_positive", "private_fostering_visits_in_time"}
BY_TEAM = {"audits_good", "feedback_positive"}


def measure(scene: Scene, figures: Figures) -> None:
    """Add every figure."""
    returned(scene, figures)
    homelessness(scene, figures)
    improvement_plan(scene, figures)


# Returned figures


def returned(scene: Scene, figures: Figures) -> None:
    latest = latest_figures(scene.rows["local_return"])
    for name in COUNTS | SHARES:
        breakdowns = "authority service team" if name in BY_TEAM else "authority"
        if not scene.has("local_return"):
            figures.not_collected(name, breakdowns)
            continue
        rows = [row for row in latest if words(row["retn_measure"]) == name]
        shape = added_up if name in COUNTS else percentage
        whole = of_authority(rows, scene.start, scene.end)
        if whole:
            figures.add(name, "authority", [as_row(scene, row) for row in whole], shape)
        else:
            figures.not_collected(name, "authority")
        if name in BY_TEAM:
            teams = {row["retn_team_id"] for row in rows} - {None}
            theirs = [row for team in teams for row in of_team(rows, team, scene.start, scene.end)]
            figures.add(name, "service team", [as_row(scene, row) for row in theirs], shape)


def latest_figures(rows: list[Fields]) -> list[Fields]:
    """DQ41 and DQ40: those that can be; DQ45: of each measure, period and team the one that was recorded last."""
    latest: dict[Any, Fields] = {}
    for row in sorted(filter(is_possible, rows), key=order_of_recording):
        latest[words(row["retn_measure"]), row["retn_period_start"], row["retn_period_end"], row["retn_team_id"]] = row
    return list(latest.values())


def is_possible(row: Fields) -> bool:
    name, part, whole = words(row["retn_measure"]), row["retn_numerator"], row["retn_denominator"]
    if name not in COUNTS | SHARES or part is None or part < 0 or (name in SHARES and whole is None):
        return False
    return (whole is None or 0 <= part <= whole) and is_period(row["retn_period_start"], row["retn_period_end"])


def is_period(start: date, end: date) -> bool:
    """Tell whether a week, month, quarter or year begins and ends then."""
    if start.weekday() == 0 and (end - start).days == 7:
        return True
    months = (end.year - start.year) * 12 + end.month - start.month
    begins_in = {1: range(1, 13), 3: (1, 4, 7, 10), 12: (4,)}
    return start.day == end.day == 1 and start.month in begins_in.get(months, ())


def order_of_recording(row: Fields) -> Any:
    recorded, whole = row["retn_recorded_date"], row["retn_denominator"]
    when = recorded.earliest.timestamp() if recorded else float("-inf")
    return (when, row["retn_recorded_by"] or "", row["retn_numerator"], -1 if whole is None else whole)


def of_authority(rows: list[Fields], start: date, end: date) -> list[Fields]:
    """Give what adds up to the authority's figure."""
    own = [row for row in rows if (row["retn_period_start"], row["retn_period_end"]) == (start, end)]
    return [row for row in own if row["retn_team_id"] is None] or own or of_parts(of_authority, rows, start, end)


def of_team(rows: list[Fields], team: str, start: date, end: date) -> list[Fields]:
    """Give what adds up to a team's figure."""
    theirs = [row for row in rows if row["retn_team_id"] == team]
    own = [row for row in theirs if (row["retn_period_start"], row["retn_period_end"]) == (start, end)]
    return own or of_parts(lambda rows, first, last: of_team(rows, team, first, last), theirs, start, end)


def of_parts(of: Callable[..., list[Fields]], rows: list[Fields], start: date, end: date) -> list[Fields]:
    """Give what the quarters of a year, or the months of a quarter, add up to, if each of them has something."""
    days = (end - start).days
    if days <= 31:
        return []
    starts = [start]
    while starts[-1] < end:
        later = starts[-1] + timedelta(days=93 if days > 92 else 31)
        starts.append(later.replace(day=1))
    found = [of(rows, first, last) for first, last in pairwise(starts)]
    return [row for part in found for row in part] if all(found) else []


def as_row(scene: Scene, row: Fields) -> Row:
    weight = Fraction(0) if row["retn_denominator"] is None else row["retn_denominator"]
    return Row("", scene.place(row["retn_team_id"]), row["retn_numerator"], weight)


def added_up(rows: list[Row]) -> Figure:
    total = float(sum(row.value for row in rows))
    return Figure(total, None, total, "ok")


def percentage(rows: list[Row]) -> Figure:
    part, whole = (float(sum(each)) for each in zip(*((row.value, row.weight) for row in rows), strict=True))
    return Figure(part, whole, 100 * part / whole, "ok") if whole else Figure(part, whole, None, "z")


# Homeless young people


def homelessness(scene: Scene, figures: Figures) -> None:
    shapes: dict[str, Shape] = {
        "homeless_presentations": count,
        "homeless_assessed_in_time": share,
        "homeless_days_to_placement": median,
        "homeless_bb_nights": added_up,
    }
    if not scene.has("local_homeless_presentation"):
        for name in shapes:
            figures.not_collected(name, "authority")
        return
    presented = [row for row in scene.rows["local_homeless_presentation"] if scene.in_period(row["homl_date"])]
    found: dict[str, list[Row]] = {name: [] for name in shapes}
    outcomes = []
    for row in presented:
        key, place = row["homl_presentation_id"], {"authority": "authority"}
        outcomes.append(Row(key, {"outcome": row["homl_outcome"] or UNKNOWN}))
        found["homeless_presentations"].append(Row(key, place))
        if working_days(row["homl_date"].day, yesterday(scene.as_at)) >= scene.standards.homeless_assessment_days:
            found["homeless_assessed_in_time"].append(Row(key, place, is_assessed_in_time(scene, row)))
        days = days_to_placement(row)
        if days is not None:
            found["homeless_days_to_placement"].append(Row(key, place, Fraction(days)))
        nights = row["homl_bb_nights"] or Fraction(0)
        found["homeless_bb_nights"].append(Row(key, place, max(nights, Fraction(0))))
    for name, shape in shapes.items():
        figures.add(name, "authority", found[name], shape)
    figures.add("homeless_outcomes", "outcome", outcomes, count)


def is_assessed_in_time(scene: Scene, row: Fields) -> bool:
    """DQ42: who was assessed before presenting was not."""
    assessed: Time | None = row["homl_assessed_date"]
    if assessed is None or before(assessed, row["homl_date"]):
        return False
    return working_days(row["homl_date"].day, assessed.day) <= scene.standards.homeless_assessment_days


def days_to_placement(row: Fields) -> int | None:
    """DQ42: who was placed before the decision was not."""
    decided, placed = row["homl_decision_date"], row["homl_placed_date"]
    if row["homl_outcome"] != "section 20" or decided is None or placed is None or before(placed, decided):
        return None
    return (placed.day - decided.day).days


def yesterday(moment: datetime) -> date:
    return moment.date() - timedelta(days=1)


def working_days(first: date, last: date) -> int:
    """Give the working days in `(first, last]`."""
    days = [first + timedelta(days=n) for n in range(1, (last - first).days + 1)]
    return sum(day.weekday() < 5 and day not in BANK_HOLIDAYS for day in days)


# The improvement plan


def improvement_plan(scene: Scene, figures: Figures) -> None:
    if not scene.has("local_plan_action"):
        figures.not_collected("plan_actions", "authority")
        figures.not_collected("plan_actions_overdue", "authority")
        return
    rows, overdue = [], []
    for row in scene.rows["local_plan_action"]:
        late = row["acti_due_date"] is not None and row["acti_due_date"] < scene.end and row["acti_status"] != "done"
        for recommendation in recommendations(row["acti_recommendations"] or "") or {UNKNOWN}:
            groups = {
                "authority": "authority",
                "status": row["acti_status"] or UNKNOWN,
                "plan_theme": words(row["acti_theme"]) or UNKNOWN,
                "recommendation": recommendation,
            }
            rows.append(Row(row["acti_action_id"], groups))
            overdue += [rows[-1]] * late
    figures.add("plan_actions", "authority status plan_theme recommendation", rows, count)
    figures.add("plan_actions_overdue", "authority plan_theme recommendation", overdue, count)


def recommendations(text: str) -> set[str]:
    """DQ44: the numbers between commas."""
    return {str(int(part)) for part in text.split(",") if re.fullmatch(r"\s*[0-9]+\s*", part)}
