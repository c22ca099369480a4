"""Placements and permanence, worked out by hand. Stories are of October 2026 unless they say so."""

import pytest

from tests.conftest import Tell
from tests.measures.domains.care import born, decided, in_care, placed, status
from tests.story import Story

OFTEN, TWO_YEARS, THREE_YEARS = "placements_three_or_more", "same_placement_two_years", "same_placement_three_years"


def two_others(story: Story, child: str, day: str = "2026-02-02") -> None:
    """Let the child be in care, with two placements that count."""
    in_care(story, child, "2020-01-06")
    placed(story, child, day, day.replace("-02-02", "-02-05"))
    placed(story, child, day.replace("-02-02", "-02-05"), day.replace("-02-02", "-02-12"))


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        ("2026-03-02 10:00", "2026-03-03 09:00", False),  # 23 hours
        ("2026-03-02 10:00", "2026-03-03 10:00", True),  # 24
        ("2026-03-28 10:00", "2026-03-29 10:00", False),  # 23: the clocks went forward
        ("2026-10-24 10:00", "2026-10-25 09:30", True),  # 24 and a half: they went back
        ("2026-03-29", "2026-03-30", True),  # from one date to the next
        ("2026-03-29", "2026-03-29 23:30", False),
        ("2026-10-31 23:00", None, True),  # it goes on
        ("2020-01-06", "2025-11-02", True),
        ("2020-01-06", "2025-11-01 00:01", True),
        ("2020-01-06", "2025-11-01", False),  # over when the 12 months begin
        ("2026-10-31 23:00", "2026-11-06", True),
        ("2026-11-01", "2026-11-02", False),  # begins at the end
    ],
)
def test_a_placement_counts_that_lasted_a_day_and_overlaps_the_twelve_months(
    story: Story, start: str, end: str | None, counts: bool
) -> None:
    two_others(story, "anna")
    placed(story, "anna", start, end)
    assert story.of(OFTEN) == {"anna"}
    assert story.counted(OFTEN) == ({"anna"} if counts else set())


@pytest.mark.parametrize(
    ("kind", "counts"),
    [("T0", False), (" t1", False), ("T2", False), ("T3", False), ("T4", False), ("U6", True), (None, True)],
)
def test_a_temporary_placement_does_not_count(story: Story, kind: str | None, counts: bool) -> None:
    two_others(story, "anna")
    placed(story, "anna", "2026-03-02", "2026-03-23", kind=kind)
    assert story.counted(OFTEN) == ({"anna"} if counts else set())


def test_placements_are_counted_of_children_looked_after_at_the_end(story: Story) -> None:
    """Anna moved three times; Ben left care; Cem moved twice this year and twice in the year before."""
    for child in ("anna", "cem"):
        two_others(story, child)
    placed(story, "anna", "2026-02-12")
    two_others(story, "cem", "2025-02-02")
    in_care(story, "ben", "2020-01-06", "2026-10-12")
    for day in ("02", "03", "04", "05"):
        placed(story, "ben", f"2026-{day}-02", f"2026-{day}-05")
    assert story.figures[OFTEN] == (1, 2, 50)


@pytest.mark.parametrize(
    ("since", "placement", "in_two", "stayed"),
    [
        ("2024-05-01", "2024-11-01", True, True),  # two and a half years, and two, to the day
        ("2024-05-02", "2024-05-02", False, False),
        ("2024-05-01", "2024-11-02", True, False),
        ("2020-01-06", "2020-01-06", True, True),
    ],
)
def test_two_years_are_counted_by_calendar_months_to_the_end(
    story: Story, since: str, placement: str, in_two: bool, stayed: bool
) -> None:
    in_care(story, "anna", since)
    born(story, "anna", "2015-06-01")
    placed(story, "anna", placement)
    assert story.of(TWO_YEARS) == ({"anna"} if in_two else set())
    assert story.counted(TWO_YEARS) == ({"anna"} if stayed else set())


@pytest.mark.parametrize(
    ("birthday", "under_16"),
    [("2010-10-31", False), ("2010-11-01", True), ("2010-10-30", False), ("2026-01-05", True), (None, False)],
)
def test_a_child_who_is_sixteen_on_the_last_day_is_not_under_sixteen(
    story: Story, birthday: str | None, under_16: bool
) -> None:
    in_care(story, "anna", "2020-01-06")
    if birthday:
        born(story, "anna", birthday)
    assert story.of(TWO_YEARS) == ({"anna"} if under_16 else set())


@pytest.mark.parametrize(("period", "under_16"), [("2028-02-14", True), ("2028-02", False)])
def test_a_child_born_on_29_february_turns_sixteen_on_it(tell: Tell, period: str, under_16: bool) -> None:
    """The week ends on 20 February 2028, the month on the 29th."""
    story = tell(period, "2028-03-02T06:00")
    in_care(story, "anna", "2020-01-06")
    born(story, "anna", "2012-02-29")
    assert story.of(TWO_YEARS) == ({"anna"} if under_16 else set())


@pytest.mark.parametrize(
    ("since", "for_two_and_a_half"),
    [("2023-08-31", True), ("2023-09-01", True), ("2023-09-02", True), ("2023-09-03", False)],
)
def test_months_after_the_last_day_of_a_month(tell: Tell, since: str, for_two_and_a_half: bool) -> None:
    """31 August 2023 and 30 months is 28 February 2026; the week ends at the midnight of 2 March."""
    story = tell("2026-02-23", "2026-03-03T06:00")
    in_care(story, "anna", since)
    born(story, "anna", "2015-06-01")
    assert story.of(TWO_YEARS) == ({"anna"} if for_two_and_a_half else set())


def test_care_of_three_years_is_unbroken_and_so_is_the_placement(story: Story) -> None:
    children = {
        "to the day": ("2023-11-01", "2023-11-01"),
        "a day less": ("2023-11-02", "2023-11-02"),
        "moved a day later": ("2023-11-01", "2023-11-02"),
        "of age": ("2020-01-06", "2020-01-06"),
    }
    for child, (since, placement) in children.items():
        in_care(story, child, since)
        placed(story, child, placement)
    born(story, "of age", "2008-10-31")  # for this measure no age matters
    for child, back in (("a gap of a day", "2024-01-09"), ("a gap of two", "2024-01-10")):
        in_care(story, child, "2020-01-06", "2024-01-08")
        in_care(story, child, back)
        placed(story, child, "2020-01-06")
    assert story.of(THREE_YEARS) == {"to the day", "moved a day later", "of age", "a gap of a day"}
    assert story.counted(THREE_YEARS) == {"to the day", "of age", "a gap of a day"}


def test_a_placement_that_ended_before_the_end_is_not_the_same_placement(story: Story) -> None:
    for child, end in (("stays", "2026-11-01"), ("moved on the last day", "2026-10-31")):
        in_care(story, child, "2020-01-06")
        placed(story, child, "2020-01-06", end)
        placed(story, child, "2026-10-31")
    assert story.counted(THREE_YEARS) == {"stays"}


def test_permanence_is_decided_so_many_days_after_entering_care(story: Story) -> None:
    """From 5 January to 5 October are 273 days, from 24 to 26 October two, over the change of the clocks."""
    in_care(story, "anna", "2026-01-05")
    decided(story, "anna", placement_order="2026-10-12", adm_decision="2026-10-05", matched="2026-11-02")
    in_care(story, "ben", "2026-10-24 22:00")
    decided(story, "ben", permanence_order="2026-10-26 09:00")
    assert story.figures["permanence_decision"] == (None, 2, 137.5)


def test_a_child_entered_care_when_it_is_recorded_although_the_episodes_held_begin_later(story: Story) -> None:
    """Of two dates recorded in one run the earlier counts."""
    in_care(story, "anna", "2026-09-30", "2026-10-02", entered="2026-09-05")
    in_care(story, "anna", "2026-10-02", entered="2026-09-30")
    decided(story, "anna", matched="2026-10-05")
    assert story.figures["permanence_decision"] == (None, 1, 30)


def test_only_the_first_decision_of_each_time_in_care_counts(story: Story) -> None:
    """Anna's first was in June, another record has the next. Ben's second time in care began on 1 October."""
    in_care(story, "anna", "2026-01-05")
    decided(story, "anna", adm_decision="2026-06-01")
    decided(story, "anna", matched="2026-10-05")
    in_care(story, "ben", "2024-01-05", "2025-01-06")
    in_care(story, "ben", "2026-10-01")
    decided(story, "ben", adm_decision="2024-06-03")
    decided(story, "ben", placement_order="2026-10-08")
    assert story.figures["permanence_decision"] == (None, 1, 7)


def test_a_decision_needs_a_time_in_care_and_a_date_in_the_period(story: Story) -> None:
    in_care(story, "decided before", "2026-10-12")
    decided(story, "decided before", matched="2026-10-11")
    in_care(story, "decided that day", "2026-10-12 17:00")
    decided(story, "decided that day", matched="2026-10-12")
    decided(story, "never in care", matched="2026-10-12")
    in_care(story, "on short breaks", "2026-01-05")
    status(story, "on short breaks", "V4", "2026-01-05")
    decided(story, "on short breaks", matched="2026-10-12")
    for child, day in (("in September", "2026-09-30 23:59:59"), ("in November", "2026-11-01"), ("never", None)):
        in_care(story, child, "2026-01-05")
        decided(story, child, **({"matched": day} if day else {}))
    assert story.figures["permanence_decision"] == (None, 1, 0)
