"""A history of figures, asked for this period, the one before, a year ago and the trend."""

from collections.abc import Callable

import pandas as pd

from reports.documents.history import Figure, History
from reports.periods import Period

OCTOBER = Period.parse("2026-10")
NAN = float("nan")


def test_it_gives_now_before_and_a_year_ago(story: Callable[..., pd.DataFrame]) -> None:
    history = History(story(OCTOBER), OCTOBER)
    # From 71 a year ago to 63 now in twelve equal steps: 63.67 a month before, rounded.
    assert [
        history.at("children_missing").value,
        history.previous("children_missing").value,
        history.year_before("children_missing").value,
    ] == [63, 64, 71]
    assert len(history.trend("children_missing")) == 13


def test_a_group_without_a_row_counts_nobody_and_has_no_share(story: Callable[..., pd.DataFrame]) -> None:
    history = History(story(OCTOBER), OCTOBER)
    assert history.at("never_supervised", "team", "T99").shown == "0"
    assert history.at("supervised", "team", "T99").shown == "–"  # noqa: RUF001 - as a reader sees it


def test_a_run_ends_at_the_first_period_of_which_it_does_not_hold(story: Callable[..., pd.DataFrame]) -> None:
    history = History(story(OCTOBER), OCTOBER)
    # 15.2 a year ago to 18.4 now: above 18 in the last two months (18.13 in September, 17.87 in August).
    assert history.in_a_row("average_caseload", lambda value: value > 18) == 2
    assert history.in_a_row("average_caseload", lambda value: value > 20) == 0


def test_a_fraction_stands_beside_shares_and_averages_only() -> None:
    def fraction(unit: str, numerator: float, denominator: float, status: str = "ok") -> str:
        return Figure("m", "2026-10-01", "", "", numerator, denominator, 1.0, unit, status).fraction

    assert fraction("%", 1078, 2500) == "1,078 of 2,500"
    assert fraction("cases per FTE", 4548, 292.4) == "4,548 for 292.4 FTE"
    assert fraction("children", 5, NAN) == ""
    assert fraction("hours", NAN, 20) == ""
    assert fraction("%", 3, 7, "c") == ""


def test_figures_of_other_periods_are_left_alone(story: Callable[..., pd.DataFrame]) -> None:
    history = History(story(OCTOBER), OCTOBER.shift(-3))
    assert history.at("children_missing").period_start == "2026-07-01"
    assert history.year_before("children_missing").status == "z"
