"""How a figure stands: against its target, and whether it may still change.

The status is judged of the figure as it is shown, so that a page never says `90.0%` and "off 90%".
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np

from reports.documents.history import Figure, History
from reports.documents.words import DASH
from reports.figures import SUPPRESSED, round_half_up, show
from reports.measures.registry import MEASURES
from reports.periods import LONDON, Period, working_days_after
from reports.settings import Settings, Standards, Target

Tone = Literal["good", "near", "off", "none"]
RECORDING_DAYS = 5  # working days that a worker has to record a session (measures.md, supervision_recorded_late)
_WINDOW_OPEN = {
    "interviews_offered",
    "interviews_completed",
    "interviews_in_time",
    "interviews_in_time_of_completed",
    "interviews_outstanding",
    "interviews_declined",
    "hours_to_interview",
    "interviews_independent",
    "interviews_graded_good",
    "interview_themes",
}
_RECORDING_OPEN = {"supervised", "supervision_overdue", "days_since_supervision", "supervision_recorded_late"}


@dataclass(frozen=True)
class Standing:
    """A status: its word, its shape and a tone for colour. Never the colour alone."""

    word: str
    shape: str
    tone: Tone


ON_TARGET = Standing("On target", "●", "good")
WITHIN_TOLERANCE = Standing("Within tolerance", "◆", "near")
OFF_TARGET = Standing("Off target", "▲", "off")
ABOVE_CEILING = Standing("Above ceiling", "▲", "off")
WITHIN_CEILING = Standing("Within ceiling", "●", "good")
NO_TARGET = Standing("No target", DASH, "none")
NOT_COLLECTED = Standing("Not collected", DASH, "none")
NOT_SHOWN = Standing("Not shown", DASH, "none")
NO_VALUE = Standing("No value", DASH, "none")


def standing(figure: Figure, settings: Settings) -> Standing:
    """Say how a figure stands against its target; the average caseload, against the local ceiling."""
    if not figure.collected:
        return NOT_COLLECTED
    target = settings.targets.measures.get(figure.measure)
    ceiling = social_work_ceiling(settings.standards) if figure.measure == "average_caseload" else None
    better = MEASURES[figure.measure].better
    if (target is None or better is None) and ceiling is None:
        return NO_TARGET
    if not figure.ok:
        return NOT_SHOWN if figure.status == SUPPRESSED else NO_VALUE
    if target is not None and better is not None:
        return _against(figure.value, target, better)
    return ABOVE_CEILING if float(round_half_up(figure.value)) > (ceiling or 0) else WITHIN_CEILING


def _against(value: float, target: Target, better: str) -> Standing:
    shortfall = _shortfall(value, target, better)
    if shortfall <= 0:
        return ON_TARGET
    return WITHIN_TOLERANCE if shortfall <= target.tolerance else OFF_TARGET


def _shortfall(value: float, target: Target, better: str) -> float:
    shown = float(round_half_up(value))
    return round(target.target - shown if better == "higher" else shown - target.target, 6)


def gap(figure: Figure, settings: Settings) -> float:
    """Say how far a figure is off its target, in its own unit; 0 where it is not, or has none."""
    target = settings.targets.measures.get(figure.measure)
    better = MEASURES[figure.measure].better
    if target is None or better is None or not figure.ok:
        return 0.0
    return max(0.0, _shortfall(figure.value, target, better))


def misses(measure: str, settings: Settings) -> Callable[[float], bool]:
    """Give the question whether a value of the measure misses its target."""
    target, better = settings.targets.measures.get(measure), MEASURES[measure].better
    if target is None or better is None:
        return lambda _value: False
    return lambda value: _shortfall(value, target, better) > 0


def target_shown(measure: str, settings: Settings) -> str:
    """Give the target as a table shows it; the ceiling for the average caseload; a dash where there is none."""
    target = settings.targets.measures.get(measure)
    if target is not None:
        return plain_target(target.target, MEASURES[measure].unit)
    ceiling = social_work_ceiling(settings.standards) if measure == "average_caseload" else None
    return DASH if ceiling is None else plain_target(ceiling, "")


def target_line(measure: str, settings: Settings) -> float | None:
    """Give the value at which a chart marks the target or ceiling, if there is one."""
    target = settings.targets.measures.get(measure)
    if target is not None:
        return target.target
    return social_work_ceiling(settings.standards) if measure == "average_caseload" else None


def plain_target(value: float, unit: str) -> str:
    """Give a target without an idle decimal: `90%`, `16`, `2.5`."""
    number = f"{value:g}" if unit in {"%", ""} or float(value).is_integer() else show(value, unit)
    return number + ("%" if unit == "%" else "")


def social_work_ceiling(standards: Standards) -> float | None:
    """Give the ceiling that the average caseload of social workers is held against.

    Where their roles differ it is the highest, so that what is called above it is above every one.
    """
    ceilings = [
        standards.caseload_ceilings[role] for role in standards.social_work_roles if role in standards.caseload_ceilings
    ]
    return max(ceilings, default=None)


def provisional(measure: str, history: History, as_at: datetime) -> str:
    """Say why the period's figure of a measure may still change; empty where it is final.

    A figure is provisional before the period's end, while an interview's 72 hours run, and while a
    session may still be written down in time.
    """
    period = history.period
    if as_at < period.end_at:
        return "the period had not ended when the data were pulled"
    waiting = history.at("interviews_not_yet_due")
    if measure in _WINDOW_OPEN and (waiting.value > 0 or waiting.status == SUPPRESSED):
        return "the 72 hours of some returns still ran"
    if measure in _RECORDING_OPEN and _working_days_since(period, as_at) < RECORDING_DAYS:
        return f"workers have {RECORDING_DAYS} working days to record a session"
    return ""


def provisional_note(measures: Sequence[str], history: History, as_at: datetime) -> str:
    """Explain the mark of the provisional figures among these measures, in a sentence for each reason."""
    shown = [measure for measure in measures if history.at(measure).ok]
    reasons = dict.fromkeys(provisional(measure, history, as_at) for measure in shown)
    reasons.pop("", None)
    return "Figures marked p are provisional: " + "; ".join(reasons) + "." if reasons else ""


def _working_days_since(period: Period, as_at: datetime) -> int:
    last = np.array([period.last_day], dtype="datetime64[D]")
    pulled = np.array([as_at.astimezone(LONDON).date()], dtype="datetime64[D]")
    return int(working_days_after(last, pulled)[0])
