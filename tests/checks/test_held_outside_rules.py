"""Rules about returned figures, homeless young people and the improvement plan: DQ40 to DQ46."""

import pytest

from reports.checks.rules import RULES
from tests.measures.domains.held_outside import action, presented, returned
from tests.story import Story

RETURNS, PRESENTATIONS, ACTIONS = "local_return", "local_homeless_presentation", "local_plan_action"
OURS = {f"DQ{number}" for number in range(40, 47)}


def test_what_is_as_it_should_be_has_no_findings(story: Story) -> None:
    returned(story, "audits_good", 4, 4)
    returned(story, "post_adoption_packages", 4)
    returned(story, "audits_good", 1, 2, start="2026-10-26", end="2026-11-02")  # a week
    story.add("ssd_person", pers_person_id="anna", pers_dob="2010-01-05")
    presented(
        story,
        "anna",
        "2026-10-05 10:00",
        assessed_date="2026-10-05",  # of which only the day is known
        outcome="section 20",
        decision_date="2026-10-06 10:00",
        placed_date="2026-10-06",
        bb_nights=0,
    )
    action(story, "a1", status="done", updated_date="2026-10-20", recommendations="3, 1,")
    action(story, "a2", recommendations=None)
    assert story.found == {}


@pytest.mark.parametrize(
    ("measure", "part", "whole"),
    [
        ("audits_good", 5, 4),
        ("audits_good", -1, 4),
        ("audits_good", None, 4),
        ("audits_good", 4, None),
        ("audits_good", "many", 4),
        ("post_adoption_packages", -1, None),
        ("post_adoption_packages", None, None),
        ("post_adoption_packages", 5, 4),
        ("post_adoption_packages", 5, -1),
    ],
)
def test_dq40_a_figure_that_cannot_be_is_not_counted(story: Story, measure: str, part: object, whole: object) -> None:
    returned(story, measure, part, whole)
    returned(story, "feedback_positive", 4, 4)
    assert story.found["DQ40", RETURNS] == 1
    assert story.figures.status(measure) == {"authority": "x"}


def test_dq40_what_was_returned_before_counts_where_the_latest_cannot_be(story: Story) -> None:
    returned(story, "audits_good", 3, 4, recorded="2026-11-01 09:00")
    returned(story, "audits_good", 30, 4, recorded="2026-11-02 09:00")
    assert story.figures["audits_good"] == (3, 4, 75)
    assert {rule for rule, _ in story.found} == {"DQ40"}


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-10-01", "2026-10-31"),  # the end is the day after the last
        ("2026-10-02", "2026-11-02"),
        ("2026-10-01", "2026-12-01"),
        ("2026-11-01", "2027-02-01"),  # quarters begin in April, July, October and January
        ("2026-01-01", "2027-01-01"),  # years begin in April
        ("2026-10-27", "2026-11-03"),  # weeks begin on Mondays
        ("2026-10-26", "2026-11-09"),
        ("2026-11-01", "2026-10-01"),
        ("2026-10-01", "2026-10-01"),
        ("0001-01-01", "9999-12-31"),
    ],
)
def test_dq41_a_figure_of_no_period_is_ignored(story: Story, start: str, end: str) -> None:
    returned(story, "audits_good", 3, 4, start=start, end=end)
    assert story.found == {("DQ41", RETURNS): 1}


@pytest.mark.parametrize("measure", ["audits_bad", "open_cases", "", None])
def test_dq41_a_figure_of_a_measure_that_nobody_returns_is_ignored(story: Story, measure: str | None) -> None:
    returned(story, measure, 3, 4)
    assert story.found == {("DQ41", RETURNS): 1}


def test_dq45_the_latest_of_the_same_measure_period_and_team_counts(story: Story) -> None:
    story.add("ssd_department", {"dept_team_id": "t1"}, {"dept_team_id": "t2"})
    returned(story, "audits_good", 1, 4, team="t1", recorded="2026-11-01")
    returned(story, "audits_good", 2, 4, team="t1")
    returned(story, "audits_good", 3, 4, team="t2")
    returned(story, "audits_good", 3, 4)
    returned(story, "audits_good", 3, 4, start="2026-09-01", end="2026-10-01")
    assert story.found == {("DQ45", RETURNS): 1}
    assert story.figures.by("team", "audits_good")["t1"] == (2, 4, 50)


def test_dq07_a_team_that_nobody_knows_is_shown_as_unknown(story: Story) -> None:
    returned(story, "audits_good", 3, 4, team="t9")
    returned(story, "audits_good", 3, 4)
    assert story.found == {("DQ07", RETURNS): 1}
    assert story.figures.names("team", "audits_good") == {"": "Unknown"}


@pytest.mark.parametrize(
    ("fields", "hit"),
    [
        ({"assessed_date": "2026-10-05 09:59:59"}, True),
        ({"assessed_date": "2026-10-05 10:00"}, False),
        ({"assessed_date": "2026-10-05"}, False),  # either is date-only: compared as dates
        ({"assessed_date": "2026-10-04"}, True),
        ({"decision_date": "2026-10-06 10:00", "placed_date": "2026-10-06 09:00"}, True),
        ({"decision_date": "2026-10-06", "placed_date": "2026-10-06"}, False),
        ({"decision_date": "2026-10-06", "placed_date": "2026-10-05 23:00"}, True),
        ({"placed_date": "2026-10-01"}, False),
        ({"bb_nights": -1}, True),
        ({"bb_nights": 0}, False),
    ],
)
def test_dq42_what_cannot_be_of_a_homeless_young_person_is_empty(
    story: Story, fields: dict[str, object], hit: bool
) -> None:
    presented(story, "anna", outcome="section 20", **fields)
    assert story.found == ({("DQ42", PRESENTATIONS): 1} if hit else {})
    assert story.figures["homeless_presentations"] == (1, None, 1)
    if hit:
        assert story.figures["homeless_assessed_in_time"] == (0, 1, 0)
        assert story.figures["homeless_days_to_placement"] == (None, 0, None)
        assert story.figures["homeless_bb_nights"] == (0, None, 0)


def test_dq43_an_action_without_a_due_day_or_done_without_an_update(story: Story) -> None:
    action(story, "no due day", due_date=None)
    action(story, "done, never updated", status="done")
    action(story, "done, updated after the pull", status="done", updated_date="2026-11-04")
    action(story, "under way, never updated")
    assert story.found == {("DQ43", ACTIONS): 3, ("DQ04", ACTIONS): 1}
    assert story.figures["plan_actions"] == (4, None, 4)


def test_dq44_a_recommendation_that_is_no_number_is_ignored(story: Story) -> None:
    for n, text in enumerate(("1, two", "1;2", "4 5", "R3", "1.2", "-1", "3, 2 ,", " ", None, "07")):
        action(story, f"a{n}", recommendations=text)
    assert story.found == {("DQ44", ACTIONS): 6}
    assert story.figures.values("recommendation", "plan_actions") == {"": 7, "1": 1, "2": 1, "3": 1, "7": 1}


@pytest.mark.parametrize(
    ("born", "hit"),
    [
        ("2010-10-05", False),  # sixteen on the day
        ("2010-10-06", True),
        ("2008-10-06", False),  # eighteen on the next
        ("2008-10-05", True),
        (None, False),
    ],
)
def test_dq46_who_presents_is_16_or_17_on_the_day(story: Story, born: str | None, hit: bool) -> None:
    story.add("ssd_person", pers_person_id="anna", pers_dob=born)
    presented(story, "anna", "2026-10-05 23:30")
    assert story.found == ({("DQ46", PRESENTATIONS): 1} if hit else {})
    assert story.figures["homeless_presentations"] == (1, None, 1)


def test_dq46_who_was_born_on_29_february_is_a_year_older_on_1_march(story: Story) -> None:
    story.add("ssd_person", pers_person_id="anna", pers_dob="2008-02-29")
    presented(story, "anna", "2026-02-28 10:00")  # still 17
    presented(story, "anna", "2026-03-01 10:00")
    assert story.found == {("DQ46", PRESENTATIONS): 1}


def test_a_person_whom_nobody_knows_is_kept(story: Story) -> None:
    story.unknown("anna")
    presented(story, "anna")
    assert story.found == {("DQ06", PRESENTATIONS): 1}


def test_our_rules_stand_in_their_order() -> None:
    assert [rule for rule in RULES if rule in OURS] == sorted(OURS)
