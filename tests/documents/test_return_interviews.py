"""The weekly report of the invented week of 9 November, and of a week in which nothing happened."""

from collections.abc import Callable

import pandas as pd
import pytest

from reports.documents import return_interviews
from reports.documents.document import Document, OperationalInput
from reports.periods import Period

WEEK = Period.parse("2026-11-09")
Handed = Callable[..., OperationalInput]


@pytest.fixture
def document(operational: Handed) -> Document:
    return return_interviews.build(operational(WEEK))


def test_the_week_in_two_sentences(document: Document) -> None:
    assert document.summary[0].startswith("16 children went missing in the week")
    assert "84 of 93 returns due an interview had one, 74 of them within 72 hours" in document.summary[1]
    assert "2 returns wait for an interview, 1 of them overdue" in document.summary[1]


def test_who_cannot_wait_comes_first(document: Document) -> None:
    titles = [item.title for item in document.context["attention"]]
    assert titles[0] == "1 child still missing"
    assert titles[1] == "1 return without an interview after 72 hours"


def test_a_return_says_its_hours_over_or_left(document: Document) -> None:
    waiting = [[cell.text for cell in row] for row in document.context["waiting"].rows]
    assert waiting[0][:4] == ["AAAA-0004", "In care", "10 Nov", "30.0 over"]  # only the day of the return is known
    assert waiting[1][:4] == ["AAAA-0005", "At home", "14 Nov, 09:15", "24.3 left"]


def test_themes_show_counts_and_change(document: Document) -> None:
    told = [[cell.text for cell in row] for row in document.context["themes"].rows]
    # A quarter of the month's 24 and 9, and of the week's before, which round to the same.
    assert told[0] == ["Family conflict", "Push", "6", "6", "no change"]
    assert told[1] == ["Peer influence", "Pull", "2", "2", "no change"]
    assert [row[0].text for row in document.context["input"].rows] == ["Mediation at home"]


def test_the_share_of_the_72_hours_that_had_gone(document: Document) -> None:
    # 12.6 of 72 hours: 17.5%.
    assert "17.5% of the 72 hours had gone" in document.context["window_used"]


def test_a_week_without_anything_says_so(operational: Handed, story: Callable[..., pd.DataFrame]) -> None:
    nobody = {name: rows.iloc[:0] for name, rows in operational(WEEK).lists.items()}
    document = return_interviews.build(operational(WEEK, figures=story(WEEK, nothing=True), lists=nobody, findings=()))
    assert document.summary == (
        "No child went missing in the week, the same as in the week before; at its end nobody was missing.",
        "No return of the week was due an interview; nobody waits for an interview.",
    )
    assert document.attention == ()
    assert document.context["still_missing"].empty
