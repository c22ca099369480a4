"""Missing episodes and returns, worked out by hand. In 2026 clocks go forward on 29 March and back on 25 October."""

import pytest

from reports.settings import Standards
from tests.conftest import Tell
from tests.story import Story


def test_episodes_of_the_month_start_between_its_midnights(story: Story) -> None:
    inside = {"first midnight": "2026-10-01", "twice that night": "2026-10-25 01:30", "last": "2026-10-31 23:59:59"}
    outside = {"second before": "2026-09-30 23:59:59", "midnight after": "2026-11-01 00:00:00"}
    for episode, start in (inside | outside).items():
        story.missing(episode, start)
    story.missing("in small letters", kind=" m ")
    story.missing("away", kind="A")
    assert story.counted("missing_episodes") == {*inside, "in small letters"}
    assert story.counted("away_episodes") == {"away"}
    assert story.figures["missing_episodes"] == (4, None, 4)
    assert story.figures["children_missing"] == (4, None, 4)


def test_care_status_is_that_at_the_start(story: Story) -> None:
    """Open at an instant: began before it, and did not finish before it."""
    at = "2026-10-10 12:00"
    looked_after = {
        "for long": ("2020-01-01", None),
        "ceases that minute": ("2020-01-01", at),
        "since a second": ("2026-10-10 11:59:59", None),
        "until tomorrow": ("2026-10-09", "2026-10-11"),
    }
    home = {
        "since that minute": (at, None),
        "ceased that day": ("2020-01-01", "2026-10-10"),
        "later": ("2026-10-11", None),
    }
    for child, (start, end) in (looked_after | home).items():
        story.in_care(child, start, end)
        story.missing(f"{child}'s", at, child=child)
    story.missing("never in care", at)
    assert story.figures.values("care_status", "missing_episodes") == {"looked_after": 4, "home": 4}


def test_a_child_counts_once_in_each_care_status_and_once_in_the_authority(story: Story) -> None:
    story.in_care("anna", "2026-10-15")
    for start in ("2026-10-05 20:00", "2026-10-08 20:00", "2026-10-20 20:00"):
        story.missing(start, start, back=start.replace("20:00", "22:00"), child="anna")
    story.missing("ben's", child="ben")
    assert story.figures["missing_episodes"] == (4, None, 4)
    assert story.figures["children_missing"] == (2, None, 2)
    assert story.figures.values("care_status", "children_missing") == {"looked_after": 1, "home": 2}


def test_the_team_is_that_of_the_latest_allocated_involvement_open_at_the_start(story: Story) -> None:
    at = "2026-10-10 12:00"
    story.case("anna", team="later", start="2026-10-01", end=at)  # finishes that minute: open still
    story.case("anna", team="earlier", start="2026-01-05")
    story.case("anna", team="too late", start=at)
    story.case("ben", team="smaller id", start="2026-02-02")
    story.case("ben", team="larger id", start="2026-02-02")
    story.case("cem", team="ended", end="2026-10-10")
    story.case("cem", team="not allocated", role="IRO")
    for child in ("anna", "ben", "cem"):
        story.missing(f"{child}'s", at, child=child)
    assert story.figures.values("team", "missing_episodes") == {"later": 1, "larger id": 1, "": 1}
    assert story.figures.values("service", "missing_episodes") == {"s1": 2, "": 1}


def test_missing_again_and_again_is_three_times_in_the_90_days_before_the_end(story: Story) -> None:
    """90 days before 1 November is 3 August, its midnight in summer time. One of the three is in October."""
    starts = {
        "three": ["2026-08-03 00:00:00", "2026-09-05 20:00", "2026-10-31 23:59:59"],
        "four": ["2026-10-02 20:00", "2026-10-03 20:00", "2026-10-04 20:00", "2026-10-05 20:00"],
        "one too early": ["2026-08-02 23:59:59", "2026-09-05 20:00", "2026-10-05 20:00"],
        "none in October": ["2026-08-05 20:00", "2026-09-05 20:00", "2026-09-06 20:00"],
        "one too late": ["2026-10-05 20:00", "2026-10-06 20:00", "2026-11-01 00:00:00"],
        "two": ["2026-10-05 20:00", "2026-10-06 20:00"],
    }
    for child, times in starts.items():
        for n, start in enumerate(times):
            story.missing(f"{child} {n}", start, start[:10] + " 23:59:59", child=child)
    story.missing("away is not missing", "2026-10-07 20:00", child="two", kind="A")
    story.in_care("three", "2026-10-15")  # at the start of the last of them
    story.in_care("four", "2020-01-01", "2026-10-04")  # no longer at the start of the last
    assert story.counted("repeat_missing_children") == {"three", "four"}
    assert story.figures["repeat_missing_children"] == (2, None, 2)
    assert story.figures.values("care_status", "repeat_missing_children") == {"looked_after": 1, "home": 1}


def test_what_is_again_and_again_is_the_authoritys_to_choose(tell: Tell) -> None:
    """Two in 10 days: since 22 October."""
    story = tell(standards=Standards(repeat_missing_episodes=2, repeat_missing_days=10))
    for child, first in {"anna": "2026-10-22 00:00:00", "ben": "2026-10-21 23:59:59"}.items():
        story.missing(f"{child} 1", first, child=child)
        story.missing(f"{child} 2", "2026-10-29 20:00", child=child)
    assert story.counted("repeat_missing_children") == {"anna"}


def test_still_missing_is_who_had_not_returned_at_the_end(story: Story) -> None:
    """The return is the police report's, else the episode's end. A date-only end is its 00:00."""
    for episode, back in {
        "no end": None,
        "back at midnight": "2026-11-01 00:00:00",
        "back on 2 November": "2026-11-02",
        "back on the last day": "2026-10-31",
        "back a second before": "2026-10-31 23:59:59",
        "report says back": None,
        "report says later": "2026-10-20 12:00",
    }.items():
        story.missing(episode, back=back)
    story.report("report says back", returned="2026-10-20 12:00")
    story.report("report says later", returned="2026-11-02 12:00")
    story.missing("away", kind="A")
    story.missing("since 1 November", "2026-11-01 00:00:00")
    story.missing("again", child="child of no end")
    assert story.counted("still_missing") == {
        "child of no end",
        "child of back at midnight",
        "child of back on 2 November",
        "child of report says later",
    }
    assert story.figures["still_missing"] == (4, None, 4)


def test_a_return_falls_in_the_month_by_its_instant_or_its_day(story: Story) -> None:
    returned = {
        "on the first day": "2026-10-01",
        "a second before the end": "2026-10-31 23:59:59",
        "on the last day": "2026-10-31",
    }
    not_returned = {"at the end": "2026-11-01 00:00:00", "before": "2026-09-30 23:59:59", "not at all": None}
    for episode, back in (returned | not_returned).items():
        story.missing(episode, "2026-09-28 20:00", back)
    for episode, back, precision in [
        ("report, late on the last day", "2026-10-31 23:30", "Date"),
        ("report, at the first midnight", "2026-10-01 00:00:00", "time"),
        ("report, in November", "2026-11-01 00:30", "date"),
    ]:
        story.missing(episode, "2026-09-28 20:00", "2026-10-15 12:00")
        story.report(episode, returned=back, precision=precision)
    story.missing("away", "2026-10-05", "2026-10-06", kind="A")
    assert story.counted("returns") == {
        *returned,
        "report, late on the last day",
        "report, at the first midnight",
    }
    assert story.figures["returns"] == (5, None, 5)


def test_a_long_absence_is_more_than_24_elapsed_hours(story: Story) -> None:
    """A date-only return was at its midnight at the earliest; so is a date-only start."""
    long = {
        "24 hours and a second": ("2026-10-10 10:00", "2026-10-11 10:00:01"),
        "noon to noon as clocks go back": ("2026-10-24 12:00", "2026-10-25 12:00"),  # 25 hours
        "38 hours at least": ("2026-10-10 10:00", "2026-10-12"),
        "from a midnight": ("2026-10-10", "2026-10-11 00:30"),
    }
    short = {
        "24 hours": ("2026-10-10 10:00", "2026-10-11 10:00"),
        "as clocks go back": ("2026-10-24 12:00", "2026-10-25 11:00"),  # 24 hours
        "14 hours at least": ("2026-10-10 10:00", "2026-10-11"),
        "midnight to midnight": ("2026-10-10", "2026-10-11"),
    }
    for episode, (start, back) in (long | short).items():
        story.missing(episode, start, back)
    assert story.counted("long_absences") == set(long)
    assert story.figures["long_absences"] == (4, 8, 50)
    assert story.figures.by("care_status", "long_absences") == {"home": (4, 8, 50), "looked_after": (0, 0, None)}
    assert story.figures.status("long_absences", "care_status") == {"home": "ok", "looked_after": "z"}


def test_as_clocks_go_forward_noon_to_noon_is_23_hours(tell: Tell) -> None:
    story = tell("2026-03", as_at="2026-04-07T06:00")
    story.missing("24 hours", "2026-03-28 12:00", "2026-03-29 13:00")
    story.missing("24 hours and a second", "2026-03-28 12:00", "2026-03-29 13:00:01")
    story.missing("noon to noon", "2026-03-28 12:00", "2026-03-29 12:00")
    assert story.counted("long_absences") == {"24 hours and a second"}


def test_police_delay_is_from_report_to_log_where_both_are_times(story: Story) -> None:
    """Delays of 1, 2, 3, 4 and 11 hours: median 3; the 90th percentile lies 0.6 of the way from 4 to 11: 8.2."""
    for hours, (reported, logged) in {
        1: ("2026-10-09 21:00", "2026-10-09 22:00"),
        2: ("2026-10-09 23:00", "2026-10-10 01:00"),
        3: ("2026-10-25 00:30", "2026-10-25 02:30"),  # 2 by the clock
        4: ("2026-10-25 01:30", "2026-10-25 04:30"),  # the first 01:30 of that night
        11: ("2026-10-09 21:00", "2026-10-10 08:00"),
    }.items():
        story.missing(f"{hours}")
        story.report(f"{hours}", reported=reported, logged=logged)
    for episode, told, noted in [
        ("date-only report", "2026-10-09", "2026-10-09 22:00"),
        ("date-only log", "2026-10-09 21:00", "2026-10-10"),
        ("log after as_at", "2026-10-09 21:00", "2026-11-03 07:00"),
        ("logged first", "2026-10-09 21:00", "2026-10-09 20:59"),
        ("not logged", "2026-10-09 21:00", None),
    ]:
        story.missing(episode)
        story.report(episode, reported=told, logged=noted)
    story.missing("in September", "2026-09-30 20:00")
    story.report("in September", reported="2026-09-30 21:00", logged="2026-10-02 21:00")
    story.missing("away", kind="A")
    story.report("away", reported="2026-10-09 21:00", logged="2026-10-12 21:00")
    assert story.figures["police_logging_delay"] == (None, 5, 3)
    assert story.figures["police_logging_delay_p90"] == (None, 5, pytest.approx(8.2))
    assert story.found["DQ13", "local_missing_report"] == 1


def test_notification_delay_is_from_return_to_being_told_where_both_are_times(story: Story) -> None:
    """6 hours, and 3 by the clock that are 4 elapsed: median 5."""
    for episode, back, told in [
        ("6 hours", "2026-10-10 12:00", "2026-10-10 18:00"),
        ("4 hours", "2026-10-25 00:30", "2026-10-25 03:30"),
        ("told at once", "2026-10-10 12:00", "2026-10-10 12:00"),
        ("told before", "2026-10-10 12:00", "2026-10-10 11:00"),
        ("told on a day", "2026-10-10 12:00", "2026-10-11"),
        ("back on a day", "2026-10-10", "2026-10-10 18:00"),
        ("told after as_at", "2026-10-31 12:00", "2026-11-03 06:01"),
        ("back in November", "2026-11-01 12:00", "2026-11-01 18:00"),
    ]:
        story.missing(episode, back=back)
        story.report(episode, notified=told)
    assert story.figures["notification_delay"] == (None, 2, 5)
    assert story.figures.values("care_status", "notification_delay") == {"home": 5, "looked_after": None}


def test_without_police_reports_their_delays_are_not_collected_and_returns_are_the_episodes_ends(story: Story) -> None:
    story.missing("m1", back="2026-10-10 12:00")
    assert story.figures["returns"] == (1, None, 1)
    for measure in ("police_logging_delay", "police_logging_delay_p90", "notification_delay"):
        assert story.figures.status(measure, "care_status") == {"home": "x", "looked_after": "x"}


def test_a_month_without_episodes_is_a_month_of_none(story: Story) -> None:
    story.missing("in May", "2026-05-05 20:00", "2026-05-06 08:00")
    story.report("in May", reported="2026-05-05 20:30", logged="2026-05-05 21:30")
    for measure in ("missing_episodes", "away_episodes", "children_missing", "repeat_missing_children", "returns"):
        assert story.figures[measure] == (0, None, 0)
        assert story.figures.values("care_status", measure) == {"home": 0, "looked_after": 0}
    assert story.figures["long_absences"] == (0, 0, None)
    assert story.figures["police_logging_delay"] == (None, 0, None)
    assert story.figures.status("police_logging_delay") == {"authority": "z"}
