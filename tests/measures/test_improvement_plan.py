"""The improvement plan: its actions as they are now, by status, theme and recommendation, and what is overdue."""

import pandas as pd
import pytest

from tests.conftest import Tell
from tests.measures.domains.held_outside import action
from tests.story import Story


def test_actions_count_once_and_under_each_status(story: Story) -> None:
    for n, status in enumerate(("not started", "Under way ", "done", "done", "blocked", None, "soon")):
        action(story, f"a{n}", status=status, updated_date="2026-10-20")
    assert story.figures["plan_actions"] == (7, None, 7)
    assert story.figures.values("status", "plan_actions") == {
        "": 2,
        "blocked": 1,
        "done": 2,
        "not started": 1,
        "under way": 1,
    }
    assert story.figures.names("status", "plan_actions")["under way"] == "Under way"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("3", {"3"}),
        (" 17 ,2,  9", {"2", "9", "17"}),
        ("2, 1,", {"1", "2"}),
        (",,4,", {"4"}),
        ("03, 3,3", {"3"}),
        ("ten, 10", {"10"}),
        ("1;2", {""}),
        ("4 5, 6", {"6"}),
        (",", {""}),
        (None, {""}),
    ],
)
def test_an_action_counts_under_each_of_its_recommendations(story: Story, text: str | None, numbers: set[str]) -> None:
    action(story, "a1", recommendations=text)
    assert story.figures.by("recommendation", "plan_actions") == dict.fromkeys(numbers, (1, None, 1))
    assert story.figures["plan_actions"] == (1, None, 1)


def test_recommendations_and_themes_have_names(story: Story) -> None:
    """A theme that is written in several ways is one, and called by the first of them."""
    for n, theme in enumerate(("front door", " Front door ", "FRONT DOOR", None)):
        action(story, f"a{n}", theme=theme, recommendations="12")
    assert story.figures.values("plan_theme", "plan_actions") == {"": 1, "front door": 3}
    assert story.figures.names("plan_theme", "plan_actions") == {"": "Unknown", "front door": "FRONT DOOR"}
    assert story.figures.names("recommendation", "plan_actions") == {"12": "Recommendation 12"}


def test_overdue_is_what_was_due_before_the_end_and_is_not_done(story: Story) -> None:
    """The period ends with the midnight of 1 November."""
    for name, fields in {
        "last day": {"due_date": "2026-10-31", "recommendations": "1, 2"},
        "long ago": {"due_date": "2024-02-29", "status": "blocked"},
        "first day after": {"due_date": "2026-11-01"},
        "done": {"due_date": "2026-10-01", "status": "Done", "updated_date": "2026-11-02"},
        "no due day": {"due_date": None},
        "no status": {"due_date": "2026-10-01", "status": None},
    }.items():
        action(story, name, **fields)
    assert story.counted("plan_actions_overdue") == {"last day", "long ago", "no status"}
    assert story.figures["plan_actions_overdue"] == (3, None, 3)
    assert story.figures.values("recommendation", "plan_actions_overdue") == {"1": 3, "2": 1}
    assert story.figures.values("plan_theme", "plan_actions_overdue") == {"front door": 3}


def test_the_plan_is_as_it_is_now_in_every_period(tell: Tell) -> None:
    """In January nothing was due yet."""
    story = tell("2026-01")
    action(story, "a1", due_date="2026-10-31")
    assert story.figures["plan_actions"] == (1, None, 1)
    assert story.figures["plan_actions_overdue"] == (0, None, 0)


def test_without_the_plan_nothing_is_collected(story: Story) -> None:
    assert story.figures.status("plan_actions") == {"authority": "x"}
    assert story.figures.by("status", "plan_actions") == {}


def test_actions_are_listed_by_theme_and_due_day_and_the_overdue_from_the_worst(story: Story) -> None:
    action(story, "a1", theme="Care", due_date="2026-10-30", lead=" Head of Care ", progress="Begun")
    action(story, "a2", theme="Care", due_date="2026-09-30", requirement="See each child", smart_target="90% by March")
    action(story, "a3", theme="Audit", due_date="2026-12-01", recommendations="2, 1,", updated_date="2026-10-20 10:00")
    action(story, "a4", theme="Audit", due_date="2026-10-31", status="done", updated_date="2026-10-20 10:00")
    rows = story.lists["plan_actions"]
    assert rows["action_id"].tolist() == ["a4", "a3", "a2", "a1"]
    assert rows["recommendations"].tolist() == ["1", "2, 1,", "1", "1"]
    assert rows.loc[3, ["lead", "progress"]].tolist() == ["Head of Care", "Begun"]
    assert rows.loc[1, "updated"] == pd.Timestamp("2026-10-20")

    late = story.lists["plan_actions_overdue"]
    assert late[["action_id", "days_over"]].to_numpy().tolist() == [["a2", 32], ["a1", 2]]
    assert len(late) == len(story.counted("plan_actions_overdue"))
