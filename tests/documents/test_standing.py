"""How a figure stands against its target, and when it is provisional."""

from collections.abc import Callable
from datetime import datetime

import pandas as pd
import pytest

from reports.documents import standing
from reports.documents.history import Figure, History
from reports.periods import LONDON, Period
from reports.settings import Settings, Standards

OCTOBER = Period.parse("2026-10")
SETTINGS = Settings()


def figure(measure: str, value: float, status: str = "ok") -> Figure:
    return Figure(measure, "2026-10-01", "authority", "Authority", 1.0, 1.0, value, "%", status)


@pytest.mark.parametrize(
    ("measure", "value", "stands"),
    [
        ("supervised", 90.0, standing.ON_TARGET),
        ("supervised", 89.95, standing.ON_TARGET),  # it is shown as 90.0%
        ("supervised", 89.94, standing.WITHIN_TOLERANCE),
        ("supervised", 85.0, standing.WITHIN_TOLERANCE),
        ("supervised", 84.9, standing.OFF_TARGET),
        ("supervision_overdue", 10.0, standing.ON_TARGET),
        ("supervision_overdue", 15.0, standing.WITHIN_TOLERANCE),
        ("supervision_overdue", 15.1, standing.OFF_TARGET),
        ("workers_over_ceiling", 0.0, standing.ON_TARGET),
        ("children_missing", 60, standing.NO_TARGET),
        ("average_caseload", 16.04, standing.WITHIN_CEILING),
        ("average_caseload", 16.1, standing.ABOVE_CEILING),
    ],
)
def test_a_status_follows_the_direction_of_its_measure(measure: str, value: float, stands: standing.Standing) -> None:
    assert standing.standing(figure(measure, value), SETTINGS) is stands


def test_what_has_no_value_has_no_status() -> None:
    nothing = float("nan")
    assert standing.standing(figure("supervised", nothing, "z"), SETTINGS) is standing.NO_VALUE
    assert standing.standing(figure("supervised", nothing, "c"), SETTINGS) is standing.NOT_SHOWN
    assert standing.standing(figure("supervised", nothing, "x"), SETTINGS) is standing.NOT_COLLECTED
    assert standing.standing(figure("children_missing", nothing, "z"), SETTINGS) is standing.NO_TARGET


def test_no_status_is_told_by_colour_alone() -> None:
    stands = [standing.ON_TARGET, standing.WITHIN_TOLERANCE, standing.OFF_TARGET, standing.NO_TARGET]
    assert len({one.word for one in stands}) == len({one.shape for one in stands}) == len(stands)


def test_the_gap_is_how_far_off_in_points() -> None:
    assert standing.gap(figure("supervised", 70.0), SETTINGS) == 20.0
    assert standing.gap(figure("supervision_overdue", 12.5), SETTINGS) == 2.5
    assert standing.gap(figure("supervised", 95.0), SETTINGS) == 0.0


def test_where_ceilings_differ_the_highest_counts() -> None:
    differ = Standards(caseload_ceilings={"social worker": 16, "senior practitioner": 14})
    assert standing.social_work_ceiling(differ) == 16
    assert standing.social_work_ceiling(Standards(caseload_ceilings={"personal adviser": 25})) is None


@pytest.mark.parametrize(
    ("as_at", "measure", "why"),
    [
        # Returns of the story wait for their 72 hours: interviews_not_yet_due is 3 in October.
        (datetime(2026, 11, 3, 6, tzinfo=LONDON), "interviews_completed", "72 hours"),
        # The fifth working day after Saturday 31 October is Friday 6 November.
        (datetime(2026, 11, 5, 6, tzinfo=LONDON), "supervised", "5 working days"),
        (datetime(2026, 11, 6, 6, tzinfo=LONDON), "supervised", ""),
        (datetime(2026, 11, 3, 6, tzinfo=LONDON), "open_cases", ""),
        (datetime(2026, 10, 20, 6, tzinfo=LONDON), "open_cases", "had not ended"),
    ],
)
def test_provisional_says_why(story: Callable[..., pd.DataFrame], as_at: datetime, measure: str, why: str) -> None:
    said = standing.provisional(measure, History(story(OCTOBER), OCTOBER), as_at)
    assert why in said if why else said == ""
