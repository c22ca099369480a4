"""Return interviews, worked out by hand. Stories are of October 2026, pulled on 3 November at 06:00."""

import pytest

from tests.story import Story

NO_VALUE = (0, 0, None)


def test_required_is_every_return_but_those_that_need_none(story: Story) -> None:
    for episode, flag in {"flag NULL": None, "flag N": "N", "flag Y": "y ", "flag NA": "NA", "flag ?": "?"}.items():
        story.missing(episode, back="2026-10-10 12:00", offered=flag)
    story.missing("not required", back="2026-10-10 12:00", offered="Y")
    story.interview("not required", done="2026-10-11 12:00")
    story.interview("not required", outcome=" Not Required ")
    story.missing("away", back="2026-10-10 12:00", kind="A")
    story.missing("still missing")
    assert story.of("interviews_offered") == {"flag NULL", "flag N", "flag Y", "flag ?"}
    assert story.counted("returns") == {"flag NULL", "flag N", "flag Y", "flag NA", "flag ?", "not required"}


def test_offered_is_by_a_linked_offer_up_to_as_at_or_the_flag(story: Story) -> None:
    offered = {"at as_at": "2026-11-03 06:00", "on a day": "2026-10-11"}
    not_offered = {"after as_at": "2026-11-03 06:00:01", "never": None}
    for episode, at in (offered | not_offered).items():
        story.missing(episode, back="2026-10-10 12:00")
        story.interview(episode, offered=at)
    story.missing("flag Y", back="2026-10-10 12:00", offered="Y")
    story.missing("flag N, but offered", back="2026-10-10 12:00", offered="N")
    story.interview("flag N, but offered", offered="2026-10-11 09:00")
    assert story.counted("interviews_offered") == {*offered, "flag Y", "flag N, but offered"}
    assert story.figures["interviews_offered"] == (4, 6, pytest.approx(66.667, abs=1e-3))


def test_completed_needs_the_outcome_and_a_date_up_to_as_at(story: Story) -> None:
    completed = {"today": "2026-11-03", "just now": "2026-11-03 06:00"}
    for episode, done in (completed | {"after as_at": "2026-11-03 06:00:01", "tomorrow": "2026-11-04"}).items():
        story.missing(episode, back="2026-10-10 12:00")
        story.interview(episode, done=done, offered="2026-10-11")
    for episode, outcome, day in [
        ("no date", "completed", None),
        ("no outcome", " ", "2026-10-11 12:00"),
        ("other outcome", "done", "2026-10-11 12:00"),
        ("not possible", "not possible", "2026-10-11 12:00"),
    ]:
        story.missing(episode, back="2026-10-10 12:00")
        story.interview(episode, done=day, outcome=outcome)
    story.missing("no interview", back="2026-10-10 12:00")
    assert story.counted("interviews_completed") == set(completed)
    assert story.counted("interviews_offered") == {*completed, "after as_at", "tomorrow"}  # they keep their offer
    assert story.counted("interviews_outstanding") == {
        "after as_at",
        "tomorrow",
        "no date",
        "no outcome",
        "other outcome",
        "no interview",
    }


def test_declined_is_of_those_offered_unless_one_was_completed_after_all(story: Story) -> None:
    """Two of four offered: 50 %. One that was never offered is declined, and so not outstanding, but not counted."""
    for episode, outcome in {"by child": "Declined by child", "by carer": "declined by carer", "open": None}.items():
        story.missing(episode, back="2026-10-10 12:00")
        story.interview(episode, outcome=outcome, offered="2026-10-11")
    story.missing("in the end", back="2026-10-10 12:00")
    story.interview("in the end", outcome="declined by child", offered="2026-10-11")
    story.interview("in the end", done="2026-10-20 12:00")
    story.missing("never offered", back="2026-10-10 12:00")
    story.interview("never offered", outcome="declined by carer")
    assert story.figures["interviews_declined"] == (2, 4, 50)
    assert story.counted("interviews_declined") == {"by child", "by carer"}
    assert story.counted("interviews_outstanding") == {"open"}
    assert story.counted("interviews_completed") == {"in the end"}


def test_of_several_interviews_the_first_completed_after_the_return_counts(story: Story) -> None:
    story.missing("late, then in time", back="2026-10-10 12:00")
    story.interview("late, then in time", done="2026-10-20 12:00", independent_flag="N")
    story.interview("late, then in time", done="2026-10-12 12:00", independent_flag="Y")
    story.missing("before, then late", back="2026-10-10 12:00")
    story.interview("before, then late", done="2026-10-10 10:00", independent_flag="Y")
    story.interview("before, then late", done="2026-10-20 12:00", independent_flag="Y")
    story.missing("day, then time", "2026-10-08 20:00", "2026-10-09 12:00")  # the day's earliest instant comes first
    story.interview("day, then time", done="2026-10-12 08:00", independent_flag="Y")
    story.interview("day, then time", done="2026-10-12", independent_flag="N")
    story.missing("together", back="2026-10-10 12:00")  # the smallest id
    story.interview("together", done="2026-10-12 12:00", interview="x2", independent_flag="N")
    story.interview("together", done="2026-10-12 12:00", interview="x1", independent_flag="Y")
    assert story.counted("interviews_in_time") == {"late, then in time", "together"}
    assert story.counted("interviews_timing_unknown") == {"day, then time"}
    assert story.figures["interviews_independent"] == (3, 4, 75)
    assert story.figures["hours_to_interview"] == (None, 3, 48)  # 48, 240, 48; a day has no hours
    assert story.found["DQ10", "local_return_interview_episode"] == 1


def test_one_interview_of_several_returns_is_in_time_for_each_by_itself(story: Story) -> None:
    """Back on the 8th and the 12th, interviewed on the 13th: late and in time; one interview, graded once."""
    story.missing("first", "2026-10-07 20:00", "2026-10-08 12:00", child="anna")
    story.missing("second", "2026-10-11 20:00", "2026-10-12 12:00", child="anna")
    story.missing("third", "2026-10-13 20:00", "2026-10-14 12:00", child="anna")
    story.interview(
        "first", "second", "third", done="2026-10-13 12:00", interview="h1", audit_grade="good", independent_flag="y"
    )
    story.theme("h1", "push", "family conflict")
    assert story.counted("interviews_completed") == {"first", "second"}  # before the third return
    assert story.counted("interviews_in_time") == {"second"}
    assert story.figures["interviews_in_time"] == (1, 3, pytest.approx(33.333, abs=1e-3))
    assert story.figures["interviews_graded_good"] == (1, 1, 100)
    assert story.figures["interviews_independent"] == (1, 1, 100)
    assert story.figures.values("theme", "interview_themes") == {"push: family conflict": 2}


def test_quality_is_of_counted_interviews_of_required_returns(story: Story) -> None:
    for n, (grade, flag) in enumerate(
        [("outstanding", "Y"), ("Good", "N"), ("inadequate", None), (None, "no"), ("fine", "Y")]
    ):
        story.missing(f"m{n}", back="2026-10-10 12:00")
        story.interview(f"m{n}", done="2026-10-11 12:00", audit_grade=grade, independent_flag=flag)
    story.missing("not counted", back="2026-10-10 12:00")
    story.interview("not counted", outcome="not possible", audit_grade="good", independent_flag="Y")
    story.missing("not required", back="2026-10-10 12:00", offered="NA")
    story.interview("not required", done="2026-10-11 12:00", audit_grade="good", independent_flag="Y")
    assert story.figures["interviews_graded_good"] == (2, 3, pytest.approx(66.667, abs=1e-3))
    assert story.figures["interviews_independent"] == (2, 3, pytest.approx(66.667, abs=1e-3))
    assert story.found["DQ16", "local_return_interview"] == 2  # the flag `no` and the grade `fine`


def test_themes_count_returns_once_each_by_kind_and_name(story: Story) -> None:
    for episode in ("m1", "m2"):
        story.missing(episode, back="2026-10-10 12:00")
        story.interview(episode, done="2026-10-11 12:00", interview=f"h{episode}")
        story.theme(f"h{episode}", " Push", "Family conflict ")
    story.theme("hm1", "push", "family conflict")
    story.theme("hm1", "input", "family conflict")
    story.theme("hm1", "fate", "bad luck")
    story.theme("hm1", None, "bad luck")
    story.theme("hm1", "harm", None)
    story.missing("m3", back="2026-10-10 12:00")
    story.interview("m3", outcome="declined by child", interview="hm3")
    story.theme("hm3", "pull", "peer influence")
    assert story.figures.values("theme", "interview_themes") == {
        "push: family conflict": 2,
        "input: family conflict": 1,
    }


def test_returns_of_one_team_and_status_are_its_own(story: Story) -> None:
    for episode, team in {"m1": "t1", "m2": "t1", "m3": "t2"}.items():
        story.case(f"child of {episode}", team=team)
        story.missing(episode, back="2026-10-10 12:00")
    story.in_care("child of m1")
    story.interview("m1", done="2026-10-11 12:00")
    story.interview("m3", done="2026-10-30 12:00")
    assert story.figures.by("team", "interviews_completed") == {"t1": (1, 2, 50), "t2": (1, 1, 100)}
    assert story.figures.by("team", "interviews_in_time") == {"t1": (1, 2, 50), "t2": (0, 1, 0)}
    assert story.figures.by("team", "interviews_outstanding") == {"t1": (1, None, 1)}
    assert story.figures.by("service", "interviews_completed") == {"s1": (2, 3, pytest.approx(66.667, abs=1e-3))}
    assert story.figures.by("care_status", "interviews_completed") == {"looked_after": (1, 1, 100), "home": (1, 2, 50)}
    assert story.figures.by("care_status", "interviews_in_time_of_completed") == {
        "looked_after": (1, 1, 100),
        "home": (0, 1, 0),
    }


def test_without_interviews_or_their_links_they_are_not_collected(story: Story) -> None:
    story.missing("m1", back="2026-10-10 12:00")
    story.interview(done="2026-10-11 12:00")  # linked to nothing: there is no table of links
    for measure in ("interviews_offered", "interviews_outstanding", "hours_to_interview", "interviews_independent"):
        assert story.figures[measure] == (None, None, None)
        assert story.figures.status(measure) == {"authority": "x"}
    assert story.figures["returns"] == (1, None, 1)


def test_without_returns_shares_have_no_value(story: Story) -> None:
    story.missing("in May", "2026-05-05 20:00", "2026-05-06 08:00")
    story.interview("in May", done="2026-05-07 12:00")
    for measure in (
        "interviews_offered",
        "interviews_completed",
        "interviews_in_time",
        "interviews_in_time_of_completed",
        "interviews_declined",
        "interviews_independent",
        "interviews_graded_good",
    ):
        assert story.figures[measure] == NO_VALUE
        assert story.figures.status(measure) == {"authority": "z"}
    for measure in ("interviews_timing_unknown", "interviews_not_yet_due", "interviews_outstanding"):
        assert story.figures[measure] == (0, None, 0)
    assert story.figures["hours_to_interview"] == (None, 0, None)
    assert story.figures.by("theme", "interview_themes") == {}
