"""Homelessness at 16 and 17: who came, what became of them, and every night in bed and breakfast."""

import pandas as pd

from reports.documents.document import Document
from reports.documents.homelessness_16_17 import REPORT
from reports.documents.words import DASH
from tests.documents.composed import Told, cells, document, tables

COLUMNS = ["child", "presented", "working_days", "assessed", "outcome"]
NOW: Told = {
    "homeless_presentations": 23,
    "homeless_assessed_in_time": (18, 22),
    "homeless_bb_nights": 4,
    ("homeless_outcomes", "outcome", "open"): 3,
    ("homeless_outcomes", "outcome", "section 20"): 9,
}


def made(now: Told, *waiting: dict[str, object], **before: float) -> Document:
    lists = {"homeless_waiting": pd.DataFrame(waiting, columns=COLUMNS)}
    return document(REPORT, "2026-Q2", now, before=before, lists=lists)


def test_how_many_came_were_assessed_in_time_and_slept_in_bed_and_breakfast() -> None:
    assert made(NOW, homeless_presentations=20).summary == (
        "Young people of 16 and 17 presented as homeless 23 times, 3 more than in April to June; "
        "18 of 22 were assessed in time (81.8%).",
        "4 nights were spent in bed and breakfast. Statutory guidance: it is not suitable at 16 and 17, "
        "not even for a night.",
    )


def test_nobody_came_and_nobody_slept_in_bed_and_breakfast() -> None:
    nothing = {"homeless_presentations": 0, "homeless_assessed_in_time": None, "homeless_bb_nights": 0}
    assert made(nothing).summary == (
        "No young person of 16 or 17 presented as homeless.",
        "Nobody was placed in bed and breakfast.",
    )


def test_one_of_each() -> None:
    one = {"homeless_presentations": 1, "homeless_bb_nights": 1}
    first, second = made(one).summary
    assert first == "Young people of 16 and 17 presented as homeless once."
    assert second.startswith("1 night was spent in bed and breakfast.")
    assert made({**one, "homeless_presentations": 2}).summary[0].endswith("twice.")


def test_not_collected_is_not_none() -> None:
    assert made({}).summary == ("Presentations of homeless young people are not collected.",)


def test_outcomes_have_the_most_first() -> None:
    assert cells(tables(made(NOW))["Outcomes, as they are known now"]) == [
        ["Section 20", "9", DASH],
        ["Open", "3", DASH],
    ]


def test_who_waits_stands_with_the_days_since() -> None:
    waits = dict(zip(COLUMNS, ("AAAA-0001", pd.Timestamp("2026-09-01"), 22, pd.NaT, ""), strict=True))
    table = tables(made(NOW, waits))["Open, or not assessed: the longest wait first"]
    assert cells(table)[0][:4] == ["AAAA-0001", "1 Sept 2026", "22", DASH]
    assert table.anchor == "homeless-waiting"
