"""Rounding half up, decimally, and how a figure is shown."""

from decimal import Decimal

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
