"""Returned figures: what was returned for the period, or for all its teams or parts, and nothing made up."""

import pytest

from tests.conftest import Tell
from tests.measures.domains.held_outside import returned
from tests.story import Story

NOT_RETURNED = (None, None, None)
MONTHS = {"2026-10-01": "2026-11-01", "2026-11-01": "2026-12-01", "2026-12-01": "2027-01-01"}
QUARTERS = {
    "2026-04-01": "2026-07-01",
    "2026-07-01": "2026-10-01",
    "2026-10-01": "2027-01-01",
    "2027-01-01": "2027-04-01",
}


def test_a_count_is_as_it_was_returned_and_a_share_has_both_parts(story: Story) -> None:
    returned(story, "post_adoption_packages", 12)
    returned(story, "birth_parent_packages", 0)
    returned(story, "private_fostering_notifications", 7, 9)  # what a count is out of says nothing
    returned(story, "audits_good", 9, 12)
    returned(story, "feedback_positive", 0, 0)
    assert story.figures["post_adoption_packages"] == (12, None, 12)
    assert story.figures["birth_parent_packages"] == (0, None, 0)
    assert story.figures["private_fostering_notifications"] == (7, None, 7)
    assert story.figures["audits_good"] == (9, 12, 75)
    assert story.figures["feedback_positive"] == (0, 0, None)
    assert story.figures.status("feedback_positive") == {"authority": "z"}


def test_what_was_not_returned_for_just_this_period_is_not_collected_and_not_0(story: Story) -> None:
    """Of September, of the quarter and of a span that is no period; another measure was returned."""
    returned(story, "audits_good", 9, 12, start="2026-09-01", end="2026-10-01")
    returned(story, "audits_good", 9, 12, end="2027-01-01")
    returned(story, "audits_good", 9, 12, end="2026-10-31")
    returned(story, "feedback_positive", 1, 2)
    for measure in ("audits_good", "post_adoption_packages"):
        assert story.figures[measure] == NOT_RETURNED
        assert story.figures.status(measure) == {"authority": "x"}
    assert story.figures.by("team", "audits_good") == {}
    assert story.figures["feedback_positive"] == (1, 2, 50)


def test_without_the_table_every_returned_measure_is_not_collected(story: Story) -> None:
    assert story.figures.status("emotional_wellbeing_support") == {"authority": "x"}
    assert story.figures["emotional_wellbeing_support"] == NOT_RETURNED


def test_of_two_figures_the_latest_recorded_counts(story: Story) -> None:
    """One without a time of recording is before any other; names are matched trimmed, in any case."""
    returned(story, "audits_good", 1, 10, recorded="2026-11-02 09:00")
    returned(story, " Audits_Good ", 2, 10, recorded="2026-11-02 09:00:01")
    returned(story, "audits_good", 3, 10, recorded=None)
    returned(story, "audits_good", 4, 10, team="t1", recorded="2026-11-02 10:00")  # of a team: another figure
    assert story.figures["audits_good"] == (2, 10, 20)


def test_a_time_of_recording_after_the_pull_counts_as_none(story: Story) -> None:
    returned(story, "audits_good", 1, 10, recorded="2026-11-03 06:00")
    returned(story, "audits_good", 2, 10, recorded="2026-11-03 06:00:01")
    assert story.figures["audits_good"] == (1, 10, 10)


def test_teams_are_added_up_where_no_figure_of_the_authority_is_there(story: Story) -> None:
    """t1 and t2 are of service s1; nobody knows t9."""
    story.add("ssd_department", {"dept_team_id": "t1", "dept_team_parent_id": "s1"})
    story.add("ssd_department", {"dept_team_id": "t2", "dept_team_parent_id": "s1"})
    for team, good, audited in (("t1", 2, 4), ("t2", 3, 4), ("t9", 0, 2)):
        returned(story, "audits_good", good, audited, team=team)
        returned(story, "private_fostering_visits_in_time", good, audited, team=team)
    assert story.figures["audits_good"] == (5, 10, 50)
    assert story.figures.by("team", "audits_good") == {"": (0, 2, 0), "t1": (2, 4, 50), "t2": (3, 4, 75)}
    assert story.figures.by("service", "audits_good") == {"": (0, 2, 0), "s1": (5, 8, 62.5)}
    assert story.figures["private_fostering_visits_in_time"] == (5, 10, 50)  # by team it is not shown


def test_a_figure_of_the_authority_counts_and_teams_keep_theirs(story: Story) -> None:
    story.add("ssd_department", {"dept_team_id": "t1", "dept_team_parent_id": "s1"})
    returned(story, "audits_good", 90, 100)
    returned(story, "audits_good", 2, 4, team="t1")
    assert story.figures["audits_good"] == (90, 100, 90)
    assert story.figures.by("team", "audits_good") == {"t1": (2, 4, 50)}


def test_a_quarter_that_was_not_returned_is_the_sum_of_its_months(tell: Tell) -> None:
    """3, 4 and 5 of 10: 12 of 30. A count: 1 + 2 + 3."""
    story = tell("2026-Q3", as_at="2027-01-08T06:00")
    for n, (start, end) in enumerate(MONTHS.items(), 1):
        returned(story, "audits_good", n + 2, 10, start=start, end=end)
        returned(story, "emotional_wellbeing_support", n, start=start, end=end)
    assert story.figures["audits_good"] == (12, 30, 40)
    assert story.figures["emotional_wellbeing_support"] == (6, None, 6)


def test_a_quarter_that_was_returned_is_not_the_sum_of_its_months(tell: Tell) -> None:
    story = tell("2026-Q3", as_at="2027-01-08T06:00")
    for start, end in MONTHS.items():
        returned(story, "audits_good", 1, 10, start=start, end=end)
    returned(story, "audits_good", 9, 10, start="2026-10-01", end="2027-01-01")
    assert story.figures["audits_good"] == (9, 10, 90)


@pytest.mark.parametrize("missing", MONTHS)
def test_a_quarter_of_which_a_month_is_missing_is_not_collected(tell: Tell, missing: str) -> None:
    story = tell("2026-Q3", as_at="2027-01-08T06:00")
    for start, end in MONTHS.items():
        if start != missing:
            returned(story, "audits_good", 1, 10, start=start, end=end)
    returned(story, "audits_good", 1, 10, start="2026-09-01", end="2026-10-01")
    assert story.figures["audits_good"] == NOT_RETURNED
    assert story.figures.status("audits_good") == {"authority": "x"}


def test_the_months_of_a_quarter_may_come_from_the_authority_or_from_teams(tell: Tell) -> None:
    """October from the authority, November and December from teams; only t1 has all three."""
    story = tell("2026-Q3", as_at="2027-01-08T06:00")
    story.add("ssd_department", {"dept_team_id": "t1"}, {"dept_team_id": "t2"})
    returned(story, "audits_good", 8, 10)
    for start, end in MONTHS.items():
        returned(story, "audits_good", 1, 2, start=start, end=end, team="t1")
    returned(story, "audits_good", 0, 3, start="2026-12-01", end="2027-01-01", team="t2")
    assert story.figures["audits_good"] == (10, 17, pytest.approx(58.82, abs=0.01))
    assert story.figures.by("team", "audits_good") == {"t1": (3, 6, 50)}


def test_a_year_is_the_sum_of_its_quarters_each_returned_or_the_sum_of_its_months(tell: Tell) -> None:
    """April to March; the third quarter from its months: 5 + 5 + (1 + 2 + 3) + 5."""
    story = tell("2026-27", as_at="2027-04-14T06:00")
    for start, end in QUARTERS.items():
        if start not in MONTHS:
            returned(story, "private_fostering_notifications", 5, start=start, end=end)
    for n, (start, end) in enumerate(MONTHS.items(), 1):
        returned(story, "private_fostering_notifications", n, start=start, end=end)
    assert story.figures["private_fostering_notifications"] == (21, None, 21)


def test_a_week_is_never_made_of_anything_else(tell: Tell) -> None:
    story = tell("2026-11-16", as_at="2026-11-23T06:00")
    returned(story, "audits_good", 9, 10, start="2026-11-01", end="2026-12-01")
    returned(story, "feedback_positive", 9, 10, start="2026-11-16", end="2026-11-23")
    assert story.figures["audits_good"] == NOT_RETURNED
    assert story.figures["feedback_positive"] == (9, 10, 90)


def test_the_list_says_who_returned_what_makes_up_the_figures(tell: Tell) -> None:
    story = tell("2026-Q3", as_at="2027-01-08T06:00")
    story.add("ssd_department", {"dept_team_id": "t1", "dept_team_name": "First"})
    returned(story, "post_adoption_packages", 4, start="2026-10-01", end="2027-01-01", by="B. Brown")
    for start, end in MONTHS.items():
        returned(story, "audits_good", 1, 2, start=start, end=end, team="t1")
        returned(story, "feedback_positive", 1, 2, start=start, end="2027-01-01")  # October's start is the quarter's
    rows = story.lists["returned"]
    columns = ["measure", "period_start", "team_id", "team", "numerator", "returned_by"]
    assert [tuple(row) for row in rows[columns].astype("str").to_numpy()] == [
        *(("audits_good", start, "t1", "First", "1.0", "A. Green") for start in MONTHS),
        ("feedback_positive", "2026-10-01", "", "Authority", "1.0", "A. Green"),
        ("post_adoption_packages", "2026-10-01", "", "Authority", "4.0", "B. Brown"),
    ]
    assert str(rows["returned_at"].iloc[0]) == "2026-11-02 09:00:00+00:00"
