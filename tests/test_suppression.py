"""Small numbers are hidden, and stay hidden from somebody who can add and subtract."""

import pandas as pd
import pytest

from reports.errors import RenderError
from reports.figures import COLUMNS
from reports.suppression import suppress


def figures(*rows: tuple[str, str, float | None, float | None], unit: str = "%") -> pd.DataFrame:
    """Rows of (measure, group, numerator, denominator) of October 2026."""
    made = []
    for measure, group, numerator, denominator in rows:
        breakdown = "authority" if group == "authority" else "care_status"
        value = (
            None if numerator is None else numerator if denominator is None else 100 * numerator / (denominator or 1)
        )
        made.append(
            [measure, "2026-10-01", "2026-11-01", breakdown, group, group, numerator, denominator, value, unit, "ok"]
        )
    return pd.DataFrame(made, columns=COLUMNS).astype(dict.fromkeys(["numerator", "denominator", "value"], "float64"))


def hidden(table: pd.DataFrame) -> set[tuple[str, str]]:
    """Measure and group of the suppressed rows."""
    gone = table[table["status"] == "c"]
    return set(zip(gone["measure"], gone["group_id"], strict=True))


@pytest.mark.parametrize(("count", "shown"), [(0, True), (1, False), (5, False), (6, True)])
def test_a_count_of_one_to_five_is_hidden_and_zero_is_not(count: int, shown: bool) -> None:
    assert (hidden(suppress(figures(("still_missing", "authority", count, None), unit="children"))) == set()) == shown


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown"),
    [(0, 20, True), (20, 20, True), (3, 20, False), (17, 20, False), (0, 4, False), (6, 12, True)],
)
def test_a_percentage_goes_with_its_numerator_its_complement_and_its_denominator(
    numerator: int, denominator: int, shown: bool
) -> None:
    table = figures(("supervised", "authority", numerator, denominator))
    assert (hidden(suppress(table)) == set()) == shown


def test_a_hidden_figure_has_no_numbers_and_its_row_keeps_its_place() -> None:
    table = figures(("still_missing", "authority", 3, None), ("open_cases", "authority", 90, None), unit="children")
    table.index = pd.Index([7, 3])
    got = suppress(table)
    assert list(got.index) == [7, 3]
    assert got.loc[7, ["numerator", "denominator", "value"]].isna().all()
    assert got.loc[7, "status"] == "c"
    assert got.loc[3].equals(table.loc[3])
    assert table.loc[7, "value"] == 3  # what was handed in is not changed


def test_a_small_part_takes_the_other_part_with_it_for_the_total_would_tell_it() -> None:
    """23 in all less 20 at home would be 3 in care."""
    table = figures(
        ("returns", "authority", 23, None),
        ("returns", "home", 20, None),
        ("returns", "looked_after", 3, None),
        unit="returns",
    )
    assert hidden(suppress(table)) == {("returns", "home"), ("returns", "looked_after")}


def test_two_small_parts_take_the_total_with_them_where_their_sum_leaves_no_room() -> None:
    """1 and 5: of a sum of 6 each is 1 to 5. 1 and 4 are a small total themselves."""
    six = figures(
        ("returns", "authority", 6, None),
        ("returns", "home", 1, None),
        ("returns", "looked_after", 5, None),
        unit="returns",
    )
    assert hidden(suppress(six)) == {("returns", "home"), ("returns", "looked_after")}
    five = figures(
        ("returns", "authority", 5, None),
        ("returns", "home", 1, None),
        ("returns", "looked_after", 4, None),
        unit="returns",
    )
    assert hidden(suppress(five)) == {("returns", "authority"), ("returns", "home"), ("returns", "looked_after")}


def test_three_teams_of_one_take_the_smallest_other_team() -> None:
    """33 less 30 leaves 3 for three teams: each must be 1. With the team of 10 too, 13 are left for four."""
    table = figures(
        *(("returns", "authority", 33, None), ("returns", "a", 1, None), ("returns", "b", 1, None)),
        *(("returns", "c", 1, None), ("returns", "d", 10, None), ("returns", "e", 20, None)),
        unit="returns",
    )
    assert hidden(suppress(table)) == {("returns", group) for group in "abcd"}


def test_a_figure_that_two_other_measures_print_makes_one_of_them_go() -> None:
    """30 of 40 completed, 27 of 40 in time: 27 of 30 completed ones were in time, and 3 not."""
    table = figures(
        ("interviews_completed", "authority", 30, 40),
        ("interviews_in_time", "authority", 27, 40),
        ("interviews_in_time_of_completed", "authority", 27, 30),
    )
    assert hidden(suppress(table)) == {
        ("interviews_in_time", "authority"),
        ("interviews_in_time_of_completed", "authority"),
    }


def test_a_median_of_few_takes_another_with_it_for_what_they_are_medians_of_adds_up() -> None:
    """17 interviews in all less 14 at home would be 3 in care."""
    table = figures(
        ("hours_to_interview", "authority", None, 17),
        ("hours_to_interview", "home", None, 14),
        ("hours_to_interview", "looked_after", None, 3),
        unit="hours",
    )
    assert hidden(suppress(table)) == {("hours_to_interview", "home"), ("hours_to_interview", "looked_after")}


def test_what_has_no_value_stays_as_it_is() -> None:
    table = figures(("supervised", "authority", None, None)).assign(status="x")
    pd.testing.assert_frame_equal(suppress(table), table)


def test_periods_are_suppressed_each_by_itself() -> None:
    """A small number in October hides nothing of September."""
    october = figures(("returns", "authority", 3, None), unit="returns")
    september = figures(("returns", "authority", 8, None), unit="returns").assign(
        period_start="2026-09-01", period_end="2026-10-01"
    )
    got = suppress(pd.concat([september, october], ignore_index=True))
    assert list(got["status"]) == ["ok", "c"]


def test_figures_that_contradict_each_other_are_hidden_until_nothing_is_told() -> None:
    """Nothing can be proved of 4 interviews in time where 9 were completed of 8 due."""
    table = figures(
        ("interviews_in_time", "authority", 4, 8),
        ("interviews_in_time_of_completed", "authority", 7, 9),
        ("interviews_outstanding", "authority", 6, None),
    )
    assert hidden(suppress(table)) == {
        ("interviews_in_time", "authority"),
        ("interviews_in_time_of_completed", "authority"),
    }


@pytest.mark.parametrize(
    "together",
    [("still_missing", "missing_episodes", "returns"), ("repeat_missing_children", "missing_episodes")],
)
def test_measures_that_tell_of_each_other_through_the_months_are_refused(together: tuple[str, ...]) -> None:
    """Still missing now: who was a month ago, and who went missing since, less who returned."""
    table = figures(*((measure, "authority", 30, None) for measure in together), unit="children")
    with pytest.raises(RenderError, match="leave one of them out"):
        suppress(table)
    assert hidden(suppress(table.iloc[1:])) == set()
