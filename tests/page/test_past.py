"""A measure over time: what was issued counts, and what was not issued is as the latest issue's data have it."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import HTTPException
from upath import UPath

from reports.issues import Ledger
from reports.page.choices import choices
from reports.page.desk import Desk
from reports.page.past import HIDDEN, Wanted, past
from reports.page.series import series, series_csv
from reports.workflow import Workplace
from reports.workflow.records import open_ledger
from tests.issues.making import an_issue
from tests.page.a_desk import a_desk, issued, table

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALL, TEAM = ("authority", "authority"), ("team", "north")


def wanted(breakdown: str = "authority", group: str = "authority", last: int | None = 13) -> Wanted:
    return Wanted("smt_overview", "open_cases", breakdown, group, last)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """September was issued as 10; October's data say 11 of it, 12 of October, and 9 and 8 of the months before."""
    place = Workplace(UPath(tmp_path), f"sqlite:///{tmp_path / 'ledger.db'}")
    history = table(
        [
            ("2026-07-01", *ALL, 8, "ok"),
            ("2026-08-01", *ALL, 9, "ok"),
            ("2026-09-01", *ALL, 11, "ok"),
            ("2026-10-01", *ALL, 12, "ok"),
            ("2026-08-01", *TEAM, 3, "ok"),
            ("2026-10-01", *TEAM, None, "c"),
        ]
    )
    history.to_parquet(tmp_path / "history.parquet")
    with closing(open_ledger(place)) as ledger:
        issued(ledger, "2026-09", table([("2026-09-01", *ALL, 10, "ok")]))
        october = [("2026-10-01", *ALL, 12.0, "ok"), ("2026-10-01", *TEAM, None, "c")]
        issued(ledger, "2026-10", table(october), UPath(tmp_path) / "history.parquet")
    return a_desk(place, Ledger(place.ledger), AT)


def test_what_was_issued_counts_and_what_was_not_is_as_the_latest_data_have_it(desk: Desk) -> None:
    points = past(desk, wanted())
    assert [(point.period.key, point.value, point.issue and point.issue.label) for point in points] == [
        ("2026-07", 8, None),
        ("2026-08", 9, None),
        ("2026-09", 10, "2026-09/1"),
        ("2026-10", 12, "2026-10/1"),
    ]


def test_only_as_many_periods_as_are_asked_for(desk: Desk) -> None:
    assert [point.period.key for point in past(desk, wanted(last=2))] == ["2026-09", "2026-10"]
    assert len(past(desk, wanted(last=None))) == 4


def test_a_group_without_a_row_has_a_count_of_none_and_a_small_number_is_hidden(desk: Desk) -> None:
    shown = [point.shown for point in past(desk, wanted(*TEAM))]
    assert shown == ["0", "3", "0", HIDDEN]


def test_a_correction_takes_the_place_of_what_it_corrects(desk: Desk) -> None:
    again = table([("2026-09-01", *ALL, 14, "ok")])
    old = next(issue for issue in desk.ledger.issues.of("smt_overview", "2026-09"))
    new = desk.ledger.issues.add(an_issue("2026-09", "newer", corrects_id=old.id), 2, again)
    desk.ledger.issues.release(new.id, "ada")
    assert [point.value for point in past(desk, wanted(last=2))] == [14, 12]
    assert [point.issue and point.issue.label for point in past(desk, wanted(last=2))] == ["2026-09/2", "2026-10/1"]


def test_what_there_is_not_is_said(desk: Desk) -> None:
    for strange in (Wanted("smt_overview", "no_such", *ALL, 13), wanted("worker", "w1"), wanted("team", "no such")):
        with pytest.raises(HTTPException, match="404"):
            past(desk, strange)


def test_the_view_says_what_is_drawn(desk: Desk) -> None:
    shown = series(desk, wanted(*TEAM))
    assert shown["title"] == "Open cases: North"
    assert shown["signal"]["words"] == "Too few points"
    assert shown["alt"] == "Open cases: North, July 2026 to October 2026. Too few points."
    assert shown["points"][3] | {"issue": None} == {
        "period": "2026-10",
        "label": "October 2026",
        "value": None,
        "shown": HIDDEN,
        "fraction": "",
        "issue": None,
        "special": False,
    }
    assert shown["chart"]["$schema"].startswith("https://vega.github.io/schema/vega/")


def test_the_csv_has_a_row_for_each_period(desk: Desk) -> None:
    assert series_csv(desk, wanted(last=2)).splitlines() == [
        "report,measure,breakdown,group,period,numerator,denominator,value,unit,status,issue",
        "smt_overview,open_cases,authority,authority,2026-09,10.0,,10.0,children,ok,2026-09/1",
        "smt_overview,open_cases,authority,authority,2026-10,12.0,,12.0,children,ok,2026-10/1",
    ]


def test_what_can_be_chosen_is_what_was_issued(desk: Desk) -> None:
    chosen = choices(desk)
    (report,) = chosen["reports"]
    assert (report["report"], report["measures"]) == ("smt_overview", ["open_cases"])
    assert report["teams"] == [{"id": "north", "name": "North"}]
    assert [measure["id"] for measure in chosen["measures"]] == ["open_cases"]
