"""Whether a return interview was in time, worked out by hand.

In 2026 clocks go forward on 29 March and back on 25 October.
Stories are pulled on 3 November (7 April) at 06:00.
"""

import pytest

from tests.conftest import Tell
from tests.story import Story

OCTOBER, MARCH = "2026-10", "2026-03"
IN_TIME, LATE, CANNOT_TELL, NOT_COMPLETED = "in time", "late", "cannot tell", "not completed"

# A return, when its interview was completed, and what follows. A value without a time is date-only.
TIMES = [
    (OCTOBER, "2026-10-10 12:00", "2026-10-13 12:00", IN_TIME),  # 72 hours
    (OCTOBER, "2026-10-10 12:00", "2026-10-13 12:00:01", LATE),
    (OCTOBER, "2026-10-10 12:00", "2026-10-10 12:00", IN_TIME),  # at once
    (OCTOBER, "2026-10-10 12:00", "2026-10-10 11:59:59", NOT_COMPLETED),  # before the return
    (OCTOBER, "2026-10-31 06:00", "2026-11-03 06:00", IN_TIME),  # 72 hours after, at as_at
    (OCTOBER, "2026-10-24 12:00", "2026-10-27 11:00", IN_TIME),  # 71 by the clock, 72 elapsed
    (OCTOBER, "2026-10-24 12:00", "2026-10-27 11:00:01", LATE),
    (OCTOBER, "2026-10-25 01:30", "2026-10-28 00:30", IN_TIME),  # the first 01:30, in summer time
    (OCTOBER, "2026-10-25 01:30", "2026-10-28 00:30:01", LATE),
    (MARCH, "2026-03-28 12:00", "2026-03-31 13:00", IN_TIME),  # 73 by the clock, 72 elapsed
    (MARCH, "2026-03-28 12:00", "2026-03-31 13:00:01", LATE),
    (MARCH, "2026-03-29 01:30", "2026-04-01 02:30", IN_TIME),  # 01:30 did not exist: 02:30 in summer time
    (MARCH, "2026-03-29 01:30", "2026-04-01 02:30:01", LATE),
]
RETURN_ON_A_DAY = [  # between 00:00 on the 10th and 00:00 on the 11th
    (OCTOBER, "2026-10-10", "2026-10-12 23:59", IN_TIME),
    (OCTOBER, "2026-10-10", "2026-10-13 00:00:01", CANNOT_TELL),  # 48 to 72 hours and a second
    (OCTOBER, "2026-10-10", "2026-10-13 23:59", CANNOT_TELL),  # 72 at the least
    (OCTOBER, "2026-10-10", "2026-10-14 00:00:01", LATE),
    (OCTOBER, "2026-10-10", "2026-10-10 00:00:01", IN_TIME),  # perhaps before, but not for certain
]
INTERVIEW_ON_A_DAY = [
    (OCTOBER, "2026-10-10 12:00", "2026-10-12", IN_TIME),  # 60 hours at the most
    (OCTOBER, "2026-10-10 12:00", "2026-10-13", CANNOT_TELL),  # 60 to 84
    (OCTOBER, "2026-10-10 12:00", "2026-10-14", LATE),  # 84 at the least
    (OCTOBER, "2026-10-10 12:00", "2026-10-10", IN_TIME),  # later that day, perhaps
    (OCTOBER, "2026-10-10 12:00", "2026-10-09", NOT_COMPLETED),
]
BOTH_ON_A_DAY = [
    (OCTOBER, "2026-10-10", "2026-10-12", IN_TIME),  # 72 hours at the most
    (OCTOBER, "2026-10-10", "2026-10-13", CANNOT_TELL),  # 48 to 96
    (OCTOBER, "2026-10-10", "2026-10-14", CANNOT_TELL),  # 72 at the least
    (OCTOBER, "2026-10-10", "2026-10-15", LATE),
    (OCTOBER, "2026-10-10", "2026-10-09", IN_TIME),  # both may have been the midnight between
    (OCTOBER, "2026-10-10", "2026-10-08", NOT_COMPLETED),
    (OCTOBER, "2026-10-24", "2026-10-25", IN_TIME),
    (OCTOBER, "2026-10-24", "2026-10-26", CANNOT_TELL),  # 73 at the most: the 25th has 25 hours
    (OCTOBER, "2026-10-24", "2026-10-28", LATE),  # 73 at the least
    (MARCH, "2026-03-28", "2026-03-30", IN_TIME),  # 71 at the most
    (MARCH, "2026-03-28", "2026-04-01", CANNOT_TELL),  # 71 at the least
]
VERDICTS = TIMES + RETURN_ON_A_DAY + INTERVIEW_ON_A_DAY + BOTH_ON_A_DAY


@pytest.fixture(scope="module")
def months(tell: Tell) -> dict[str, Story]:
    """All these returns, each an episode of that name, of its month."""
    told = {OCTOBER: tell(OCTOBER), MARCH: tell(MARCH, "2026-04-07T06:00")}
    for month, back, done, _ in VERDICTS:
        told[month].missing(f"{back} {done}", f"{month}-01 20:00", back)
        told[month].interview(f"{back} {done}", done=done)
    return told


@pytest.mark.parametrize(("month", "back", "done", "verdict"), VERDICTS)
def test_in_time_is_within_72_elapsed_hours_for_certain(
    months: dict[str, Story], month: str, back: str, done: str, verdict: str
) -> None:
    story, episode = months[month], f"{back} {done}"
    assert episode in story.of("interviews_completed")
    found = {
        measure: episode in story.counted(measure)
        for measure in ("interviews_completed", "interviews_in_time", "interviews_timing_unknown")
    }
    assert found == {
        "interviews_completed": verdict != NOT_COMPLETED,
        "interviews_in_time": verdict == IN_TIME,
        "interviews_timing_unknown": verdict == CANNOT_TELL,
    }


def test_of_all_these_returns_figures_are_what_the_verdicts_add_up_to(months: dict[str, Story]) -> None:
    """In October: 12 in time, 7 late, 6 that nobody can tell, 3 not completed."""
    figures = months[OCTOBER].figures
    assert figures["interviews_completed"] == (25, 28, pytest.approx(89.286, abs=1e-3))
    assert figures["interviews_in_time"] == (12, 28, pytest.approx(42.857, abs=1e-3))
    assert figures["interviews_in_time_of_completed"] == (12, 25, 48)
    assert figures["interviews_timing_unknown"] == (6, None, 6)
    assert figures["interviews_outstanding"] == (3, None, 3)


def test_a_precision_field_says_what_a_midnight_or_a_time_is(story: Story) -> None:
    """Back on the 10th: between its midnights, or at the first of them, as the field says."""
    for episode, precision in {"a day": "date", "a time": " TIME"}.items():
        story.missing(episode, "2026-10-01 20:00")
        story.report(episode, returned="2026-10-10 00:00:00", precision=precision)
        story.interview(episode, done="2026-10-13 09:00")  # 57 to 81 hours, or 81
    story.missing("completed on a day", "2026-10-01 20:00", "2026-10-10 12:00")
    story.interview("completed on a day", done="2026-10-13 11:00", completed_precision="date")
    story.missing("completed at midnight", "2026-10-01 20:00", "2026-10-10 12:00")
    story.interview("completed at midnight", done="2026-10-13 00:00:00", completed_precision="time")
    assert story.counted("interviews_in_time") == {"completed at midnight"}
    assert story.counted("interviews_timing_unknown") == {"a day", "completed on a day"}
    assert story.figures["hours_to_interview"] == (None, 2, 70.5)  # 81 and 60


def test_due_is_when_72_hours_have_passed_for_certain(story: Story) -> None:
    """Pulled on 3 November at 06:00. A day's return may have been at its end."""
    due = {"72 hours ago": "2026-10-31 06:00", "on the 30th": "2026-10-30"}
    not_due = {"a second less": "2026-10-31 06:00:01", "on the 31st": "2026-10-31"}
    for episode, back in (due | not_due).items():
        story.missing(episode, back=back)
    story.missing("interviewed already", back="2026-10-31 12:00")
    story.interview("interviewed already", done="2026-11-01 12:00")
    story.missing("needs none", back="2026-10-31 12:00", offered="NA")
    assert story.of("interviews_completed") == set(due)
    assert story.counted("interviews_not_yet_due") == set(not_due)
    assert story.counted("interviews_outstanding") == set(due)
    assert story.figures["interviews_completed"] == (0, 2, 0)
    assert story.figures["interviews_offered"] == (0, 5, 0)
    assert story.figures["hours_to_interview"] == (None, 1, 24)  # due or not


def test_as_clocks_go_back_72_hours_end_an_hour_earlier_by_the_clock(tell: Tell) -> None:
    story = tell("2026-10", "2026-10-27T11:00")
    story.missing("due", back="2026-10-24 12:00")
    story.missing("not due", back="2026-10-24 12:00:01")
    assert story.counted("interviews_outstanding") == {"due"}
