"""The lists behind the operational reports: children by code, workers by name, the worst first."""

from datetime import datetime

import pandas as pd
import pytest

from reports.measures.lists import LISTS
from reports.pseudonyms import KEY_VARIABLE, pseudonyms
from reports.settings import Standards
from tests.conftest import Tell
from tests.story import Story


def code(child: str) -> str:
    return str(pseudonyms()(pd.Series([child], dtype="str"))[0])


def rows(story: Story, name: str, *columns: str) -> list[tuple[object, ...]]:
    frame = story.lists[name][list(columns)]
    return [tuple(row) for row in frame.astype("object").where(frame.notna(), None).to_numpy()]


def test_a_childs_code_is_the_same_for_as_long_as_the_key_is(monkeypatch: pytest.MonkeyPatch) -> None:
    first = code("anna")
    assert first == code("anna") != code("ben")
    assert len(first) == 9
    assert first[4] == "-"
    assert set(first) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567-")
    monkeypatch.setenv(KEY_VARIABLE, "another key")
    assert code("anna") != first
    assert pseudonyms("a key")(pd.Series(["anna", None], dtype="str")).isna().tolist() == [False, True]


def test_workers_are_listed_from_furthest_over_their_ceiling(tell: Tell) -> None:
    """Ceiling 2. w1 holds 4 since 5 September: over in September and October, not in August."""
    story = tell(standards=Standards(caseload_ceilings={"social worker": 2}))
    story.add(
        "ssd_professionals", prof_professional_id="w1", prof_professional_name="Wren", prof_full_time_equivalency=1
    )
    story.add("ssd_department", dept_team_id="t1", dept_team_name="First", dept_team_parent_id="s1")
    for worker, number, start in [("w1", 4, "2026-09-05"), ("w2", 3, "2026-10-05"), ("w3", 1, "2026-10-05")]:
        story.spell(worker, asye="2026-09-07" if worker == "w3" else None)
        for n in range(number):
            story.case(f"{worker}'s {n}", worker, start=start)
    story.spell("m1", role="team manager")
    story.case("m1's", "m1")
    assert rows(story, "workers", "worker_id", "worker", "team", "cases", "ceiling", "over", "asye", "months_over") == [
        ("w1", "Wren", "First", 4, 2, 2, False, 2),
        ("w2", "w2", "First", 3, 2, 1, False, 1),
        ("w3", "w3", "First", 1, 1.8, -0.8, True, 0),
        ("m1", "m1", "First", 1, None, None, False, 0),
    ]


def test_teams_are_listed_by_their_average_against_their_ceiling(tell: Tell) -> None:
    """t1: 5 cases by 1.5 FTE, ceiling 3 of these: 3.33 against 2. t2: 1 by 1 against 2."""
    story = tell(standards=Standards(caseload_ceilings={"social worker": 2}))
    for worker, team, fte, number in [("w1", "t1", 1, 3), ("w2", "t1", 0.5, 2), ("w3", "t2", 1, 1), ("w4", "t2", 0, 3)]:
        story.spell(worker, team=team, fte=fte)
        for n in range(number):
            story.case(f"{worker}'s {n}", worker, team=team)
    assert rows(
        story, "teams", "team_id", "workers", "cases", "fte", "average", "ceiling", "highest", "over_workers"
    ) == [
        ("t1", 2, 5, 1.5, pytest.approx(3.3333, abs=1e-4), 2, 3, 2),
        ("t2", 1, 1, 1, 1, 2, 1, 0),
    ]


def test_unallocated_children_are_listed_from_the_longest_wait(story: Story) -> None:
    """Days to 31 October; a child referred twice to a team waits since the first."""
    story.referral("anna", "2026-10-24 15:00")
    story.referral("ben", "2026-10-01")
    story.referral("ben", "2026-10-20")
    assert rows(story, "unallocated", "child", "referred", "days_waiting") == [
        (code("ben"), pd.Timestamp("2026-10-01"), 30),
        (code("anna"), pd.Timestamp("2026-10-24"), 7),
    ]


def test_due_workers_are_listed_from_never_and_longest_ago(story: Story) -> None:
    for worker, held in {"w1": "2026-10-20 10:00", "w2": None, "w3": "2026-09-29 10:00"}.items():
        story.spell(worker)
        story.case(f"{worker}'s", worker)
        if held:
            story.session(worker, held)
    assert rows(story, "supervision", "worker_id", "last_session", "days_since", "overdue", "never") == [
        ("w2", None, None, True, True),
        ("w3", pd.Timestamp("2026-09-29"), 32, True, False),
        ("w1", pd.Timestamp("2026-10-20"), 11, False, False),
    ]


def test_newly_qualified_workers_are_listed_from_those_behind_schedule(story: Story) -> None:
    for worker, asye in {"w1": "2026-10-01", "w2": "2026-05-02", "w3": "2025-01-01"}.items():
        story.spell(worker, asye=asye)
        story.case(f"{worker}'s", worker)
        story.session(worker, "2026-10-20 10:00")
    assert rows(story, "asye", "worker_id", "asye_day", "expected_days", "days_since", "on_schedule") == [
        ("w1", 30, 7, 11, False),
        ("w2", 182, 31, 11, True),
    ]


def test_children_without_oversight_are_listed_from_never_and_longest_ago(story: Story) -> None:
    for child, at in {"anna": "2026-09-19 23:00", "ben": None, "cem": "2026-10-20"}.items():
        story.referral(child, "2026-05-01 09:00")
        story.case(child)
        if at:
            story.oversight(child, at)
    story.oversight("anna", "2026-11-02")  # after the end
    assert rows(story, "without_oversight", "child", "referred", "last_oversight", "days_since") == [
        (code("ben"), pd.Timestamp("2026-05-01"), None, None),
        (code("anna"), pd.Timestamp("2026-05-01"), pd.Timestamp("2026-09-19"), 42),
    ]


def test_children_still_missing_are_listed_from_the_longest(story: Story) -> None:
    """Hours to the midnight of 1 November, over the night of 25 hours. The worker is the one at as_at."""
    story.missing("m1", "2026-10-31 12:00", child="anna")
    story.missing("m2", "2026-10-24 12:00", child="ben")
    story.case("ben", "w2", team="t2", start="2026-10-30")
    assert rows(story, "still_missing", "child", "hours", "team", "worker") == [
        (code("ben"), 181, "Unknown", "w2"),
        (code("anna"), 12, "Unknown", "Unknown"),
    ]


def test_returns_that_wait_for_an_interview_are_listed_from_the_most_overdue(story: Story) -> None:
    """Pulled on 3 November at 06:00. Four weeks before October began is 3 September, whose 72 hours ended with
    the 6th, in summer time: 57 days and 7 hours before.
    """
    story.missing("31 October", back="2026-10-31 18:00", child="anna", offered="Y")
    story.missing("30 October", back="2026-10-30", child="ben")
    story.missing("3 September", "2026-09-01", "2026-09-03", child="cem")
    story.missing("2 September", "2026-09-01", "2026-09-02 23:59", child="too long ago")
    story.missing("November", back="2026-11-01 00:00:01", child="too late")
    for episode, outcome in {
        "declined": "declined by child",
        "not possible": "not possible",
        "x": "not required",
    }.items():
        story.missing(episode, back="2026-10-10 12:00")
        story.interview(episode, outcome=outcome)
    story.missing("done", back="2026-10-10 12:00")
    story.interview("done", done="2026-10-30 12:00")
    story.interview("30 October", offered="2026-10-31")
    assert rows(story, "waiting", "child", "hours_left", "due", "returned_date_only", "offered", "why_not") == [
        (code("cem"), -1375, True, True, "no", "not offered"),
        (code("ben"), -6, True, True, "yes", "offered, no outcome recorded"),
        (code("anna"), 12, False, False, "yes", "offered, none recorded"),
    ]


def test_the_list_of_the_waiting_is_as_long_as_its_figures_say(story: Story) -> None:
    for n, back in enumerate(("2026-10-10 12:00", "2026-10-30", "2026-10-31 18:00")):
        story.missing(f"m{n}", back=back)
        story.interview(f"m{n}")
    outstanding, not_yet_due = story.counted("interviews_outstanding"), story.counted("interviews_not_yet_due")
    assert story.lists["waiting"]["due"].tolist() == [True, True, False]
    assert (len(outstanding), len(not_yet_due)) == (2, 1)


def test_children_missing_again_and_again_are_listed_with_what_they_said(story: Story) -> None:
    for n, (start, back) in enumerate(
        [("2026-08-05 20:00", "2026-08-06 08:00"), ("2026-10-05 20:00", "2026-10-06 08:00"), ("2026-10-20 20:00", None)]
    ):
        story.missing(f"m{n}", start, back, child="anna")
        story.missing(f"also {n}", start, back, child="ben")
    story.missing("fourth", "2026-10-10 20:00", "2026-10-10 22:00", child="ben")
    story.interview("m0", interview="h1", done="2026-08-08")
    story.interview("m1", interview="h2", done="2026-10-08 12:00")
    story.theme("h1", "push", "Family conflict")
    story.theme("h2", "push", "family conflict ")
    story.theme("h2", "pull", "exploitation")
    assert rows(story, "repeat_missing", "child", "episodes", "last_interview", "themes") == [
        (code("ben"), 4, None, ""),
        (code("anna"), 3, pd.Timestamp("2026-10-08"), "exploitation; family conflict"),
    ]


def test_the_five_longest_delays_are_listed(story: Story) -> None:
    for hours in (1, 2, 3, 4, 5, 6):
        story.missing(f"m{hours}", back="2026-10-10 12:00")
        story.report(
            f"m{hours}",
            reported="2026-10-09 12:00",
            logged=f"{datetime(2026, 10, 9, 12 + hours):%Y-%m-%d %H:%M}",  # noqa: DTZ001 - the source is naive
            notified=f"{datetime(2026, 10, 10, 12 + hours):%Y-%m-%d %H:%M}",  # noqa: DTZ001
        )
    assert story.lists["police_delays"]["hours"].tolist() == [6, 5, 4, 3, 2]
    assert story.lists["notification_delays"]["child"].tolist() == [code(f"child of m{n}") for n in (6, 5, 4, 3, 2)]


def test_without_rows_every_list_is_there_and_empty(story: Story) -> None:
    assert set(story.lists) == set(LISTS)
    assert all(frame.empty for frame in story.lists.values())


def test_no_list_holds_a_childs_id(story: Story) -> None:
    story.case("anna-4711")
    story.referral("anna-4711")
    story.referral("ben-4711")
    for n in range(3):
        story.missing(f"m{n}", f"2026-10-{10 + n} 20:00", f"2026-10-{11 + n} 08:00", child="anna-4711")
        story.report(f"m{n}", reported="2026-10-13 20:00", logged="2026-10-13 21:00", notified="2026-10-15 08:00")
    story.missing("m9", child="ben-4711")
    story.interview("m0", offered="2026-10-14")
    story.oversight("anna-4711", "2026-01-01")
    listed = {name for name, frame in story.lists.items() if "child" in frame and len(frame)}
    assert listed == {
        "unallocated",
        "without_oversight",
        "still_missing",
        "waiting",
        "repeat_missing",
        "police_delays",
        "notification_delays",
    }
    for frame in story.lists.values():
        assert "4711" not in frame.to_csv()
