"""Reviews and visits under child protection plans, and the lists of those overdue, worked out by hand."""

import pandas as pd
import pytest

from reports.pseudonyms import pseudonyms
from reports.settings import Standards
from tests.conftest import Tell
from tests.measures.domains.child_protection import plan, reviews, visit
from tests.story import Story


def code(child: str) -> str:
    return str(pseudonyms()(pd.Series([child], dtype="str"))[0])


def rows(story: Story, name: str, *columns: str) -> list[tuple[object, ...]]:
    frame = story.lists[name][list(columns)]
    return [tuple(row) for row in frame.astype("object").where(frame.notna(), None).to_numpy()]


# Reviews


@pytest.mark.parametrize(
    ("period", "as_at", "start", "last_day", "day_after"),
    [
        ("2026-09", "2026-10-02T06:00", "2026-05-31", "2026-08-31", "2026-09-01"),
        ("2026-03", "2026-04-02T06:00", "2025-11-30", "2026-02-28", "2026-03-01"),
        ("2028-03", "2028-04-04T06:00", "2027-11-30", "2028-02-29", "2028-03-01"),  # a leap year
        ("2026-10", "2026-11-03T06:00", "2026-07-25", "2026-10-25", "2026-10-26"),  # the clocks go back on the 25th
    ],
)
def test_a_first_review_is_in_time_up_to_the_same_day_three_months_later(
    tell: Tell, period: str, as_at: str, start: str, last_day: str, day_after: str
) -> None:
    story = tell(period, as_at)
    for held in (last_day, day_after):
        plan(story, held, f"{start} 23:30")
        reviews(story, held, f"{held} 00:30" if held == day_after else f"{held} 23:59:59")
    plan(story, "never reviewed", start)
    assert story.counted("cp_reviews_in_time") == {last_day}
    assert story.figures["cp_reviews_in_time"] == (1, 3, pytest.approx(33.333, abs=1e-3))


@pytest.mark.parametrize(
    ("period", "as_at", "start", "first", "last_day", "day_after"),
    [
        ("2026-03", "2026-04-02T06:00", "2025-06-02", "2025-08-31", "2026-02-28", "2026-03-01"),
        ("2026-10", "2026-11-03T06:00", "2026-02-02", "2026-04-29", "2026-10-29", "2026-10-30"),
    ],
)
def test_each_next_review_is_in_time_up_to_six_months_after_the_one_before(
    tell: Tell, period: str, as_at: str, start: str, first: str, last_day: str, day_after: str
) -> None:
    story = tell(period, as_at)
    for second in (last_day, day_after):
        plan(story, second, start)
        reviews(story, second, f"{second} 10:00", f"{first} 10:00")  # in no order
    plan(story, "not again", start)
    reviews(story, "not again", first)
    assert story.counted("cp_reviews_in_time") == {last_day}
    assert story.of("cp_reviews_in_time") == {last_day, day_after, "not again"}


def test_a_review_that_was_late_once_is_late_for_as_long_as_the_plan_is_open(story: Story) -> None:
    plan(story, "late once", "2024-01-08")
    reviews(story, "late once", "2024-04-09", "2024-09-02", "2025-02-03", "2025-07-07", "2026-01-05", "2026-06-01")
    plan(story, "never late", "2024-01-08")
    reviews(story, "never late", "2024-04-08", "2024-09-02", "2025-02-03", "2025-07-07", "2026-01-05", "2026-06-01")
    assert story.counted("cp_reviews_in_time") == {"never late"}


def test_plans_are_judged_that_have_been_open_for_three_months_and_a_review_is_overdue_from_the_next_day(
    story: Story,
) -> None:
    """At the midnight that ends October: due on the 31st is overdue, due on 1 November is not."""
    plan(story, "due on the 31st", "2026-07-31")
    plan(story, "due on 1 November", "2026-08-01 23:59")
    plan(story, "not open for so long", "2026-08-02")
    plan(story, "ended", "2026-05-04", "2026-10-31")
    plan(story, "of another authority", "2026-05-04", ola="Y")
    plan(story, "reviewed in November", "2026-07-31")
    reviews(story, "reviewed in November", "2026-11-02")
    assert story.of("cp_reviews_in_time") == {"due on the 31st", "due on 1 November", "reviewed in November"}
    assert story.counted("cp_reviews_in_time") == {"due on 1 November"}


def test_only_a_plans_own_reviews_count_since_the_day_it_started(story: Story) -> None:
    plan(story, "reviewed on its first day", "2026-05-04 15:00")
    reviews(story, "reviewed on its first day", "2026-05-04")
    plan(story, "reviewed before", "2026-05-04")
    reviews(story, "reviewed before", "2026-05-03 23:59", "2026-10-05")
    plan(story, "of a sibling", "2026-05-04", child="anna")
    reviews(story, "p99", "2026-07-06", child="anna")
    reviews(story, None, "2026-07-06", child="anna")
    assert story.of("cp_reviews_in_time") == {"reviewed on its first day", "reviewed before", "of a sibling"}
    assert story.counted("cp_reviews_in_time") == {"reviewed on its first day"}
    assert story.found["DQ33", "ssd_cp_reviews"] == 2


# Visits


def test_a_child_was_seen_in_time_since_the_midnight_14_days_before_the_end(story: Story) -> None:
    """The end is the midnight of 1 November, 14 days before it that of 18 October; the clocks went back between."""
    seen = {"14 days ago": "2026-10-18 00:00:00", "in the last second": "2026-10-31 23:59:59"}
    not_seen = {"a second more": "2026-10-17 23:59:59", "after the end": "2026-11-01 00:00:00"}
    for child, at in (seen | not_seen).items():
        plan(story, child, child=child)
        visit(story, child, at)
    for child, flag in {"not at home": "N", "nobody says": None, "odd": "perhaps"}.items():
        plan(story, child, child=child)
        visit(story, child, "2026-10-20 15:00", seen=flag)
    visit(story, "a second more", "2026-10-20 15:00", seen="N")
    assert story.counted("cp_visits_in_time") == set(seen)
    assert story.figures["cp_visits_in_time"] == (2, 7, pytest.approx(28.571, abs=1e-3))


def test_plans_are_judged_that_have_been_open_for_14_days(story: Story) -> None:
    plan(story, "14 days", "2026-10-18 00:00:00")
    plan(story, "a second less", "2026-10-18 00:00:01")
    plan(story, "ended", "2026-08-03", "2026-10-31")
    plan(story, "of another authority", "2026-08-03", ola="Y")
    plan(story, "will end", "2026-08-03", "2026-11-01 00:00:00")
    assert story.of("cp_visits_in_time") == {"14 days", "will end"}


def test_an_authority_chooses_how_often_a_child_is_seen(tell: Tell) -> None:
    story = tell(standards=Standards(cp_visit_days=28))
    plan(story, "p1", "2026-10-04", child="anna")
    plan(story, "p2", "2026-10-05")
    visit(story, "anna", "2026-10-04")
    assert story.figures["cp_visits_in_time"] == (1, 1, 100)


def test_both_plans_of_one_child_are_judged_and_one_visit_is_of_both(story: Story) -> None:
    for each in ("p1", "p2"):
        plan(story, each, "2026-09-01", child="anna")
    visit(story, "anna", "2026-10-20 15:00")
    assert story.figures["cp_visits_in_time"] == (2, 2, 100)
    assert story.figures["cp_plans_open"] == (1, None, 1)


def test_a_plan_is_of_the_team_of_the_allocated_involvement_open_at_the_end_that_started_last(story: Story) -> None:
    plan(story, "p1", child="anna")
    plan(story, "p2", child="ben")
    plan(story, "p3", child="nobody's")
    story.case("anna", team="t1", start="2026-10-05")
    story.case("anna", "w2", team="t2", start="2026-09-07")
    story.case("anna", "w3", team="t3", start="2026-10-12", end="2026-10-30")
    story.case("anna", "w4", team="t3", start="2026-10-12", role="IRO")
    story.case("ben", "w5", team="t2", start="2026-09-07")  # i5: of those with the same start the larger id
    story.case("ben", "w6", team="t3", start="2026-09-07")
    visit(story, "ben", "2026-10-20 15:00")
    assert story.figures.by("team", "cp_visits_in_time") == {"t1": (0, 1, 0), "t3": (1, 1, 100), "": (0, 1, 0)}


# Lists


def test_plans_without_a_visit_in_time_are_listed_from_never_and_longest_ago(story: Story) -> None:
    """Days to 31 October. A child who was seen in time, or whose plan is young, is not listed."""
    story.add("ssd_professionals", prof_professional_id="w1", prof_professional_name="Wren")
    story.add("ssd_department", dept_team_id="t1", dept_team_name="First", dept_team_parent_id="s1")
    for child in ("anna", "ben", "seen"):
        story.case(child, "w1")
    plan(story, "p1", "2026-09-01 10:00", child="anna")
    visit(story, "anna", "2026-10-01 23:30")
    visit(story, "anna", "2026-09-10 10:00")
    visit(story, "anna", "2026-11-02 10:00")
    plan(story, "p2", "2026-08-03", child="ben")
    visit(story, "ben", "2026-10-17 10:00")
    plan(story, "p3", "2026-02-02", child="never")
    plan(story, "p4", "2026-02-02", child="seen")
    visit(story, "seen", "2026-10-18")
    plan(story, "p5", "2026-10-20", child="new")
    columns = ("child", "team", "worker", "plan_started", "last_seen", "days_since")
    assert rows(story, "cp_visits_overdue", *columns) == [
        (code("never"), "Unknown", "Unknown", pd.Timestamp("2026-02-02"), None, None),
        (code("anna"), "First", "Wren", pd.Timestamp("2026-09-01"), pd.Timestamp("2026-10-01"), 30),
        (code("ben"), "First", "Wren", pd.Timestamp("2026-08-03"), pd.Timestamp("2026-10-17"), 14),
    ]
    assert story.figures["cp_visits_in_time"] == (1, 4, 25)


def test_overdue_reviews_are_listed_from_the_most_overdue(story: Story) -> None:
    """A review that came late is not listed when the next one is not due yet."""
    story.case("anna", "w1", team="t1")
    plan(story, "p1", "2026-02-02", child="anna")
    reviews(story, "p1", "2026-04-13", "2026-04-20 14:00", "2026-11-02")
    plan(story, "p2", "2026-05-31 10:00", child="ben")
    plan(story, "p3", "2026-02-02", child="late, but not overdue")
    reviews(story, "p3", "2026-06-01")
    plan(story, "p4", "2026-09-01", child="new")
    assert rows(story, "cp_reviews_overdue", "child", "team", "worker", "plan_started", "last_review", "due") == [
        (code("ben"), "Unknown", "Unknown", pd.Timestamp("2026-05-31"), None, pd.Timestamp("2026-08-31")),
        (code("anna"), "t1", "w1", *map(pd.Timestamp, ("2026-02-02", "2026-04-20", "2026-10-20"))),
    ]
    assert story.figures["cp_reviews_in_time"] == (0, 3, 0)


def test_with_no_plan_the_lists_are_empty(story: Story) -> None:
    assert story.lists["cp_visits_overdue"].empty
    assert story.lists["cp_reviews_overdue"].empty
