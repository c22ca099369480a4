"""The Lead Member report of the invented October: plain words, comparisons, questions, and nobody in it."""

from collections.abc import Callable

import pytest

from reports.documents import lead_member
from reports.documents.document import Document, MemberInput


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
    assert any("children in care" in question and "82.1%" in question for question in asked)


def test_it_names_no_team_worker_or_child(document: Document) -> None:
    everything = str(dict(document.context)) + str(document.summary) + str(document.attention)
    assert document.sheets == ()
    for name in ("First Response", "Families South", "Worker 0", "AAAA-"):
        assert name not in everything


def test_suppression_is_explained_where_there_is_some(document: Document, member: Callable[..., MemberInput]) -> None:
    assert lead_member.SUPPRESSION_NOTE in document.context["scorecard_notes"]
    calm = member(figures=member().figures.query("unit == '%'"))
    assert lead_member.SUPPRESSION_NOTE not in lead_member.build(calm).context["scorecard_notes"]
