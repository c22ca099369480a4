"""Small numbers are hidden, and stay hidden from somebody who can add and subtract."""

from itertools import product

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.figures import COLUMNS
from reports.suppression import suppress

CARE_STATUSES = ("home", "looked_after")


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


def test_a_median_of_few_is_hidden_and_takes_nothing_with_it() -> None:
    table = figures(
        ("hours_to_interview", "authority", None, 17),
        ("hours_to_interview", "home", None, 14),
        ("hours_to_interview", "looked_after", None, 3),
        unit="hours",
    )
    assert hidden(suppress(table)) == {("hours_to_interview", "looked_after")}


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


# --- The attack: everything printed as equations over whole numbers ----------------------------------------

COUNTS = ("required", "offered", "due", "completed", "in_time", "waiting")
PRINTED = {
    "interviews_offered": ("offered", "required"),
    "interviews_completed": ("completed", "due"),
    "interviews_in_time": ("in_time", "due"),
    "interviews_in_time_of_completed": ("in_time", "completed"),
    "interviews_not_yet_due": ("waiting", None),
}
# What everybody knows of these counts: none is more than the other; those due and those waiting are required.
ORDER = (("in_time", "completed"), ("completed", "due"), ("offered", "required"))
LARGEST = 60

Equation = tuple[dict[tuple[str, str], int], int]  # a sum of counts, by coefficient, is at most so many


@st.composite
def group(draw: st.DrawFn) -> dict[str, int]:
    """Counts of one care status that can be: nested as they are in life."""
    due = draw(st.integers(0, 20))
    waiting = draw(st.integers(0, 6))
    required = due + waiting + draw(st.integers(0, 3))
    completed = draw(st.integers(0, due))
    in_time = draw(st.integers(0, completed))
    offered = draw(st.integers(0, required))
    return dict(zip(COUNTS, (required, offered, due, completed, in_time, waiting), strict=True))


def at_most(terms: dict[tuple[str, str], int], bound: int) -> list[Equation]:
    """One inequality."""
    return [(terms, bound)]


def exactly(terms: dict[tuple[str, str], int], value: int) -> list[Equation]:
    """Two inequalities."""
    return [(terms, value), ({key: -factor for key, factor in terms.items()}, -value)]


def terms_of(name: str, group_id: str) -> dict[tuple[str, str], int]:
    """A count of a care status; of the authority, the sum of both."""
    return {(one, name): 1 for one in (CARE_STATUSES if group_id == "authority" else (group_id,))}


def possible(equations: list[Equation]) -> bool:
    """Tell whether whole numbers from 0 to 60 satisfy all of them: narrow the bounds, then try a value."""
    return _search(equations, dict.fromkeys(product(CARE_STATUSES, COUNTS), (0, LARGEST)))


def _search(equations: list[Equation], bounds: dict[tuple[str, str], tuple[int, int]]) -> bool:
    narrowed = _narrow(equations, dict(bounds))
    if narrowed is None:
        return False
    open_ones = [key for key, (low, high) in narrowed.items() if low < high]
    if not open_ones:
        return True
    key = min(open_ones, key=lambda one: narrowed[one][1] - narrowed[one][0])
    low, high = narrowed[key]
    return any(_search(equations, {**narrowed, key: (value, value)}) for value in range(low, high + 1))


def _narrow(
    equations: list[Equation], bounds: dict[tuple[str, str], tuple[int, int]]
) -> dict[tuple[str, str], tuple[int, int]] | None:
    changed = True
    while changed:
        changed = False
        for terms, bound in equations:
            least = sum(f * bounds[key][0 if f > 0 else 1] for key, f in terms.items())
            for key, factor in terms.items():
                low, high = bounds[key]
                room = bound - (least - factor * (low if factor > 0 else high))
                new = (low, min(high, room)) if factor > 0 else (max(low, -room), high)
                if new[0] > new[1]:
                    return None
                if new != (low, high):
                    bounds[key], changed = new, True
                    least = sum(f * bounds[one][0 if f > 0 else 1] for one, f in terms.items())
    return bounds


@settings(max_examples=150, deadline=None)
@given(home=group(), care=group())
def test_nothing_printed_tells_a_suppressed_number(home: dict[str, int], care: dict[str, int]) -> None:
    """Of every count of 1 to 5 in a hidden figure, both 1 and 5 remain possible."""
    counts = {"home": home, "looked_after": care, "authority": {name: home[name] + care[name] for name in COUNTS}}
    table = figures(
        *(
            (measure, group_id, counts[group_id][above], None if below is None else counts[group_id][below])
            for measure, (above, below) in PRINTED.items()
            for group_id in counts
            if below is None or counts[group_id][below]
        )
    )
    table.loc[table["denominator"].isna(), "unit"] = "returns"
    gone = hidden(suppress(table))

    known: list[Equation] = []
    for one in CARE_STATUSES:
        for less, more in ORDER:
            known += at_most({(one, less): 1, (one, more): -1}, 0)
        known += at_most({(one, "waiting"): 1, (one, "due"): 1, (one, "required"): -1}, 0)
    for row in table.itertuples():
        if (row.measure, row.group_id) not in gone:
            for name in filter(None, PRINTED[row.measure]):
                known += exactly(terms_of(name, row.group_id), counts[row.group_id][name])

    for measure, group_id in gone:
        above, below = PRINTED[measure]
        secrets = [terms_of(name, group_id) for name in (above, below) if name]
        if below:
            secrets.append({**terms_of(below, group_id), **dict.fromkeys(terms_of(above, group_id), -1)})
        for secret in secrets:
            true = sum(factor * counts[one][name] for (one, name), factor in secret.items())
            if 1 <= true <= 5:
                for value in (1, 5):
                    assert possible(known + exactly(secret, value)), (measure, group_id, true, value)
