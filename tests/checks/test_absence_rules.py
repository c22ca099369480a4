"""Every data-quality rule of absences, interviews and records: a row that breaks it, and its effect on a figure."""

import pytest

from tests.story import Story

BACK = "2026-10-10 12:00"


def test_dq03_a_missing_episode_is_judged_by_its_return(story: Story) -> None:
    for episode, end, returned, precision in [
        ("end wrong, report right", "2026-10-04", BACK, None),  # 567, but kept
        ("end right, report wrong", BACK, "2026-10-08 12:00", None),
        ("returned that day", None, "2026-10-09 00:01", "date"),  # it went missing at 20:00
        ("returned that midnight", None, "2026-10-09 00:00:00", "time"),
    ]:
        story.missing(episode, "2026-10-09 20:00", end)
        story.report(episode, returned=returned, precision=precision)
    assert story.found["DQ03", "ssd_missing"] == 2
    assert story.found["567", "ssd_missing"] == 1
    assert story.counted("returns") == {"end wrong, report right", "returned that day"}


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        (("2026-10-05 10:00", "2026-10-06 10:00"), ("2026-10-06 09:59", "2026-10-07 10:00"), True),
        (("2026-10-05 10:00", "2026-10-06 10:00"), ("2026-10-06 10:00", "2026-10-07 10:00"), False),
        (("2026-10-05 10:00", None), ("2026-10-06 10:00", None), True),  # starts while one is open
        (("2026-10-05 10:00", "2026-10-20 10:00"), ("2026-10-06 10:00", "2026-10-07 10:00"), True),
    ],
)
def test_dq09_episodes_that_overlap_are_kept(
    story: Story, first: tuple[str, str | None], second: tuple[str, str | None], overlap: bool
) -> None:
    story.missing("m1", *first, child="anna")
    story.missing("m2", *second, child="anna")
    story.missing("m3", *second, child="ben")
    assert story.found.get(("DQ09", "ssd_missing"), 0) == overlap
    assert story.counted("missing_episodes") == {"m1", "m2", "m3"}


def test_dq10_an_interview_before_the_return_does_not_count_for_it(story: Story) -> None:
    story.missing("m1", back=BACK)
    story.missing("m2", back="2026-10-11 12:00")
    story.interview("m1", "m2", done="2026-10-11 09:00")
    assert story.found["DQ10", "local_return_interview_episode"] == 1
    assert story.counted("interviews_completed") == {"m1"}


def test_dq11_completed_without_a_date_is_not_completed(story: Story) -> None:
    for episode, done in {"no date": None, "date is none": "31/10/2026", "dated": "2026-10-11"}.items():
        story.missing(episode, back=BACK)
        story.interview(episode, outcome="Completed", done=done)
    assert story.found["DQ11", "local_return_interview"] == 2
    assert story.counted("interviews_completed") == {"dated"}


def test_dq12_offered_after_completed_is_kept(story: Story) -> None:
    for episode, offered in {
        "later": "2026-10-12 09:00",
        "that day": "2026-10-11",
        "at once": "2026-10-11 12:00",
    }.items():
        story.missing(episode, back=BACK)
        story.interview(episode, offered=offered, done="2026-10-11 12:00")
    assert story.found["DQ12", "local_return_interview"] == 1
    assert len(story.counted("interviews_in_time")) == len(story.counted("interviews_offered")) == 3


def test_dq13_logged_before_reported_is_left_out_of_the_delay(story: Story) -> None:
    """A log of that day, without a time, is not before the report; nor has it a delay."""
    for episode, logged in {
        "before": "2026-10-09 20:59",
        "that day": "2026-10-09",
        "after": "2026-10-09 23:00",
    }.items():
        story.missing(episode)
        story.report(episode, reported="2026-10-09 21:00", logged=logged)
    assert story.found["DQ13", "local_missing_report"] == 1
    assert story.figures["police_logging_delay"] == (None, 1, 2)


def test_dq14_what_is_neither_missing_nor_away_is_left_out(story: Story) -> None:
    for episode, kind in {"missing": "M", "away": "a ", "else": "X", "NULL": None, "blank": " "}.items():
        story.missing(episode, kind=kind, back=BACK)
    assert story.found["DQ14", "ssd_missing"] == 3
    assert (story.counted("missing_episodes"), story.counted("away_episodes")) == ({"missing"}, {"away"})
    assert story.found["565", "ssd_missing"] == story.found["566", "ssd_missing"] == 2  # those without a type


def test_dq15_recorded_before_held_is_left_out_of_late_recording(story: Story) -> None:
    story.session("w1", "2026-10-12 10:00", recorded="2026-10-12 09:00")
    story.session("w1", "2026-10-12 10:00", recorded="2026-10-12")
    assert story.found["DQ15", "local_supervision"] == 1
    assert story.figures["supervision_recorded_late"] == (0, 1, 0)


def test_dq17_a_link_to_nothing_is_ignored(story: Story) -> None:
    story.missing("m1", back=BACK)
    story.interview("m1", interview="h1")
    story.link("h9", "m1")
    story.link("h1", "m9")
    story.link(None, "m1")
    story.theme("h9", "push", "family conflict")
    assert story.found["DQ17", "local_return_interview_episode"] == 3
    assert story.found["DQ17", "local_return_interview_theme"] == 1
    assert story.counted("interviews_outstanding") == {"m1"}


def test_dq20_an_interview_of_another_child_is_kept(story: Story) -> None:
    story.missing("m1", back=BACK)
    story.missing("m2", back=BACK)
    story.interview("m1", "m2", done="2026-10-11 12:00")
    assert story.found["DQ20", "local_return_interview_episode"] == 1
    assert story.counted("interviews_completed") == {"m1", "m2"}


def test_dq21_a_theme_without_kind_or_name_is_left_out(story: Story) -> None:
    story.missing("m1", back=BACK)
    story.interview("m1", interview="h1", done="2026-10-11 12:00")
    for kind, theme in (("push", None), (None, "family conflict"), ("push", "family conflict")):
        story.theme("h1", kind, theme)
    assert story.found["DQ21", "local_return_interview_theme"] == 2
    assert story.figures.values("theme", "interview_themes") == {"push: family conflict": 1}


def test_dq23_an_interview_of_no_episode_counts_for_none(story: Story) -> None:
    story.missing("m1", back=BACK)
    story.interview("m1", outcome="declined by child")
    story.interview(done="2026-10-11 12:00")
    assert story.found["DQ23", "local_return_interview"] == 1
    assert story.figures["interviews_completed"] == (0, 1, 0)


def test_dq24_a_police_report_of_no_episode_is_ignored(story: Story) -> None:
    story.missing("m1")
    story.report("m1", reported="2026-10-09 21:00", logged="2026-10-09 22:00")
    story.report("m9", reported="2026-10-09 21:00", logged="2026-10-12 21:00")
    assert story.found["DQ24", "local_missing_report"] == 1
    assert story.figures["police_logging_delay"] == (None, 1, 1)


def test_577_a_child_who_left_care_is_still_missing_from_it(story: Story) -> None:
    for child, ceased, back in [
        ("left", "2026-10-20", None),
        ("in care", None, None),
        ("came back", "2026-10-20", BACK),
        ("in care again", "2026-10-20", None),
    ]:
        story.in_care(child, "2026-01-05", ceased)
        story.missing(child, "2026-10-05 20:00", back, child=child)
    story.in_care("in care again", "2026-10-25")
    story.missing("never in care")
    assert story.found == {("577", "ssd_missing"): 1}


def test_586_missing_before_birth(story: Story) -> None:
    story.add("ssd_person", pers_person_id="anna", pers_dob="2027-01-01")
    story.missing("m1", child="anna")
    story.missing("m2")
    assert story.found == {("586", "ssd_missing"): 1}
    assert len(story.counted("missing_episodes")) == 2
