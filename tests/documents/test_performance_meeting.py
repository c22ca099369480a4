"""The performance meeting: success measures a year on, who owns them, what changed, and whose records are wrong."""

import pandas as pd

from reports.checks import Finding
from reports.documents.document import Document
from reports.documents.performance_meeting import REPORT
from reports.documents.words import DASH
from reports.owed import Returns
from reports.owners import Owners
from reports.settings import Settings
from tests.documents.composed import Told, cells, document, tables

SUCCESS = "The thirteen success measures of the improvement plan"
CHANGED = "Measures that move by more than chance, getting worse first"
QUALITY = "Rows that break a rule, by the service that can mend them"
OWNERS = Owners(measures={"repeat_cp_plans": "Head of Safeguarding", "audits_good": "Principal Social Worker"})
OWED = Returns.model_validate({"measures": {"feedback_positive": {"name": "P. Marsh", "every": "quarter"}}})
SETTINGS = Settings(owners=OWNERS, returns=OWED)
TEAMS = pd.DataFrame({"team": ["North", "South", "Care 1"], "service": ["Families", "Families", "Care"]})
NOW: Told = {
    "repeat_cp_plans": (20, 100),
    "care_leavers_in_eet": (60, 100),
    "cp_plan_length": 300,
    "interviews_in_time": (74, 93),
    "average_caseload": (4600, 250),
}
A_YEAR_AGO: Told = {
    "repeat_cp_plans": (25, 100),
    "care_leavers_in_eet": (70, 100),
    "cp_plan_length": 280,
    "interviews_in_time": (74, 93),
}
LAST = pd.DataFrame(
    {
        "measure": ["audits_good"],
        "period_start": pd.to_datetime(["2026-09-01"]),
        "period_end": pd.to_datetime(["2026-10-01"]),
        "value": [75.0],
        "returned_by": ["A. Green"],
        "returned_at": [None],
    }
)


def made(now: Told = NOW, year_ago: Told = A_YEAR_AGO, **given: object) -> Document:
    lists = {"last_returned": LAST, "teams": TEAMS}
    return document(REPORT, "2026-10", now, year_ago=year_ago, **{"lists": lists, "settings": SETTINGS, **given})


def test_how_many_success_measures_are_better_and_worse_than_a_year_ago() -> None:
    assert made().summary == (
        "Of the 13 success measures, 1 is better than a year ago and 2 worse; 8 measures have no figure for the month.",
        f"Worse: {titles()['cp_plan_length']}; {titles()['care_leavers_in_eet']}.",
    )


def test_none_better_and_none_worse() -> None:
    said = made(NOW, {}).summary
    assert said[0].startswith("Of the 13 success measures, none is better than a year ago and none worse;")
    assert said[1] == ""


def titles() -> dict[str, str]:
    rows = made().context["card"].groups[0].rows
    return {row.reading.measure: row.reading.title for row in rows}


def success(measure: str, document: Document) -> list[str]:
    return next(row for row in cells(tables(document)[SUCCESS]) if row[1] == titles()[measure])


def test_each_success_measure_has_its_number_direction_and_owner() -> None:
    page = made()
    assert [row[0] for row in cells(tables(page)[SUCCESS])] == [str(number) for number in range(1, 14)]
    assert success("repeat_cp_plans", page)[2:] == ["20.0%", "25.0%", "▲ Better", DASH, "Head of Safeguarding"]
    assert success("care_leavers_in_eet", page)[2:5] == ["60.0%", "70.0%", "▼ Worse"]
    assert success("cp_plan_length", page)[4] == "▼ Worse"  # longer
    assert success("interviews_in_time", page)[4] == "= No change"
    assert success("average_caseload", page)[4] == f"{DASH} Not comparable"
    assert success("interviews_in_time", page)[-1] == "Nobody is named"


def test_a_figure_that_was_not_returned_says_which_was_the_last_or_who_owes_it() -> None:
    rows = {row[1].text: row[1].sub for row in tables(made())[SUCCESS].rows}
    assert rows[titles()["audits_good"]] == "Last returned: 75.0%, 1 Sept 2026 to 30 Sept 2026"
    assert rows[titles()["feedback_positive"]] == "Not returned: P. Marsh owes it."
    assert rows[titles()["permanence_decision"]] == ""  # nobody returns it
    returned = {row[1].text: row[1].sub for row in tables(made({**NOW, "audits_good": (9, 12)}))[SUCCESS].rows}
    assert returned[titles()["audits_good"]] == ""


def test_what_changed_has_the_worsening_first_with_their_owners() -> None:
    steady = [20.0, 21.0] * 6
    page = made(
        {},
        {},
        trend={
            "repeat_cp_plans": [*steady, 60.0],
            "care_visits_in_time": [*steady, 60.0],
            "referrals": [*steady, 20.0],
        },
    )
    rows = cells(tables(page)[CHANGED])
    assert [row[1:3] for row in rows] == [["60.0%", "21.0%"], ["60.0%", "21.0%"]]
    assert [row[-1] for row in rows] == ["Head of Safeguarding", "Nobody is named"]


def finding(rows: int, **teams: int) -> Finding:
    return Finding("DQ07", "warning", "The worker has no known team.", "local_worker", rows, 100, (), (), teams)


def test_rows_that_break_rules_are_counted_by_service_beside_the_month_before() -> None:
    now = (finding(9, North=2, South=3, Nowhere=4), finding(6, **{"Care 1": 6}))
    page = made(findings=now, findings_before=(finding(8, North=8), finding(6, **{"Care 1": 6})))
    assert cells(tables(page)[QUALITY]) == [
        ["Care", "6", "6", "= No change"],
        ["Families", "5", "8", "▲ Better"],
        ["Teams of no known service", "4", "0", "▼ Worse"],
    ]


def test_where_the_month_before_was_not_judged_better_and_worse_cannot_be_told() -> None:
    table = tables(made(findings=(finding(2, North=2),)))[QUALITY]
    assert cells(table) == [["Families", "2", DASH, "Not known"]]
    assert table.note == "The data of the month before were not judged, so better and worse cannot be told."
