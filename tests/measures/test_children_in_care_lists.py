"""The lists behind the figures of care: as long as these say, children by code, the longest first."""

import pandas as pd

from tests.measures.domains.care import born, in_care, leaver, scored, visited
from tests.measures.test_lists import code, rows
from tests.story import Story


def day(text: str) -> pd.Timestamp:
    return pd.Timestamp(text)


def test_children_not_visited_are_listed_from_the_longest_ago(story: Story) -> None:
    story.add("ssd_professionals", prof_professional_id="w1", prof_professional_name="Wren")
    for child, visits in {
        "never": [],
        "in August": ["2026-08-03", "2026-08-10 10:00", "2026-11-02"],
        "in July": ["2026-07-01"],
        "in time": ["2026-10-12"],
    }.items():
        in_care(story, child, "2026-01-05 16:00")
        for at in visits:
            visited(story, child, at)
    story.case("in August", "w1", team="t1")
    story.case("in August", "w2", team="t2", end="2026-10-30")
    columns = ("child", "team_id", "worker", "in_care_since", "last_visit", "days_since")
    assert rows(story, "care_visits_overdue", *columns) == [
        (code("never"), "", "Unknown", day("2026-01-05"), None, None),
        (code("in July"), "", "Unknown", day("2026-01-05"), day("2026-07-01"), 122),
        (code("in August"), "t1", "Wren", day("2026-01-05"), day("2026-08-10"), 82),
    ]
    numerator, denominator, _ = story.figures["care_visits_in_time"]
    assert denominator - numerator == 3


def test_children_without_a_score_are_listed_from_the_longest_without(story: Story) -> None:
    for child, at, score in (
        ("scored", "2026-10-12", "12"),
        ("refused", "2026-10-12", "SDQ2"),
        ("long ago", "2025-09-01", "12"),
    ):
        in_care(story, child, "2024-01-05")
        born(story, child, "2015-06-01")
        scored(story, child, at, score)
    story.case("refused", "w1")
    assert rows(story, "sdq_missing", "child", "age", "team", "worker", "in_care_since", "last_scored") == [
        (code("refused"), 11, "t1", "w1", day("2024-01-05"), None),
        (code("long ago"), 11, "Unknown", "Unknown", day("2024-01-05"), day("2025-09-01")),
    ]
    numerator, denominator, _ = story.figures["sdq_returned"]
    assert denominator - numerator == 2


def test_pathway_plans_are_listed_from_the_longest_without_a_review(story: Story) -> None:
    story.add("ssd_professionals", prof_professional_id="pa", prof_professional_name="Finch")
    story.add("ssd_department", dept_team_id="t1", dept_team_name="Leaving care", dept_team_parent_id="s1")
    leaver(story, "in time", reviewed="2026-05-01")
    leaver(story, "in April", reviewed="2026-04-30 10:00")
    story.rows["ssd_care_leavers"][-1]["clea_care_leaver_worker_id"] = "pa"
    leaver(story, "never", reviewed=None, team=None)
    leaver(story, "since the end", reviewed="2026-11-02")
    leaver(story, "died", reviewed=None, touch="DIED")
    columns = ("young_person", "age", "team", "worker", "last_review", "due")
    assert rows(story, "pathway_plans_overdue", *columns) == [
        (code("never"), 19, "Unknown", "Unknown", None, None),
        (code("in April"), 19, "Leaving care", "Finch", day("2026-04-30"), day("2026-10-30")),
        (code("since the end"), 19, "Leaving care", "Unknown", day("2026-11-02"), day("2027-05-02")),
    ]
    numerator, denominator, _ = story.figures["pathway_plans_reviewed"]
    assert denominator - numerator == 3


def test_nobody_waits_where_nobody_is_in_care(story: Story) -> None:
    story.case("anna")
    for name in ("care_visits_overdue", "sdq_missing", "pathway_plans_overdue"):
        assert story.lists[name].empty
