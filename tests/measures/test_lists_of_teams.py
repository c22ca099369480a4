"""Whose a row of a list is: the team's of the time, and the worker's of now; a team is handed only its own."""

from datetime import datetime

import pandas as pd
import pytest

from reports.documents.document import OperationalInput
from reports.documents.team_input import OF_ANOTHER, TeamInput
from reports.figures import UNKNOWN, empty
from reports.periods import LONDON, Period
from reports.settings import Settings
from tests.story import Story

MISSING = ("still_missing", "waiting", "repeat_missing")


@pytest.fixture
def moved(story: Story) -> Story:
    """Anna went missing with team t1 and has a worker of t2 since; Ben stays with t1; Cem has nobody any more."""
    for team, name in (("t1", "First"), ("t2", "Second")):
        story.add("ssd_department", dept_team_id=team, dept_team_name=name, dept_team_parent_id="s1")
    story.case("anna", "w1", team="t1", start="2026-05-01", end="2026-11-01")
    story.case("anna", "w2", team="t2", start="2026-11-01 09:00")
    story.case("ben", "w1", team="t1", start="2026-05-01")
    story.case("cem", "w1", team="t1", start="2026-05-01", end="2026-10-31")
    for child in ("anna", "ben", "cem"):
        for n, (start, back) in enumerate(
            [("2026-10-05 20:00", "2026-10-06 08:00"), ("2026-10-12 20:00", "2026-10-13 08:00"), ("2026-10-20", None)]
        ):
            story.missing(f"{child} {n}", start, back, child=child)
    story.missing("spoken to", back="2026-10-10 08:00", child="zoe")
    story.interview("spoken to", done="2026-10-10 12:00")
    return story


def given(story: Story, team: str) -> TeamInput:
    lists = {name: rows for name, rows in story.lists.items() if name in {*MISSING, "police_delays", "workers"}}
    at = datetime(2026, 11, 3, tzinfo=LONDON)
    whole = OperationalInput(Settings(), Period.parse("2026-10"), at, empty(), lists, (), "2026-10/1")
    return TeamInput.of_team(whole, team, "First")


@pytest.mark.parametrize("name", MISSING)
def test_a_child_that_has_moved_stands_with_the_team_of_the_time_and_the_worker_of_now(moved: Story, name: str) -> None:
    rows = moved.lists[name].drop_duplicates("child")
    assert set(rows["team_id"]) == {"t1"}
    assert sorted(zip(rows["worker"], rows["worker_team_id"], strict=True)) == [
        (UNKNOWN, ""),
        ("w1", "t1"),
        ("w2", "t2"),
    ]


@pytest.mark.parametrize("name", MISSING)
def test_a_team_is_not_told_who_has_a_child_that_has_moved(moved: Story, name: str) -> None:
    rows = given(moved, "t1").lists[name].drop_duplicates("child")
    assert sorted(rows["worker"]) == [UNKNOWN, OF_ANOTHER, "w1"]
    assert "worker_team_id" not in rows
    assert given(moved, "t2").lists[name].empty


def test_a_worker_of_two_teams_stands_in_each_with_that_teams_children(moved: Story) -> None:
    """w1 holds a child of t2, too, that nobody has overseen, as nobody has Ben."""
    moved.case("dora", "w1", team="t2", start="2026-05-01")
    for child in ("ben", "dora"):
        moved.referral(child, "2026-05-01 09:00")
    moved.oversight("somebody else", "2026-10-20")
    by_team = moved.lists["without_oversight"].groupby("team_id")["worker"].agg(list).to_dict()
    assert by_team == {"t1": ["w1"], "t2": ["w1"]}


def test_what_does_not_know_the_team_of_each_row_is_not_handed_over(moved: Story) -> None:
    assert "police_delays" in moved.lists
    assert set(given(moved, "t1").lists) == {*MISSING, "workers"}
    assert all((rows["team_id"] == "t1").all() for rows in given(moved, "t1").lists.values())
    assert isinstance(given(moved, "t1").changed, pd.DataFrame)
