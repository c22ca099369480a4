"""Enquiries, conferences and plans, worked out by hand. Stories are of October 2026 unless they say otherwise."""

import pytest

from tests.conftest import Tell
from tests.measures.domains.child_protection import conference, enquiry, plan
from tests.story import Story

COUNTS = ("section_47_enquiries", "enquiries_without_conference", "cp_plans_open", "cp_plans_started", "cp_plans_ended")
SHARES = (
    "conferences_in_15_days",
    "repeat_cp_plans",
    "repeat_cp_plans_2_years",
    "cp_plans_over_2_years",
    "cp_plans_over_2_years_ended",
    "cp_reviews_in_time",
    "cp_visits_in_time",
)


def teams(story: Story) -> None:
    for team in ("t1", "t2"):
        story.add("ssd_department", dept_team_id=team, dept_team_name=team.upper(), dept_team_parent_id="s1")


# Enquiries and conferences


def test_an_enquiry_is_of_the_period_in_which_it_started_and_of_the_team_that_completed_it(story: Story) -> None:
    """The clocks go back on 25 October at 02:00: what began at 01:30 began in October, whichever of the two it was."""
    teams(story)
    enquiry(story, "first second", "2026-10-01 00:00:00", None)
    enquiry(story, "last second", "2026-10-31 23:59:59", None, team="t2")
    story.unknown("t9")
    enquiry(story, "as the clocks go back", "2026-10-25 01:30", None, team="t9")
    enquiry(story, "no further action", "2026-10-05", nfa="Y", team=None)
    enquiry(story, "day before", "2026-09-30 23:59:59")
    enquiry(story, "midnight after", "2026-11-01", "2026-11-02")
    assert story.figures["section_47_enquiries"] == (4, None, 4)
    assert story.figures.values("team", "section_47_enquiries") == {"t1": 1, "t2": 1, "": 2}
    assert story.figures.names("team", "section_47_enquiries") == {"t1": "T1", "t2": "T2", "": "Unknown"}


@pytest.mark.parametrize(
    ("period", "as_at", "began", "fifteenth", "sixteenth"),
    [
        # Good Friday is 3 April, Easter Monday 6 April: the fifth working day is 2 April, the sixth the 7th
        ("2026-04", "2026-05-05T06:00", "2026-03-26", "2026-04-20", "2026-04-21"),
        # no work on 25 December, 28 December (for Boxing Day, a Saturday) and 1 January
        ("2027-01", "2027-02-02T06:00", "2026-12-09", "2027-01-04", "2027-01-05"),
        # on Saturday the 15th working day after Friday 2 October is over, and the 16th is not
        ("2026-10", "2026-11-03T06:00", "2026-10-02", "2026-10-24", "2026-10-26"),
    ],
)
def test_a_conference_is_in_time_up_to_the_15th_working_day_after_its_enquiry_started(
    tell: Tell, period: str, as_at: str, began: str, fifteenth: str, sixteenth: str
) -> None:
    story = tell(period, as_at)
    enquiry(story, "q", f"{began} 23:30", None)
    for held in (fifteenth, sixteenth):
        conference(story, held, f"{held} 09:00", of="q")
    assert story.counted("conferences_in_15_days") == {fifteenth}
    assert story.of("conferences_in_15_days") == {fifteenth, sixteenth}
    assert story.figures["conferences_in_15_days"] == (1, 2, 50)


def test_a_conference_of_no_known_enquiry_or_for_a_child_who_moved_in_is_left_out(story: Story) -> None:
    teams(story)
    enquiry(story, "q", "2026-10-05")
    enquiry(story, "long ago", "2023-05-01", "2023-05-10")
    conference(story, "in time", "2026-10-19", of="q", transfer_in="N")
    conference(story, "years late", "2026-10-19", of="long ago", team="t2")
    conference(story, "transfer in", "2026-10-19", of="q", transfer_in=" y")
    conference(story, "unknown enquiry", "2026-10-19", of="q99")
    conference(story, "no enquiry", "2026-10-19")
    conference(story, "not held yet", None, of="q")
    conference(story, "in September", "2026-09-30 23:59:59", of="q")
    assert story.of("conferences_in_15_days") == {"in time", "years late"}
    assert story.figures.by("team", "conferences_in_15_days") == {"t1": (1, 1, 100), "t2": (0, 1, 0)}


@pytest.mark.parametrize(
    ("began", "held", "in_time"),
    [
        ("2026-10-05 14:00", "2026-10-05 14:00", True),
        ("2026-10-05 14:00", "2026-10-05 13:59", False),
        ("2026-10-05 14:00", "2026-10-05", True),  # a date only: compared as days
        ("2026-10-05", "2026-10-04", False),  # a Sunday: no working day before
    ],
)
def test_a_conference_dated_before_its_enquiry_is_not_in_time(
    story: Story, began: str, held: str, in_time: bool
) -> None:
    enquiry(story, "q", began)
    conference(story, "c", held, of="q")
    assert story.figures["conferences_in_15_days"] == (int(in_time), 1, 100 * in_time)
    assert (("DQ32", "ssd_initial_cp_conference") in story.found) is not in_time


def test_an_enquiry_without_a_conference_is_one_that_should_have_had_one_by_now(story: Story) -> None:
    """Pulled on Tuesday 3 November: 15 working days have ended since 12 October, not since the 13th."""
    teams(story)
    enquiry(story, "none", "2026-10-12 23:59", "2026-10-30")
    enquiry(story, "none of t2", "2026-05-01", "2026-10-31 23:59:59", nfa="N", team="t2")
    enquiry(story, "not due", "2026-10-13 00:00", "2026-10-30")
    enquiry(story, "no further action", nfa=" y")
    enquiry(story, "still going on", "2026-10-05", None)
    enquiry(story, "ended in November", "2026-10-05", "2026-11-01 00:00:00")
    for held, of in {"2026-11-02 15:00": "late one", "2026-11-04": "planned", "": "no date"}.items():
        enquiry(story, of)
        conference(story, f"c of {of}", held or None, of=of)
    assert story.counted("enquiries_without_conference") == {"none", "none of t2", "planned", "no date"}
    assert story.figures.values("team", "enquiries_without_conference") == {"t1": 3, "t2": 1}


@pytest.mark.parametrize(("as_at", "counted"), [("2027-01-04T23:59", 0), ("2027-01-05T00:00", 1)])
def test_over_christmas_the_15_working_days_end_with_the_fourth_of_january(
    tell: Tell, as_at: str, counted: int
) -> None:
    story = tell("2026-12", as_at)
    enquiry(story, "q", "2026-12-09", "2026-12-23")
    assert story.figures["enquiries_without_conference"] == (counted, None, counted)


# Plans


def test_plans_are_counted_by_child_and_those_of_another_authority_are_left_out(story: Story) -> None:
    plan(story, "open", "2026-10-01 00:00:00")
    plan(story, "closes at midnight", "2026-09-30 23:59:59", "2026-11-01 00:00:00")
    plan(story, "ended on the last day", "2026-08-03", "2026-10-31")
    plan(story, "will start", "2026-11-01")
    plan(story, "of another authority", "2026-10-05", ola="y ")
    plan(story, "ended, of another authority", "2026-08-03", "2026-10-05", ola="Y")
    plan(story, "ola unknown", "2026-10-31 23:59:59", ola="perhaps")
    for ben in ("ben's first", "ben's second"):
        plan(story, ben, "2026-10-05", child="ben")
    for cem in ("2026-10-05", "2026-10-12"):
        plan(story, f"cem's {cem}", "2026-06-01", cem, child="cem")
    assert story.counted("cp_plans_open") == {
        "child of open",
        "child of closes at midnight",
        "child of ola unknown",
        "ben",
    }
    assert story.counted("cp_plans_started") == {"child of open", "child of ola unknown", "ben"}
    assert story.counted("cp_plans_ended") == {"child of ended on the last day", "cem"}
    assert story.figures["cp_plans_open"] == (4, None, 4)
    assert story.figures["cp_plans_over_2_years"] == (0, 5, 0)  # of plans


def test_a_repeat_plan_is_one_of_a_child_with_an_earlier_one_and_within_two_years_if_that_ended_in_them(
    story: Story,
) -> None:
    """All start again on Monday 5 October 2026 at 10:00; 24 months after 5 October 2024 is that very day."""
    within = {
        "24 months ago": ("2023-01-09", "2024-10-05"),
        "a month ago": ("2026-02-02", "2026-09-04"),
        "on the day": ("2026-02-02", "2026-10-05 23:00"),
    }
    outside = {
        "24 months and a day ago": ("2023-01-09", "2024-10-04 23:59"),
        "in another decade": ("2016-02-01", "2016-06-01"),
        "still open": ("2026-02-02", None),
        "ended after": ("2026-02-02", "2026-10-06"),
    }
    never = {"on the same day": ("2026-10-05 00:00", "2026-10-05 09:00"), "later": ("2026-10-06", "2026-10-07")}
    for child, (start, end) in (within | outside | never).items():
        plan(story, f"other, {child}", start, end, child=child)
        plan(story, child, "2026-10-05 10:00", child=child)
    plan(story, "was elsewhere before", "2025-02-03", "2026-06-01", child="moved in", ola="Y")
    plan(story, "moved in", "2026-10-05", child="moved in")
    plan(story, "first of all", "2026-10-05")
    assert story.counted("repeat_cp_plans") == {*within, *outside, "other, later"}
    assert story.counted("repeat_cp_plans_2_years") == set(within)
    assert story.figures["repeat_cp_plans"] == (8, 13, pytest.approx(61.538, abs=1e-3))
    assert story.figures["repeat_cp_plans_2_years"] == (3, 13, pytest.approx(23.077, abs=1e-3))


def test_the_24_months_of_a_leap_day_end_with_february(tell: Tell) -> None:
    story = tell("2026-02", "2026-03-03T06:00")
    for again in ("2026-02-28", "2026-03-01"):
        plan(story, f"first, {again}", "2023-06-05", "2024-02-29", child=again)
        plan(story, again, again, child=again)
    assert story.counted("repeat_cp_plans_2_years") == {"2026-02-28"}
    march = tell("2026-03", "2026-04-02T06:00")
    march.rows = story.rows
    assert march.figures["repeat_cp_plans_2_years"] == (0, 1, 0)
    assert march.figures["repeat_cp_plans"] == (1, 1, 100)


def test_a_third_plan_is_a_repeat_of_either_before(story: Story) -> None:
    """Its second is open still and its first ended in time: the one plan counts once."""
    plan(story, "first", "2024-06-03", "2025-06-02", child="anna")
    plan(story, "second", "2025-09-01", child="anna")
    plan(story, "third", "2026-10-05", child="anna")
    assert story.figures["repeat_cp_plans"] == story.figures["repeat_cp_plans_2_years"] == (1, 1, 100)


def test_the_length_of_a_plan_is_in_days_of_london(story: Story) -> None:
    """Ended: 2 days, though of 26 hours with the clocks going back, 30 and 100: 30. Open, to 31 October: 0 and 61."""
    plan(story, "over the change", "2026-10-24 23:30", "2026-10-26 00:30")
    plan(story, "a month", "2026-09-05 17:00", "2026-10-05 09:00")
    plan(story, "100 days", "2026-06-28", "2026-10-06")
    plan(story, "started on the last day", "2026-10-31 15:00")
    plan(story, "since 31 August", "2026-08-31 23:59", "2026-12-24")
    plan(story, "of another authority", "2020-01-06", "2026-10-06", ola="Y")
    assert story.figures["cp_plan_length"] == (None, 3, 30)
    assert story.figures["cp_plan_length_open"] == (None, 2, 30.5)


def test_two_years_are_over_after_729_days(story: Story) -> None:
    """To 31 October 2026 it is 729 days from 1 November 2024, 730 from the day before."""
    plan(story, "open 729", "2024-11-01 00:00")
    plan(story, "open 730", "2024-10-31 23:59")
    plan(story, "open 3", "2026-10-28")
    plan(story, "ended 729", "2024-10-20", "2026-10-19 23:59")
    plan(story, "ended 730", "2024-10-20 23:59", "2026-10-20")
    assert story.counted("cp_plans_over_2_years") == {"open 730"}
    assert story.figures["cp_plans_over_2_years"] == (1, 3, pytest.approx(33.333, abs=1e-3))
    assert story.counted("cp_plans_over_2_years_ended") == {"ended 730"}
    assert story.figures["cp_plans_over_2_years_ended"] == (1, 2, 50)


def test_with_nobody_counts_are_0_and_shares_and_medians_have_no_value(story: Story) -> None:
    for measure in COUNTS:
        assert story.figures[measure] == (0, None, 0)
    for measure in SHARES:
        assert story.figures[measure] == (0, 0, None)
        assert story.figures.status(measure) == {"authority": "z"}
    for measure in ("cp_plan_length", "cp_plan_length_open"):
        assert story.figures[measure] == (None, 0, None)
        assert story.figures.status(measure) == {"authority": "z"}
    assert story.figures.by("team", "cp_visits_in_time") == {}
