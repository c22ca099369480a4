"""DQ04: what lies after the pull, on the third of November at 06:00, is left out, and said to be."""

from tests.story import Story

BEFORE, AFTER = "2026-11-03 05:59", "2026-11-03 06:01"


def test_a_time_of_recording_after_the_pull_is_found_and_empty_and_the_session_stays(story: Story) -> None:
    story.spell("w1")
    story.session("w1", "2026-10-12 10:00", recorded=BEFORE)
    story.session("w1", "2026-10-13 10:00", recorded=AFTER)
    assert story.found["DQ04", "local_supervision"] == 1
    assert story.of("supervision_recorded_late") == {"s1"}
    assert story.checked.data.frames["local_supervision"]["supv_supervision_id"].tolist() == ["s1", "s2"]


def test_a_session_held_and_recorded_after_the_pull_is_one_row_left_out(story: Story) -> None:
    story.session("w1", AFTER, recorded=AFTER)
    assert story.found["DQ04", "local_supervision"] == 1
    assert story.checked.data.frames["local_supervision"].empty


def test_an_interview_offered_and_completed_after_the_pull_is_one_row_found_and_says_neither(story: Story) -> None:
    story.missing("m1", back="2026-10-10 09:00")
    story.interview("m1", offered=AFTER, done=AFTER)
    assert story.found["DQ04", "local_return_interview"] == 1
    assert story.counted("interviews_outstanding") == {"m1"}
    assert story.counted("interviews_offered") == set()


def test_a_return_of_9999_as_many_a_system_writes_for_no_end_is_a_planned_one(story: Story) -> None:
    story.missing("m1", back="9999-12-31")
    assert story.counted("still_missing") == {"child of m1"}
