"""The last figure that was returned of a measure: for which period, and by whom."""

import pandas as pd

from tests.conftest import Tell
from tests.measures.domains.held_outside import returned
from tests.story import Story

SEPTEMBER = {"start": "2026-09-01", "end": "2026-10-01"}
AUGUST = {"start": "2026-08-01", "end": "2026-09-01"}


def last(story: Story) -> dict[str, tuple[str, str, float, object]]:
    """Give by measure: the first day, the day after the last, the value, and who returned it."""
    rows = story.lists["last_returned"]
    days = [rows[column].dt.strftime("%Y-%m-%d") for column in ("period_start", "period_end")]
    return dict(zip(rows["measure"], zip(*days, rows["value"], rows["returned_by"], strict=True), strict=True))


def test_the_latest_period_counts_and_each_measure_has_its_own(story: Story) -> None:
    returned(story, "audits_good", 1, 2, **AUGUST, by="A. Green")
    returned(story, "audits_good", 3, 4, **SEPTEMBER, by="B. Brown")
    returned(story, "post_adoption_packages", 7, **AUGUST)
    assert last(story) == {
        "audits_good": ("2026-09-01", "2026-10-01", 75.0, "B. Brown"),
        "post_adoption_packages": ("2026-08-01", "2026-09-01", 7.0, "A. Green"),
    }


def test_a_period_counts_when_it_has_ended_by_the_reported_ones_end(story: Story) -> None:
    """October is reported: of October it is the last, the quarter to December is not over."""
    returned(story, "audits_good", 1, 2)
    returned(story, "audits_good", 2, 2, start="2026-10-01", end="2027-01-01")
    assert last(story)["audits_good"][:3] == ("2026-10-01", "2026-11-01", 50.0)


def test_of_periods_that_end_together_the_shorter_is_the_last(story: Story) -> None:
    returned(story, "audits_good", 1, 2, start="2026-07-01", end="2026-10-01")
    returned(story, "audits_good", 3, 4, **SEPTEMBER)
    assert last(story)["audits_good"][:3] == ("2026-09-01", "2026-10-01", 75.0)


def test_of_two_figures_of_a_period_the_latest_recorded_counts(story: Story) -> None:
    returned(story, "audits_good", 1, 2, recorded="2026-11-02 09:00")
    returned(story, "audits_good", 2, 2, recorded="2026-11-01 09:00")
    assert last(story)["audits_good"][2] == 50.0


def test_teams_are_added_up_unless_the_authority_returned_one(tell: Tell) -> None:
    of_teams, of_both = tell(), tell()
    for story in (of_teams, of_both):
        returned(story, "audits_good", 1, 4, team="t1", recorded="2026-11-01 09:00", by="A. Green")
        returned(story, "audits_good", 2, 2, team="t2", recorded="2026-11-02 09:00", by="B. Brown")
    returned(of_both, "audits_good", 9, 10, recorded="2026-10-30 09:00", by="C. White")
    assert last(of_teams)["audits_good"][2:] == (50.0, "B. Brown")
    assert last(of_both)["audits_good"][2:] == (90.0, "C. White")


def test_a_count_of_teams_stays_a_count(story: Story) -> None:
    returned(story, "post_adoption_packages", 2, team="t1")
    returned(story, "post_adoption_packages", 3, team="t2")
    assert last(story)["post_adoption_packages"][2] == 5.0


def test_a_share_of_nothing_has_no_value(story: Story) -> None:
    returned(story, "feedback_positive", 0, 0)
    assert pd.isna(last(story)["feedback_positive"][2])


def test_nothing_returned_has_no_row(story: Story) -> None:
    assert story.lists["last_returned"].empty
