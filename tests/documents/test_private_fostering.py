"""Private fostering: what was returned for the year, who owes the rest, and what no figure can tell."""

from reports.documents.document import Document
from reports.documents.private_fostering import NOT_KNOWN, REPORT
from reports.owed import Returns
from reports.settings import Settings
from tests.documents.composed import Told, cells, document, tables

NOTIFIED, VISITED = REPORT.measures
OWED = {NOTIFIED: {"name": "P. Marsh", "role": "Private Fostering Officer", "every": "year"}}


def made(now: Told, owed: object = OWED) -> Document:
    settings = Settings(returns=Returns.model_validate({"measures": owed}))
    return document(REPORT, "2025-26", now, settings=settings)


def test_returned_and_by_whom() -> None:
    assert cells(tables(made({NOTIFIED: 31, VISITED: (20, 25)}))["Who is responsible"]) == [
        [REPORT.titles[NOTIFIED], "P. Marsh, Private Fostering Officer", "Returned"],
        [REPORT.titles[VISITED], "Nobody is named", "Returned"],
    ]


def test_not_returned_and_who_owes_it() -> None:
    rows = cells(tables(made({}))["Who is responsible"])
    assert [row[2] for row in rows] == [
        "Not returned: P. Marsh, Private Fostering Officer owes it.",
        "Not returned; returns.yaml names nobody who owes it.",
    ]


def test_a_small_number_was_returned_all_the_same() -> None:
    page = made({NOTIFIED: 3})
    assert page.context["card"].groups[0].rows[0].reading.now.shown == "c"
    assert cells(tables(page)["Who is responsible"])[0][2] == "Returned"


def test_what_is_not_known_is_said() -> None:
    assert cells(tables(made({}))["What is not known"]) == [list(each) for each in NOT_KNOWN]


def test_it_is_public() -> None:
    page = made({NOTIFIED: 31})
    assert (page.tier, page.sheets) == ("public", ())
    assert page.title == "Private fostering, April 2025 to March 2026"
