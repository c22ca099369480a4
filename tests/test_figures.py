"""Rounding half up, decimally, and how a figure is shown."""

from decimal import Decimal

import pandas as pd
import pytest

from reports import figures
from reports.figures import round_half_up, show


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (0.05, 1, "0.1"),
        (0.15, 1, "0.2"),  # as a binary number a little less than 0.15
        (0.25, 1, "0.3"),  # half to even would give 0.2
        (2.5, 0, "3"),
        (3.5, 0, "4"),
        (0.5, 0, "1"),
        (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"),  # no minus zero
        (-0.05, 1, "-0.1"),
        (99.95, 1, "100.0"),
        (1e6, 0, "1000000"),
        (1e-7, 1, "0.0"),
        (16.6666666666, 1, "16.7"),
        (0, 1, "0.0"),
    ],
)
def test_half_is_rounded_up_as_it_is_written(value: float, places: int, rounded: str) -> None:
    assert str(round_half_up(value, places)) == rounded
    assert isinstance(round_half_up(value, places), Decimal)


@pytest.mark.parametrize(
    ("value", "unit", "status", "shown"),
    [
        (1204, "children", "ok", "1,204"),
        (1e6, "episodes", "ok", "1,000,000"),
        (86.35, "%", "ok", "86.4%"),
        (100, "%", "ok", "100.0%"),
        (0, "%", "ok", "0.0%"),
        (18.45, "hours", "ok", "18.5"),
        (1234.5, "hours", "ok", "1,234.5"),
        (21, "days", "ok", "21.0"),
        (16.25, "cases per FTE", "ok", "16.3"),
        (float("nan"), "%", "z", "–"),  # noqa: RUF001 - the dash that is shown
        (None, "%", "z", "–"),  # noqa: RUF001
        (float("nan"), "%", "x", "not collected"),
        (3.0, "children", "c", "c"),
    ],
)
def test_a_figure_as_a_reader_sees_it(value: float | None, unit: str, status: str, shown: str) -> None:
    assert show(value, unit, status) == shown


def test_no_figures_have_the_columns_and_types_of_some() -> None:
    empty = figures.combine([])
    assert list(empty.columns) == figures.COLUMNS
    assert [str(empty[column].dtype) for column in ("numerator", "denominator", "value")] == ["float64"] * 3


NAN = float("nan")


def of_september(*rows: tuple[str, str, float, str], measure: str = "supervised") -> pd.DataFrame:
    """Figures of September, each as breakdown, group, value and status; a group's name is its id in capitals."""
    whole = [
        (measure, "2026-09-01", "2026-10-01", breakdown, group, group.upper(), NAN, NAN, value, "%", status)
        for breakdown, group, value, status in rows
    ]
    return pd.DataFrame(whole, columns=figures.COLUMNS)


def changes(issued: pd.DataFrame, now: pd.DataFrame) -> list[tuple[str, str, str]]:
    table = figures.changed(issued, now)
    return [(row.group_name, row.issued_shown, row.now_shown) for row in table.itertuples()]


def test_what_a_reader_would_see_differently_has_changed_and_the_authority_comes_first() -> None:
    issued = of_september(
        ("team", "a", 80, "ok"),
        ("team", "b", 70.04, "ok"),
        ("team", "c", NAN, "z"),
        ("authority", "authority", 75, "ok"),
    )
    now = of_september(
        ("team", "a", 81, "ok"),
        ("team", "b", 70.0399, "ok"),
        ("team", "c", NAN, "z"),
        ("authority", "authority", 76, "ok"),
    )
    assert changes(issued, now) == [("AUTHORITY", "75.0%", "76.0%"), ("A", "80.0%", "81.0%")]


def test_a_team_that_came_or_went_has_changed() -> None:
    issued = of_september(("team", "gone", 80, "ok"), ("team", "gone without a figure", NAN, "z"))
    now = of_september(("team", "come", 90, "ok"))
    assert sorted(changes(issued, now)) == [("COME", "–", "90.0%"), ("GONE", "80.0%", "–")]  # noqa: RUF001 - as shown


def test_a_figure_that_was_not_collected_and_now_is_has_changed() -> None:
    issued = of_september(("authority", "authority", NAN, "x"))
    assert changes(issued, of_september(("authority", "authority", 90, "ok"))) == [
        ("AUTHORITY", "not collected", "90.0%")
    ]
    assert figures.changed(issued, issued).empty


def test_workers_and_what_only_one_of_the_two_has_are_not_compared() -> None:
    issued = pd.concat([of_september(("worker", "w", 80, "ok")), of_september(("team", "a", 8, "ok"), measure="old")])
    now = pd.concat([of_september(("worker", "w", 90, "ok")), of_september(("team", "a", 9, "ok"), measure="new")])
    assert figures.changed(issued, now).empty
    assert figures.changed(figures.empty(), now).empty
