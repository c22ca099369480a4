"""Who is looked after, when care begins and ends, worked out by hand. Stories are of October 2026."""

import pytest

from tests.conftest import Tell
from tests.measures.domains.care import in_care, status
from tests.story import Story


def test_looked_after_is_a_child_with_a_care_episode_open_at_the_end(story: Story) -> None:
    looked_after = {
        "began a second before": ("2026-10-31 23:59:59", None),
        "ends at midnight": ("2026-10-01", "2026-11-01 00:00:00"),
        "will end": ("2020-01-06", "2026-12-24"),
    }
    others = {
        "began at midnight": ("2026-11-01 00:00:00", None),
        "ended on the last day": ("2026-10-01", "2026-10-31"),  # date-only: at its 00:00
        "ended a second before": ("2026-10-01", "2026-10-31 23:59:59"),
    }
    for child, (start, end) in (looked_after | others).items():
        in_care(story, child, start, end)
    in_care(story, "will end", "2026-02-02")  # two episodes of one child
    assert story.counted("children_looked_after") == set(looked_after)
    assert story.figures["children_looked_after"] == (3, None, 3)


def test_a_child_on_a_series_of_short_breaks_is_not_looked_after(story: Story) -> None:
    looked_after = {
        "accommodated": ("V2", "2026-01-05", None),
        "under a care order": ("C2", "2026-01-05", None),
        "no status": (None, "2026-01-05", None),
        "break ended a second before": ("V4", "2026-01-05", "2026-10-31 23:59:59"),
        "break begins at midnight": ("V4", "2026-11-01 00:00:00", None),
    }
    others = {
        "V3": ("V3", "2026-01-05", None),
        "v4": (" v4 ", "2026-01-05", None),
        "break ends at midnight": ("V4", "2026-01-05", "2026-11-01 00:00:00"),
    }
    for child, (kind, start, end) in (looked_after | others).items():
        in_care(story, child, "2026-01-05")
        if kind:
            status(story, child, kind, start, end)
    assert story.counted("children_looked_after") == set(looked_after)


@pytest.mark.parametrize(
    ("ended", "began", "unbroken"),
    [
        ("2026-10-10", "2026-10-10", True),
        ("2026-10-10", "2026-10-11", True),  # a day
        ("2026-10-10", "2026-10-12", False),  # two
        ("2026-10-10 09:00", "2026-10-11 17:00", True),  # 32 hours, and a day
        ("2026-10-10 23:59", "2026-10-12 00:01", False),  # a day and two minutes, and two days
        ("2026-10-25", "2026-10-26", True),  # a day of 25 hours
        ("2026-10-10", "2026-10-05", True),  # they overlap
    ],
)
def test_a_gap_of_one_day_or_less_breaks_no_run(story: Story, ended: str, began: str, unbroken: bool) -> None:
    in_care(story, "anna", "2026-01-05", ended)
    in_care(story, "anna", began)
    assert story.counted("children_looked_after_started") == (set() if unbroken else {"anna"})
    assert story.counted("children_looked_after_ceased") == (set() if unbroken else {"anna"})
    assert story.counted("children_looked_after") == {"anna"}


def test_a_short_episode_within_a_long_one_ends_nothing(story: Story) -> None:
    in_care(story, "anna", "2026-01-05", "2026-10-20")
    in_care(story, "anna", "2026-02-02", "2026-03-02")
    in_care(story, "anna", "2026-10-21")
    assert story.figures["children_looked_after_started"] == (0, None, 0)
    assert story.figures["children_looked_after_ceased"] == (0, None, 0)


def test_care_begins_and_ends_from_the_first_midnight_to_the_last(story: Story) -> None:
    in_care(story, "first midnight", "2026-10-01")
    in_care(story, "second before", "2026-09-30 23:59:59", "2026-10-01")
    in_care(story, "last second", "2026-10-31 23:59:59", "2026-11-01")
    in_care(story, "midnight after", "2026-11-01")
    in_care(story, "twice", "2026-10-05", "2026-10-08")
    in_care(story, "twice", "2026-10-19", "2026-10-22")
    in_care(story, "all on one day", "2026-10-05 09:00", "2026-10-05 17:00")
    assert story.counted("children_looked_after_started") == {
        "first midnight",
        "last second",
        "twice",
        "all on one day",
    }
    assert story.counted("children_looked_after_ceased") == {"second before", "twice", "all on one day"}
    assert story.figures["children_looked_after_started"] == (4, None, 4)


def test_time_on_short_breaks_is_no_part_of_a_run(story: Story) -> None:
    for child in ("became looked after", "became a child on short breaks", "on short breaks", "a break of a day"):
        in_care(story, child, "2026-01-05", "2026-10-28" if child == "on short breaks" else None)
    status(story, "became looked after", "V4", "2026-01-05", "2026-10-12")
    status(story, "became looked after", "C2", "2026-10-12")
    status(story, "became a child on short breaks", "V4", "2026-10-12")
    status(story, "on short breaks", "V3", "2026-01-05")
    status(story, "a break of a day", "V3", "2026-10-12", "2026-10-13")
    assert story.counted("children_looked_after_started") == {"became looked after"}
    assert story.counted("children_looked_after_ceased") == {"became a child on short breaks"}
    assert story.counted("children_looked_after") == {"became looked after", "a break of a day"}


def test_nobody_in_care_is_none_of_nothing(story: Story) -> None:
    story.case("anna")
    for measure in ("children_looked_after", "children_looked_after_started", "children_looked_after_ceased"):
        assert story.figures[measure] == (0, None, 0)
    for measure in (
        "placements_three_or_more",
        "same_placement_two_years",
        "same_placement_three_years",
        "care_reviews_in_time",
        "care_visits_in_time",
        "initial_health_in_time",
        "sdq_returned",
        "sdq_mean",
    ):
        assert story.figures[measure] == (0, 0, None), measure
        assert story.figures.status(measure) == {"authority": "z"}
    assert story.figures["permanence_decision"] == (None, 0, None)
    assert story.figures.by("team", "care_visits_in_time") == {}


def test_the_same_rows_make_the_figures_of_an_earlier_period(tell: Tell) -> None:
    story = tell("2025-10")
    in_care(story, "then", "2025-10-06", "2026-01-05")
    in_care(story, "since", "2026-01-05")
    assert story.counted("children_looked_after") == {"then"}
    assert story.counted("children_looked_after_started") == {"then"}
