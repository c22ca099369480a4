"""The Lead Member report of the invented October: plain words, comparisons, questions, and nobody in it."""

from collections.abc import Callable

import pandas as pd
import pytest

from reports.documents import lead_member
from reports.documents.document import Document, MemberInput
from reports.figures import WHOLE_UNITS


@pytest.fixture
def document(member: Callable[..., MemberInput]) -> Document:
    return lead_member.build(member())


def test_a_dozen_measures_in_plain_words(document: Document) -> None:
    titles = [row.reading.title for group in document.context["scorecard"].groups for row in group.rows]
    assert len(titles) == 12
    assert not any(word in " ".join(titles) for word in ("ASYE", "FTE", "XmR", "caseload"))


def test_headlines_compare_with_england_by_year(document: Document) -> None:
    first = document.context["headlines"][0]
    assert first.startswith("A full-time social worker holds 18.4 children on average; 15.2 a year ago; England 15.2")
    assert "30 September 2025" in first


def test_questions_come_from_the_signals(document: Document) -> None:
    asked = document.context["questions"]
    assert 1 <= len(asked) <= 6
    assert asked[0].startswith("Children each full-time social worker holds: 18.4. It is getting worse")


def test_care_behind_home_is_asked_about_where_both_may_be_shown(
    member: Callable[..., MemberInput], story: Callable[..., pd.DataFrame]
) -> None:
    # 23 of 28 and 27 of 28 leave five and one: suppressed. Ten times as many children may be shown.
    def asked(figures: pd.DataFrame) -> str:
        return " ".join(lead_member.build(member(figures=figures)).context["questions"])

    assert "children in care" not in asked(story())
    assert "82.1% of children in care are spoken to and 96.4% of children at home" in asked(ten_times(story()))


def test_it_names_no_team_worker_or_child(document: Document) -> None:
    everything = str(dict(document.context)) + str(document.summary) + str(document.attention)
    assert document.sheets == ()
    for name in ("First Response", "Families South", "Worker 0", "AAAA-"):
        assert name not in everything


def test_suppression_is_explained_where_there_is_some(
    document: Document, member: Callable[..., MemberInput], story: Callable[..., pd.DataFrame]
) -> None:
    assert lead_member.SUPPRESSION_NOTE in document.context["scorecard_notes"]
    large = lead_member.build(member(figures=ten_times(story())))
    assert lead_member.SUPPRESSION_NOTE not in large.context["scorecard_notes"]


def ten_times(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the figures of a place with ten times as many children: the same shares."""
    counts = figures["unit"].isin(WHOLE_UNITS)
    figures[["numerator", "denominator"]] = figures[["numerator", "denominator"]] * 10
    return figures.assign(value=figures["value"].mask(counts, figures["value"] * 10))
