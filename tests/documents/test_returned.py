"""What a report says of a figure that somebody returns."""

import pytest

from reports.documents.returned import not_returned, said
from reports.owed import Returns
from reports.settings import Settings
from tests.conftest import Tell
from tests.measures.domains.held_outside import returned
from tests.story import Story

SETTINGS = Settings(
    returns=Returns.model_validate(
        {
            "measures": {
                "audits_good": {
                    "name": "J. Hartley",
                    "role": "Head of Quality",
                    "every": "month",
                    "teams": ["t1", "t2"],
                },
                "post_adoption_packages": {"name": "M. Pryce", "every": "quarter"},
            }
        }
    )
)
MONTHS = {"2026-07-01": "2026-08-01", "2026-08-01": "2026-09-01", "2026-09-01": "2026-10-01"}


@pytest.fixture
def story(tell: Tell) -> Story:
    """A story of October 2026, pulled on the third of November."""
    return tell()


def sentence(story: Story, measure: str) -> str:
    return said(measure, story.period, SETTINGS, story.lists["returned"])


def test_by_whom_and_when(story: Story) -> None:
    """Half past midnight in summer time is the day before in UTC."""
    returned(story, "feedback_positive", 1, 2, recorded="2026-10-24 00:30")
    returned(story, "post_adoption_packages", 1, recorded=None, by=None)
    assert sentence(story, "feedback_positive") == "Returned by A. Green on 24 October 2026."
    assert sentence(story, "post_adoption_packages") == "Returned by somebody who gave no name."


def test_not_returned_and_who_owes_it(story: Story) -> None:
    returned(story, "feedback_positive", 1, 2)
    assert sentence(story, "audits_good") == "Not returned: J. Hartley, Head of Quality owes it."
    assert not_returned("audits_good", SETTINGS) == sentence(story, "audits_good")
    assert sentence(story, "birth_parent_packages") == "Not returned; returns.yaml names nobody who owes it."


def test_without_the_table_it_is_not_returned(story: Story) -> None:
    assert sentence(story, "post_adoption_packages") == "Not returned: M. Pryce owes it."


def test_which_teams_are_missing_is_said_unless_the_authority_returned_it(story: Story) -> None:
    returned(story, "audits_good", 1, 2, team="t1")
    assert sentence(story, "audits_good") == (
        "Returned by A. Green on 2 November 2026. Not returned for t2: J. Hartley, Head of Quality owes it."
    )


def test_a_figure_of_the_authority_misses_no_team(story: Story) -> None:
    returned(story, "audits_good", 1, 2, team="t1", by="B. Brown", recorded="2026-11-01")
    returned(story, "audits_good", 1, 2)
    assert sentence(story, "audits_good") == "Returned by A. Green and B. Brown, the last on 2 November 2026."


def test_what_is_added_up_from_its_parts_says_so(tell: Tell) -> None:
    story = tell("2026-Q2", as_at="2026-11-03T06:00")
    for n, (start, end) in enumerate(MONTHS.items(), 1):
        returned(story, "post_adoption_packages", n, start=start, end=end, recorded=f"2026-10-0{n} 09:00")
    assert sentence(story, "post_adoption_packages") == (
        "Added up from its parts, returned by A. Green, the last on 3 October 2026."
    )


def test_of_a_measure_that_nobody_returns_nothing_can_be_said() -> None:
    with pytest.raises(ValueError, match="open_cases"):
        not_returned("open_cases", SETTINGS)
