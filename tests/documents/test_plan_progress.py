"""The improvement plan: what is done, late or blocked. It is about nobody, so small numbers of it are shown."""

import pandas as pd

from reports.documents.document import Document
from reports.documents.plan_progress import REPORT
from reports.documents.words import DASH
from reports.owners import Owners
from reports.settings import Settings
from tests.documents.composed import Told, cells, document, tables

ACTIONS, OVERDUE = "Every action: its target, and how far it is", "Overdue, oldest first"
COLUMNS = [
    "requirement",
    "recommendations",
    "smart_target",
    "progress",
    "lead",
    "due",
    "status",
    "days_over",
]
NOW: Told = {
    "plan_actions": 40,
    "plan_actions_overdue": 3,
    ("plan_actions", "status", "done"): 12,
    ("plan_actions", "status", "blocked"): 1,
    ("plan_actions", "plan_theme", "workforce"): 22,
    ("plan_actions", "plan_theme", "front door"): 18,
    ("plan_actions_overdue", "plan_theme", "front door"): 2,
    ("plan_actions_overdue", "plan_theme", "workforce"): 1,
}


def action(due: str | None, status: str = "under way", **fields: object) -> dict[str, object]:
    usual = {
        "requirement": "Recruit",
        "recommendations": "1, 3",
        "lead": "Head of Service",
        "smart_target": "Six posts",
    }
    return {**dict.fromkeys(COLUMNS), **usual, "due": pd.Timestamp(due), "status": status, **fields}


def made(now: Told, *actions: dict[str, object], **given: object) -> Document:
    rows = pd.DataFrame(actions, columns=COLUMNS)
    lists = {"plan_actions": rows, "plan_actions_overdue": rows[rows["days_over"].notna()]}
    return document(REPORT, "2026-10", now, lists=lists, **given)


def test_how_many_are_done_overdue_and_blocked() -> None:
    assert made(NOW).summary == (
        "12 of 40 actions of the improvement plan are done.",
        "3 are overdue and 1 is blocked.",
    )


def test_nothing_overdue_and_nothing_blocked() -> None:
    one_done = {"plan_actions": 1, "plan_actions_overdue": 0, ("plan_actions", "status", "done"): 1}
    assert made(one_done).summary == (
        "1 of 1 action of the improvement plan is done.",
        "None is overdue and none is blocked.",
    )


def test_no_action_and_none_collected() -> None:
    assert made({"plan_actions": 0, "plan_actions_overdue": 0}).summary == (
        "No action of the improvement plan is recorded.",
    )
    assert made({}).summary == ("The actions of the improvement plan are not collected.",)


def test_themes_have_the_most_overdue_first_and_small_numbers_stand() -> None:
    assert cells(tables(made(NOW))["Themes, most overdue first"]) == [
        ["Front door", "2", DASH, "18"],
        ["Workforce", "1", DASH, "22"],
    ]


def test_recommendations_with_as_many_overdue_are_in_the_order_of_their_numbers() -> None:
    names = [f"Recommendation {number}" for number in (10, 9, 1, 11, 2)]
    overdue: Told = {**NOW, **{("plan_actions_overdue", "recommendation", name): 1 for name in names}}
    table = tables(made(overdue))["Recommendations, most overdue first"]
    assert [row[0].rpartition(" ")[2] for row in cells(table)] == ["1", "2", "9", "10", "11"]


def test_an_action_is_marked_overdue_where_it_is_not_done_by_the_months_end() -> None:
    page = made(
        NOW,
        action("2026-10-31"),
        action("2026-10-31", "done"),
        action("2026-11-01"),
        action(None, status="blocked", requirement="", progress="Nobody applied"),
    )
    table = tables(page)[ACTIONS]
    assert [row[4].sub for row in table.rows] == ["overdue", "", "", ""]
    assert cells(table)[0] == ["Recruit", "1, 3", "Six posts", "Head of Service", "31 Oct 2026", "Under way"]
    assert cells(table)[3] == [DASH, "1, 3", "Six posts", "Head of Service", DASH, "Blocked"]
    assert table.rows[3][2].sub == "Nobody applied"


def test_overdue_actions_stand_by_themselves() -> None:
    table = tables(made(NOW, action("2026-09-30", days_over=32), action("2026-11-05")))[OVERDUE]
    assert cells(table) == [["Recruit", "Head of Service", "30 Sept 2026", "under way", "32"]]
    assert tables(made(NOW))[OVERDUE].empty


def test_a_recommendation_is_shown_by_the_measures_that_its_owners_named() -> None:
    owners = Owners(shown_by={9: ["interviews_in_time", "interviews_completed"], 2: ["supervised", "cp_plans_open"]})
    figures: Told = {**NOW, "interviews_in_time": (74, 93), "interviews_completed": (90, 93)}
    table = tables(made(figures, settings=Settings(owners=owners)))["What the figures say of each recommendation"]
    assert [(row[0], row[2]) for row in cells(table)] == [("2", "x"), ("9", "79.6%"), ("9", "c")]
