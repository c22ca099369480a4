"""Every data-quality rule of placements, permanence, scores and care leavers: what breaks it, and its effect."""

from dataclasses import replace

import pytest

from reports.checks import clean
from tests.measures.domains.care import born, decided, in_care, leaver, placed, scored
from tests.story import Story

PLACEMENTS = "ssd_cla_placement"


@pytest.mark.parametrize(
    ("first", "second", "kind", "overlap"),
    [
        (("2026-03-02", "2026-04-02"), ("2026-04-01", "2026-05-01"), "U1", True),
        (("2026-03-02", "2026-04-02"), ("2026-04-02", "2026-05-01"), "U1", False),  # the child moved that day
        (("2026-03-02", "2026-04-02 15:00"), ("2026-04-02", None), "U1", False),  # a date, compared as one
        (("2026-03-02", "2026-04-02 15:00"), ("2026-04-02 14:00", None), "U1", True),
        (("2026-03-02", None), ("2026-04-02", None), "U1", True),
        (("2026-03-02", None), ("2026-04-02", "2026-04-09"), " t0", False),  # in hospital for a week
    ],
)
def test_dq35_placements_that_overlap_are_kept(
    story: Story, first: tuple[str, str | None], second: tuple[str, str | None], kind: str, overlap: bool
) -> None:
    for child in ("anna", "ben"):
        in_care(story, child, "2026-01-05")
    placed(story, "anna", *first)
    placed(story, "anna", *second, kind=kind)
    placed(story, "ben", *second)
    assert story.found.get(("DQ35", PLACEMENTS), 0) == overlap
    assert len(story.checked.data.frames[PLACEMENTS]) == 3


@pytest.mark.parametrize(
    ("start", "end", "outside"),
    [
        ("2026-03-02", "2026-05-01", False),  # just as long as care
        ("2026-03-01", "2026-05-01", True),
        ("2026-05-01", "2026-05-01", False),
        ("2026-05-02", "2026-05-04", True),
        ("2026-04-02", None, True),  # it is open now, and the child is not in care
        ("2026-09-01", None, False),
        ("2026-09-01", "2026-12-01", False),  # it will end
    ],
)
def test_dq36_a_placement_outside_care_is_kept(story: Story, start: str, end: str | None, outside: bool) -> None:
    child = "left" if start < "2026-09" else "back"
    in_care(story, child, "2026-03-02", "2026-05-01")
    in_care(story, "back", "2026-09-01")
    placed(story, child, start, end)
    assert story.found.get(("DQ36", PLACEMENTS), 0) == outside
    assert len(story.checked.data.frames[PLACEMENTS]) == 1


def test_dq36_is_not_judged_where_nobody_asked_who_is_in_care(story: Story) -> None:
    placed(story, "anna", "2026-03-02")
    assert story.found["DQ36", PLACEMENTS] == 1
    asked = replace(story.source, asked=story.source.asked - {"ssd_cla_episodes"})
    assert "DQ36" not in {finding.rule for finding in clean(asked, story.settings).findings}


def test_dq37_a_score_outside_0_to_40_is_none(story: Story) -> None:
    for n, score in enumerate(("-1", "0", "40", "41", "40.5", "SDQ1", None)):
        in_care(story, f"child {n}", "2024-01-05")
        born(story, f"child {n}", "2015-06-01")
        scored(story, f"child {n}", "2026-10-12", score)
    assert story.found["DQ37", "ssd_sdq_scores"] == 3
    assert story.counted("sdq_returned") == {"child 1", "child 2"}
    assert story.checked.data.frames["ssd_sdq_scores"]["csdq_sdq_score"].dropna().tolist() == ["0", "40", "SDQ1"]


def test_dq38_codes_that_no_code_set_knows_are_kept(story: Story) -> None:
    leaver(story, "known", touch=" yes", activity="f3")
    leaver(story, "nothing said", touch=None, activity=None)
    leaver(story, "activity", activity="F9")
    leaver(story, "in touch", touch="Y")
    leaver(story, "both", touch="?", activity="NEET")
    assert story.found["DQ38", "ssd_care_leavers"] == 3
    assert story.counted("care_leavers_in_eet") == {"known", "activity", "in touch"}
    assert story.counted("care_leavers_in_touch") == {"known", "activity"}


def test_dq39_a_record_of_permanence_without_a_date_is_no_decision(story: Story) -> None:
    in_care(story, "anna", "2026-10-01")
    decided(story, "anna")
    decided(story, "anna", matched="no date")
    decided(story, "anna", matched="2026-11-30")  # after the data were pulled: DQ04
    decided(story, "anna", matched="2026-10-12")
    assert story.found["DQ39", "ssd_permanence"] == 3
    assert story.figures["permanence_decision"] == (None, 1, 11)


def test_dq04_a_review_of_a_pathway_plan_after_the_pull_is_none(story: Story) -> None:
    leaver(story, "anna", reviewed="2026-11-04")
    assert story.found["DQ04", "ssd_care_leavers"] == 1
    assert story.lists["pathway_plans_overdue"]["last_review"].isna().tolist() == [True]


def test_what_is_as_it_should_be_breaks_no_rule(story: Story) -> None:
    in_care(story, "anna", "2026-01-05")
    born(story, "anna", "2015-06-01")
    placed(story, "anna", "2026-01-05", "2026-03-02")
    placed(story, "anna", "2026-03-02")
    scored(story, "anna", "2026-10-12", "SDQ4")
    decided(story, "anna", matched="2026-10-12")
    leaver(story, "ben")
    assert story.found == {}
