"""First Response's week: what came in, what waits, and which figures of earlier weeks were recorded late."""

import pandas as pd
import pytest

from reports.documents.document import CHANGED_COLUMNS, Document
from reports.documents.first_response import REPORT
from reports.documents.words import DASH
from tests.documents.composed import Told, cells, document, tables

WEEK = "2026-10-26"
LATE = "Recorded late: events of earlier weeks that were not there when their week was issued"
VISITS = "First visits for the referrals of the week before, furthest behind first"
CHILD = {"child": "AAAA-0001", "team": "First Response A", "worker": "Worker 01"}
DAY = pd.Timestamp("2026-10-20")
NOW: Told = {
    "contacts": 120,
    "contacts_decided_in_time": (90, 100),
    "contacts_undecided": 4,
    "assessments_in_45_days": (30, 40),
    ("contacts", "source", "school"): 70,
    ("contacts", "source", "police"): 50,
    ("referrals", "team", "First Response A"): 3,
    ("referrals", "team", "First Response B"): 9,
    ("assessments_open_overdue", "team", "First Response A"): 2,
    ("assessments_open_overdue", "team", "First Response B"): 7,
}


def lists(overdue: tuple[int, ...] = (), undecided: tuple[int, ...] = ()) -> dict[str, pd.DataFrame]:
    """Give its lists: assessments overdue by so many working days, contacts that wait for so many; no other row."""
    of_assessments = [{**CHILD, "referred": DAY, "days_over": days} for days in overdue]
    contacts = [{"child": "AAAA-0002", "source": "School", "contacted": DAY, "working_days": n} for n in undecided]
    return {
        "overdue_assessments": pd.DataFrame(of_assessments, columns=[*CHILD, "referred", "days_over"]),
        "undecided_contacts": pd.DataFrame(contacts, columns=["child", "source", "contacted", "working_days"]),
        "unallocated_referrals": pd.DataFrame(columns=["child", "team", "referred", "working_days"]),
        "unseen_referrals": pd.DataFrame(columns=[*CHILD, "referred", "days_over"]),
        "unlinked_assessments": pd.DataFrame(columns=["child", "team", "started", "authorised"]),
    }


def changed(*rows: tuple[str, str, str, float, float]) -> pd.DataFrame:
    """Give changed figures: measure, week, breakdown, as issued, now."""
    told = [
        [measure, week, breakdown, "authority", "Authority", "contacts", issued, now, "", ""]
        for measure, week, breakdown, issued, now in rows
    ]
    return pd.DataFrame(told, columns=CHANGED_COLUMNS)


@pytest.fixture
def made() -> Document:
    return document(REPORT, WEEK, NOW, before={"contacts": 100}, lists=lists(overdue=(30, 4), undecided=(9,)))


def test_what_came_in_what_was_decided_and_what_waits(made: Document) -> None:
    assert made.summary[0] == (
        "120 contacts came in, 20 more than in the week before; 90.0% were decided within a working day, "
        "and 4 contacts wait for a decision."
    )


def test_assessments_in_time_stand_beside_those_that_are_late(made: Document) -> None:
    assert made.summary[1] == (
        "75.0% of the assessments completed in the week were in time. "
        "2 assessments that are still open are overdue, the oldest by 30 working days."
    )


def test_a_week_in_which_nothing_came_and_nothing_is_late() -> None:
    nothing = {"contacts": 0, "contacts_undecided": 0, "assessments_in_45_days": None}
    assert document(REPORT, WEEK, nothing, lists=lists()).summary == (
        "No contacts came in.",
        "No open assessment is overdue.",
    )


def test_one_of_each() -> None:
    one = {"contacts": 1, "contacts_undecided": 1}
    assert document(REPORT, WEEK, one, before=one, lists=lists(overdue=(1,))).summary == (
        "1 contact came in, the same as in the week before, and 1 contact waits for a decision.",
        "1 assessment that is still open is overdue, the oldest by 1 working day.",
    )


def test_where_decisions_are_not_collected_nothing_is_said_of_them() -> None:
    assert document(REPORT, WEEK, {"contacts": 5}, lists=lists()).summary[0] == "5 contacts came in."


def test_sources_and_teams_have_the_most_first(made: Document) -> None:
    shown = tables(made)
    assert [row[:2] for row in cells(shown["Contacts by source, most first"])] == [["School", "70"], ["Police", "50"]]
    teams = shown["Teams, most referrals first"]
    assert [column.head for column in teams.columns] == [
        "Team",
        "Referrals",
        "19 Oct",
        "Re-referrals",
        "Days to allocation",
    ]
    assert [row[:2] for row in cells(teams)] == [["First Response B", "9"], ["First Response A", "3"]]


def test_first_visits_are_those_of_the_week_before_the_worst_first() -> None:
    before: Told = {
        ("first_visit_in_time", "team", "First Response A"): (3, 4),
        ("first_visit_in_time", "team", "First Response B"): (1, 4),
    }
    visits = tables(document(REPORT, WEEK, NOW, before=before, lists=lists()))[VISITS]
    assert [column.head for column in visits.columns] == ["Team", "In time", "12 Oct"]
    assert cells(visits) == [["First Response B", "25.0%", DASH], ["First Response A", "75.0%", DASH]]


def test_the_workbook_is_not_said_to_have_figures_of_the_week_before() -> None:
    before: Told = {("first_visit_in_time", "team", f"Team {n}"): (n, 20) for n in range(1, 13)}
    visits = tables(document(REPORT, WEEK, NOW, before=before, lists=lists()))[VISITS]
    assert len(visits.rows) == 9
    assert visits.note == "3 more teams not shown."


def test_teams_with_the_most_overdue_assessments_are_first(made: Document) -> None:
    caption = "Teams, most overdue first: a share in time says little where late work is still open"
    assert [row[:2] for row in cells(tables(made)[caption])] == [["First Response B", "7"], ["First Response A", "2"]]


def test_lists_keep_their_order_and_name_child_team_and_worker(made: Document) -> None:
    assert cells(tables(made)["Open assessments overdue, oldest first"]) == [
        ["AAAA-0001", "First Response A", "Worker 01", "20 Oct 2026", "30"],
        ["AAAA-0001", "First Response A", "Worker 01", "20 Oct 2026", "4"],
    ]


def test_events_recorded_after_their_week_was_issued_are_counted_by_week() -> None:
    told = changed(
        ("contacts", "2026-10-19", "authority", 100, 103),
        ("referrals", "2026-10-19", "authority", 40, 39),
        ("contacts", "2026-10-05", "authority", 90, 91),
        ("contacts", "2026-10-12", "team", 10, 12),  # not of the authority
        ("re_referrals", "2026-10-12", "authority", 10, 12),  # no event
        ("contacts", "2026-09-21", "authority", 80, 90),  # five weeks ago
    )
    late = tables(document(REPORT, WEEK, NOW, lists=lists(), changed=told))[LATE]
    assert cells(late) == [["19 Oct", "+3", "-1", DASH], ["5 Oct", "+1", DASH, DASH]]


def test_an_event_that_is_not_known_any_more_has_no_number(made: Document) -> None:
    told = changed(("contacts", "2026-10-19", "authority", 100, float("nan")))
    assert cells(tables(document(REPORT, WEEK, NOW, lists=lists(), changed=told))[LATE]) == [
        ["19 Oct", DASH, DASH, DASH]
    ]
    assert tables(made)[LATE].empty


def test_the_workbook_has_every_list(made: Document) -> None:
    assert [sheet.name for sheet in made.sheets[:5]] == [
        "Undecided contacts",
        "Unallocated referrals",
        "Children not seen",
        "Overdue assessments",
        "Unlinked assessments",
    ]
