"""The SMT overview of the invented October: what its first page must say."""

from collections.abc import Callable

import pandas as pd
import pytest

from reports.documents import smt_overview
from reports.documents.document import Document, OperationalInput

Handed = Callable[..., OperationalInput]


@pytest.fixture
def document(operational: Handed) -> Document:
    return smt_overview.build(operational())


def rows(document: Document) -> dict[str, object]:
    return {row.reading.title: row.reading for group in document.context["scorecard"].groups for row in group.rows}


def test_the_month_in_two_sentences(document: Document) -> None:
    # Every month more than the one before: twelve steps up to 18.4 (4,600 children, 250 FTE).
    assert document.summary == (
        "Caseloads rose for the twelfth month in a row: social workers hold 18.4 cases on average against a "
        "local ceiling of 16; First Response holds 23.9.",
        "86.4% of workers had supervision (71.2% a year ago); 90.3% of return interviews due were completed "
        "(64.5% a year ago): 96.4% at home but only 82.1% in care.",
    )


def test_what_needs_attention_is_ranked_and_linked(document: Document) -> None:
    items = document.context["attention"]
    assert 1 <= len(items) <= 7
    assert [item.weight for item in items] == sorted((item.weight for item in items), reverse=True)
    first_response = next(item for item in items if item.title.startswith("First Response"))
    assert first_response.title == "First Response: 23.9 cases per FTE, ceiling 16"
    assert "2 children wait for a worker, up to 19 days" in first_response.detail
    assert document.attention == tuple(item.line for item in items)


def test_the_scorecard_has_twelve_measures_with_their_parts(document: Document) -> None:
    told = rows(document)
    assert len(told) == 12
    over = told["Workers over their ceiling"]
    assert (over.now.shown, over.now.fraction, over.target, over.standing.word) == (
        "31.2%",
        "78 of 250",
        "0%",
        "Off target",
    )
    assert told["Children missing"].standing.word == "No target"


def test_children_in_care_and_at_home_stand_apart(document: Document) -> None:
    told = rows(document)
    # 28 returns each: 84/93 times 0.9 and 1.06.
    assert told["children in care"].now.shown == "82.1%"
    assert told["children at home"].now.shown == "96.4%"


def test_a_list_is_cut_and_says_how_many_more(document: Document) -> None:
    over = document.context["caseload"].over
    # 26 of 28 in First Response A hold more than 16, and one personal adviser more than 25.
    assert len(over.rows) == 15
    assert over.note == "12 more workers in the workbook."
    assert over.rows[0][0].text == "Worker 28"


def test_what_is_provisional_is_said(document: Document) -> None:
    notes = " ".join(document.context["scorecard_notes"])
    assert "72 hours" in notes
    assert "5 working days" in notes


def test_what_is_not_collected_is_said_and_why(operational: Handed, story: Callable[..., pd.DataFrame]) -> None:
    told = story()
    of_supervision = told["measure"].isin(["supervised", "supervision_overdue"])
    told.loc[of_supervision, ["numerator", "denominator", "value"]] = float("nan")
    told.loc[of_supervision, "status"] = "x"
    document = smt_overview.build(operational(figures=told))
    assert "supervision is not collected" in document.summary[1].casefold()
    notes = " ".join(document.context["scorecard_notes"])
    assert "x, not collected: workers supervised and supervision overdue." in notes
    assert "local_supervision" in notes
    assert rows(document)["Workers supervised"].standing.word == "Not collected"


def test_nothing_at_all_is_a_report_too(operational: Handed, story: Callable[..., pd.DataFrame]) -> None:
    given = operational()
    nobody = {name: frame.iloc[:0] for name, frame in given.lists.items()}
    document = smt_overview.build(operational(figures=story(nothing=True), lists=nobody, findings=()))
    assert document.attention == ()
    assert document.summary[0] == "No social worker held an open case at the end of the month."
    assert document.context["caseload"].over.empty


def test_only_the_measures_shown_are_defined(document: Document) -> None:
    titles = {one.title for family in document.context["definitions"] for one in family.members}
    assert "Average caseload" in titles
    assert "Themes of interviews" not in titles


def test_the_workbook_has_the_lists_the_figures_and_the_definitions(document: Document) -> None:
    names = [sheet.name for sheet in document.sheets]
    assert names[0] == "Workers"
    assert names[-2:] == ["Figures", "Definitions"]
    assert all("worker_id" not in sheet.rows.columns for sheet in document.sheets)
