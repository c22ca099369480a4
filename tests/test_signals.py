"""XmR, worked out by hand."""

from math import isnan, nan

import pytest

from reports.signals import signal

STEADY = [10.0, 12.0] * 6  # mean 11, every moving range 2, limits 11 ± 5.32: 5.68 and 16.32


def test_the_mean_and_limits_of_twelve_points_that_go_up_and_down() -> None:
    found = signal(STEADY, "higher")
    assert (found.mean, found.lower, found.upper) == (11, pytest.approx(5.68), pytest.approx(16.32))
    assert (found.verdict, found.words, found.special) == ("common cause", "Common cause", ())


def test_eleven_points_are_too_few() -> None:
    found = signal(STEADY[:11], "higher")
    assert found.words == "Too few points"
    assert isnan(found.mean)
    assert isnan(found.upper)


def test_a_point_without_a_value_is_left_out_and_not_counted() -> None:
    assert signal([*STEADY[:11], nan], "higher").verdict == "too few points"
    assert signal([nan, *STEADY], "higher").mean == 11


def test_places_of_special_points_are_those_of_the_series_that_was_given() -> None:
    """Without the NaN the thirteenth point would be number 12."""
    assert signal([nan, *STEADY, 30.0], "higher").special[-1] == 13


def test_a_moving_range_of_3_267_times_their_mean_is_left_out_of_the_limits() -> None:
    """Eleven ranges of 2 and one of 28: mean 50/12 = 4.17, screen 13.6; 28 is left out, the mean range is 2."""
    found = signal([*STEADY, 40.0], "lower")
    assert found.mean == pytest.approx((132 + 40) / 13)
    assert found.upper - found.mean == pytest.approx(5.32)
    assert found.words == "Worsening: above the upper limit"


def test_a_moving_range_exactly_at_the_screen_is_left_out_too() -> None:
    """Ranges of 1, eleven times, and r: r = 3.267 (11 + r) / 12 gives r = 35937 / 8733, just what is left out."""
    r = 35937 / 8733
    found = signal([0, 1] * 6 + [1 + r + 1e-9], "higher")
    assert found.upper - found.mean == pytest.approx(2.66)


def test_below_the_lower_limit_is_better_where_lower_is() -> None:
    found = signal([*STEADY, -20.0], "lower")
    assert found.words == "Improving: below the lower limit"


def test_seven_months_above_the_mean_and_not_six() -> None:
    """Six low then seven high points: mean 10 x 6 + 12 x 7 over 13 is below 12; one range of 2 among zeros is left out,
    so that the limits lie on the mean and every point is outside: hence the wobble that makes ranges."""
    low, high = [10.0, 10.6, 10.0, 10.6, 10.0, 10.6], [11.4, 12.0, 11.4, 12.0, 11.4, 12.0, 11.4]
    assert signal(low + high, "higher").words == "Improving: 7 months above the mean"
    assert signal(high + low, "higher").verdict == "common cause"  # the latest six are too few


def test_the_run_is_as_long_as_it_is_and_named_by_the_period() -> None:
    low, high = [10.0, 10.6, 10.0, 10.6, 10.0], [11.4, 12.0, 11.4, 12.0, 11.4, 12.0, 11.4, 12.0]
    found = signal(low + high, "lower", each="week")
    assert found.words == "Worsening: 8 weeks above the mean"
    assert found.special == (5, 6, 7, 8, 9, 10, 11, 12)


def test_a_point_on_the_mean_ends_a_run() -> None:
    """0.1 thirteen times: no point is on a side, though 13 x 0.1 / 13 is not 0.1 in binary."""
    found = signal([0.1] * 13, "higher")
    assert (found.verdict, found.mean, found.special) == ("common cause", 0.1, ())


def test_seven_months_in_a_row_rising_and_not_six() -> None:
    """6, 7, 8, 9, 10, 11, 12 rise; the six before sit high, so that no run lies on one side of the mean."""
    before = [12.0, 8.0, 12.0, 8.0, 12.0, 8.0]
    assert signal([*before, 6, 7, 8, 9, 10, 11, 12], "higher").words == "Improving: 7 months in a row rising"
    assert signal([*before, 6, 6, 8, 9, 10, 11, 12], "higher").verdict == "common cause"


def test_two_of_three_in_the_outer_third_on_one_side() -> None:
    """Mean 12; nine ranges of 2 and three of 5 have a mean of 2.75, so that the limits are 7.315 away and the outer
    third begins 4.877 away: 17 is in it."""
    points = [10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 10.0, 12.0, 17.0, 12.0, 17.0]
    found = signal(points, "higher")
    assert (found.mean, found.upper) == (12, pytest.approx(19.315))
    assert found.words == "Improving: 2 of the last 3 months near the upper limit"
    assert signal([*points[:-2], 17.0, 12.0], "higher").verdict == "common cause"  # the latest is not one of them


def test_a_measure_without_a_better_direction_has_a_special_cause_that_is_neither() -> None:
    assert signal([*STEADY, 40.0], None).words == "Special cause: above the upper limit"


def test_rules_that_point_both_ways_are_both_said() -> None:
    """Above the mean for seven months, and falling for seven."""
    found = signal([10, 11, 10, 11, 10, 11, 19, 18, 17, 16, 15.5, 15, 14.5], "higher")
    assert found.verdict == "special cause"
    assert found.reason == "7 months above the mean, but 7 months in a row falling"
