"""Supervision and oversight, worked out by hand. Stories are of October 2026, whose last day is a Saturday."""

import pytest

from tests.conftest import Tell
from tests.story import Story

NO_VALUE = (0, 0, None)


def at_work(story: Story, *workers: str) -> None:
    """Employ each in a team of its own name, since long ago, with one child."""
    for worker in workers:
        story.spell(worker, team=worker)
        story.case(f"child of {worker}", worker)


def test_due_is_who_holds_a_case_and_was_in_post_on_every_day(story: Story) -> None:
    due: dict[str, list[tuple[str, str | None]]] = {
        "since the first": [("2026-10-01", None)],
        "to the last": [("2024-01-01", "2026-10-31")],
        "moved": [("2024-01-01", "2026-10-15"), ("2026-10-16", None)],
        "two posts": [("2024-01-01", None), ("2026-10-10", "2026-10-12")],
        "one within the other": [("2024-01-01", "2026-10-25"), ("2026-10-02", "2026-10-05"), ("2026-10-26", None)],
    }
    not_due: dict[str, list[tuple[str, str | None]]] = {
        "since the second": [("2026-10-02", None)],
        "to the 30th": [("2024-01-01", "2026-10-30")],
        "a day between": [("2024-01-01", "2026-10-15"), ("2026-10-17", None)],
        "no spell": [],
    }
    for worker, spells in (due | not_due).items():
        story.case(f"child of {worker}", worker)
        for start, end in spells:
            story.spell(worker, start=start, end=end)
    story.spell("no case")
    story.session("since the first")
    assert story.of("supervised") == set(due)
    assert story.counted("never_supervised") == set(due) - {"since the first"}


def test_due_is_not_who_was_absent_on_14_days_or_more(story: Story) -> None:
    due: dict[str, list[tuple[str, str | None]]] = {
        "13 days": [("2026-10-05", "2026-10-17")],
        "13 of them in October": [("2026-09-01", "2026-10-13")],
        "13 so far": [("2026-10-19", None)],
        "13 days, 6 of them twice": [("2026-10-01", "2026-10-10"), ("2026-10-05", "2026-10-13")],
        "on other days": [("2026-08-01", "2026-09-30"), ("2026-11-01", None)],
    }
    not_due: dict[str, list[tuple[str, str | None]]] = {
        "14 days": [("2026-10-05", "2026-10-18")],
        "14 so far": [("2026-10-18", None)],
        "7 and 7": [("2026-10-01", "2026-10-07"), ("2026-10-25", "2026-10-31")],
        "all month": [("2026-08-01", "2026-12-24")],
    }
    for worker, absences in (due | not_due).items():
        at_work(story, worker)
        for start, end in absences:
            story.off_work(worker, start, end)
    story.session("13 days")
    assert story.of("supervised") == set(due)


def test_a_session_in_the_month_is_individual_and_held_between_its_midnights(story: Story) -> None:
    supervised = {"first midnight": "2026-10-01", "last second": "2026-10-31 23:59:59"}
    not_supervised = {"second before": "2026-09-30 23:59:59", "midnight after": "2026-11-01 00:00:00"}
    for worker, held in (supervised | not_supervised).items():
        at_work(story, worker)
        story.session(worker, held)
    at_work(story, "in a group", "of no type", "not held", "in capitals")
    story.session("in a group", kind="group")
    story.session("of no type", kind=None)
    story.session("not held", held=None)
    story.session("in capitals", kind=" INDIVIDUAL")
    story.session("in capitals", "2026-10-19 10:00")  # two sessions make no more than one worker
    assert story.counted("supervised") == {*supervised, "in capitals"}
    assert story.figures["supervised"] == (3, 8, 37.5)
    assert story.counted("never_supervised") == {"midnight after", "in a group", "of no type", "not held"}


def test_overdue_is_more_than_31_days_before_the_last_day_or_never(story: Story) -> None:
    """Days to 31 October, however the clocks go: 0, 6, 31, 32. Their median is 18.5."""
    last = {
        "today": "2026-10-31 23:30",
        "clocks went back": "2026-10-25 01:30",
        "31 days": "2026-09-30 08:00",
        "32 days": "2026-09-29 17:00",
    }
    for worker, held in last.items():
        at_work(story, worker)
        story.session(worker, held)
        story.session(worker, "2026-05-05 10:00")
    at_work(story, "never")
    assert story.counted("supervision_overdue") == {"32 days", "never"}
    assert story.figures["supervision_overdue"] == (2, 5, 40)
    assert story.figures["days_since_supervision"] == (None, 4, 18.5)
    assert story.figures.values("worker", "days_since_supervision") == {
        "today": 0,
        "clocks went back": 6,
        "31 days": 31,
        "32 days": 32,
    }
    assert story.figures["never_supervised"] == (1, None, 1)
    assert story.figures.values("team", "never_supervised") == {"never": 1}
    assert story.figures.by("team", "supervision_overdue")["never"] == (1, 1, 100)


def test_a_worker_in_two_teams_is_supervised_in_the_team_of_the_latest_spell(story: Story) -> None:
    story.spell("w1", team="t1", start="2020-01-06", fte=0.5)
    story.spell("w1", team="t2", start="2022-01-03", fte=0.5)
    story.case("anna", "w1", team="t1")
    story.session("w1")
    assert story.figures.by("team", "supervised") == {"t2": (1, 1, 100)}


def test_newly_qualified_workers_have_a_schedule_that_widens(story: Story) -> None:
    """Each is so many days into the year on 31 October, and had a session so many days before."""
    on_schedule = {
        "day 0, 7 days": ("2026-10-31", "2026-10-24"),
        "day 41, 7 days": ("2026-09-20", "2026-10-24"),
        "day 42, 14 days": ("2026-09-19", "2026-10-17"),
        "day 181, 14 days": ("2026-05-03", "2026-10-17"),
        "day 182, 31 days": ("2026-05-02", "2026-09-30"),
        "day 364, 31 days": ("2025-11-01", "2026-09-30"),
    }
    behind = {
        "day 0, never": ("2026-10-31", None),
        "day 41, 8 days": ("2026-09-20", "2026-10-23"),
        "day 42, 15 days": ("2026-09-19", "2026-10-16"),
        "day 181, 15 days": ("2026-05-03", "2026-10-16"),
        "day 182, 32 days": ("2026-05-02", "2026-09-29"),
        "day 364, 32 days": ("2025-11-01", "2026-09-29"),
    }
    no_longer = {"day 365": ("2025-10-31", "2026-10-24"), "day -1": ("2026-11-01", "2026-10-24")}
    for worker, (asye, held) in (on_schedule | behind | no_longer).items():
        story.spell(worker, asye=asye)
        story.case(f"child of {worker}", worker)
        if held:
            story.session(worker, f"{held} 15:00")
    assert story.counted("asye_on_schedule") == set(on_schedule)
    assert story.of("asye_on_schedule") == set(on_schedule | behind)
    assert story.figures["asye_on_schedule"] == (6, 12, 50)
    assert story.figures.by("service", "asye_on_schedule") == {"s1": (6, 12, 50)}


def test_recorded_late_is_more_than_5_working_days_after(story: Story) -> None:
    """9 October is a Friday. Any worker's session counts, due or not."""
    in_time = {
        "the same day": ("2026-10-09 10:00", "2026-10-09 17:00"),
        "Friday to Friday": ("2026-10-09 10:00", "2026-10-16 17:00"),
        "Friday to Sunday of the next week": ("2026-10-09 10:00", "2026-10-18 17:00"),
        "Saturday to Friday": ("2026-10-10", "2026-10-16"),
    }
    late = {
        "Friday to Monday": ("2026-10-09 10:00", "2026-10-19 00:00:00"),
        "Saturday to Monday": ("2026-10-10", "2026-10-19"),
        "last evening of the month": ("2026-10-23 23:30", "2026-11-02 08:00"),
    }
    not_counted = {
        "not recorded": ("2026-10-09 10:00", None),
        "recorded before it was held": ("2026-10-09 10:00", "2026-10-08"),
        "recorded after as_at": ("2026-10-09 10:00", "2026-11-04"),
        "held in September": ("2026-09-30 10:00", "2026-10-30"),
    }
    for worker, (held, recorded) in (in_time | late | not_counted).items():
        story.spell(worker)
        story.session(worker, held, recorded=recorded)
    assert story.figures["supervision_recorded_late"] == (3, 7, pytest.approx(42.857, abs=1e-3))
    assert story.found["DQ15", "local_supervision"] == 1


def test_over_christmas_working_days_leave_out_bank_holidays(tell: Tell) -> None:
    """Held on Monday the 21st: 22, 23, 24, 29 and 30 December are five; Boxing Day is taken on the 28th."""
    story = tell("2026-12", as_at="2027-01-05T06:00")
    story.session("fifth", "2026-12-21 10:00", recorded="2026-12-30")
    story.session("sixth", "2026-12-21 10:00", recorded="2026-12-31")
    assert story.figures["supervision_recorded_late"] == (1, 2, 50)


def test_a_session_is_in_the_team_of_its_worker_at_the_end(story: Story) -> None:
    story.spell("moved", team="t1", end="2026-10-20")
    story.spell("moved", team="t2", start="2026-10-21")
    story.session("moved", "2026-10-12 10:00", recorded="2026-10-12")
    story.session("left", "2026-10-12 10:00", recorded="2026-10-12")
    assert story.figures.by("team", "supervision_recorded_late") == {"t2": (0, 1, 0), "": (0, 1, 0)}


def test_graded_good_is_of_audited_sessions_of_the_month(story: Story) -> None:
    for grade in ("Outstanding", "good ", "requires improvement", "inadequate", None, "fine"):
        story.session("w1", grade=grade)
    story.session("w1", "2026-09-30", grade="good")
    story.session("w1", grade="good", kind="group")
    assert story.figures["supervision_graded_good"] == (2, 4, 50)
    assert story.figures.by("service", "supervision_graded_good") == {"": (2, 4, 50)}  # w1 has no team
    assert story.found["DQ16", "local_supervision"] == 1


def test_children_are_overseen_within_42_days_of_the_end(story: Story) -> None:
    """42 days before 1 November is 20 September, its midnight in summer time."""
    since = "2026-09-20 00:00:00"
    overseen = {"first midnight": since, "last second": "2026-10-31 23:59:59"}
    not_overseen = {"second before": "2026-09-19 23:59:59", "midnight after": "2026-11-01 00:00:00"}
    for child, at in (overseen | not_overseen).items():
        story.oversight(child, at)
    story.oversight("referred too late", "2026-10-10")
    story.oversight("first midnight", "2026-10-10")  # twice is not more
    for child in (*overseen, *not_overseen, "never overseen"):
        story.referral(child, since)
        story.case(child, "w1" if child in overseen else "w2", start="2026-10-30")
    story.referral("referred too late", "2026-09-20 00:00:01")
    story.case("referred too late")
    story.case("no referral")
    story.referral("closed", end="2026-10-30")
    story.case("closed")
    story.referral("not allocated")
    assert story.counted("children_overseen") == set(overseen)
    assert story.of("children_overseen") == {*overseen, *not_overseen, "never overseen"}
    assert story.figures["children_overseen"] == (2, 5, 40)
    assert story.figures.by("worker", "children_overseen") == {"w1": (2, 2, 100), "w2": (0, 3, 0)}


def test_what_is_not_collected_says_so_and_all_else_is_there(story: Story) -> None:
    """No table of spells, sessions or oversight; then sessions, but no spells. Absences nobody needs."""
    story.case("anna")
    for measure in ("supervised", "supervision_recorded_late", "children_overseen"):
        assert story.figures[measure] == (None, None, None)
        assert story.figures.status(measure) == {"authority": "x"}
        assert story.figures.by("team", measure) == {}
    assert story.figures["open_cases"] == (1, None, 1)


def test_supervision_without_spells_is_not_collected_but_its_records_are_judged(story: Story) -> None:
    story.case("anna")
    story.session("w1", recorded="2026-10-12")
    assert story.figures.status("supervised") == {"authority": "x"}
    assert story.figures["supervision_recorded_late"] == (0, 1, 0)


def test_nobody_due_gives_no_value(story: Story) -> None:
    story.spell("w1")
    story.session("w1", held=None)
    for measure in ("supervised", "supervision_overdue", "asye_on_schedule", "supervision_recorded_late"):
        assert story.figures[measure] == NO_VALUE
        assert story.figures.status(measure) == {"authority": "z"}
    assert story.figures["days_since_supervision"] == (None, 0, None)
    assert story.figures["never_supervised"] == (0, None, 0)
