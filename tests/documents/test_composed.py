"""A composed report: its parts make its page, say what it needs, and a member's shows nobody."""

from dataclasses import replace

import pandas as pd
import pytest

from reports.checks import Finding
from reports.documents.catalogue import COMPOSED
from reports.documents.composed import SUPPRESSION_NOTE, Composed, Part
from reports.documents.document import Document, MemberInput, OperationalInput
from reports.documents.shown import Field, by, listed
from reports.documents.words import DASH
from reports.periods import Kind
from reports.policy import KIND_OF
from reports.section import ReportName
from reports.settings import Settings, Target, Targets
from tests.conftest import Tell
from tests.documents.composed import cells, document, tables

BY_TEAM = by("team", ("cp_visits_in_time", "section_47_enquiries"), "Teams", most=2, heads=("In time", "Enquiries"))
WAITING = listed(
    "waiting",
    "Who waits",
    (
        Field("child", "Child"),
        Field("since", "Since"),
        Field("hours", "Hours", unit="hours"),
        Field("offered", "Offered", strong=True),
    ),
    "child",
    most=2,
)
ROWS = pd.DataFrame(
    {
        "child": ["AAAA-0001", "AAAA-0002", None],
        "since": pd.to_datetime(["2026-10-05", "2026-10-06 14:30", None], format="ISO8601"),
        "hours": [12.34, 5.0, None],
        "offered": [True, False, False],
    }
)
NOW_OF_ALL = {"cp_visits_in_time": (70, 100), "section_47_enquiries": 30}
EMPTY = {  # a period of each kind, and the instant of its pull
    Kind.WEEK: ("2026-10-26", "2026-11-02T06:00"),
    Kind.MONTH: ("2026-10", "2026-11-03T06:00"),
    Kind.QUARTER: ("2026-Q2", "2026-10-05T06:00"),
    Kind.YEAR: ("2025-26", "2026-04-07T06:00"),
}
VISITS, OTHERS = "Are children seen?", "Who waits & why"


def report(tier: str = "operational", **given: object) -> Composed:
    tables_of = {"operational": (BY_TEAM, WAITING)}.get(tier, ())
    parts = (
        Part(VISITS, ("cp_visits_in_time",), trends=("cp_visits_in_time",)),
        Part(OTHERS, ("section_47_enquiries",), tables=tables_of),
    )
    return Composed(ReportName.FIRST_RESPONSE, "A report", tier, parts, **given)


NOW = {
    "cp_visits_in_time": (70, 100),
    "section_47_enquiries": 30,
    ("cp_visits_in_time", "team", "north"): (45, 50),
    ("cp_visits_in_time", "team", "south"): (25, 50),
    ("cp_visits_in_time", "team", ""): None,
    ("section_47_enquiries", "team", "south"): 4,
}


@pytest.fixture
def made() -> Document:
    return document(report(), "2026-10", NOW, before={"cp_visits_in_time": (80, 100)}, lists={"waiting": ROWS})


def test_measures_and_lists_are_those_of_its_parts_each_once() -> None:
    composed = report(headlines=("section_47_enquiries",))
    assert composed.measures == ("section_47_enquiries", "cp_visits_in_time")
    assert composed.lists == ("waiting",)
    assert composed.sections == (VISITS, OTHERS, "Data quality")


def test_page_1_has_a_row_for_each_measure_below_its_part(made: Document) -> None:
    groups = made.context["card"].groups
    assert [(group.title, [row.reading.measure for row in group.rows]) for group in groups] == [
        (VISITS, ["cp_visits_in_time"]),
        (OTHERS, ["section_47_enquiries"]),
    ]
    assert [part.card for part in made.context["parts"]] == [None, None]


def test_headlines_stand_alone_on_page_1_and_each_part_keeps_its_own(made: Document) -> None:
    of_headlines = document(
        report(headlines=("section_47_enquiries",)), "2026-10", NOW, lists={"waiting": ROWS}
    ).context
    assert len(of_headlines["card"].groups) == 1
    assert all(part.card for part in of_headlines["parts"])


def test_a_table_of_groups_is_sorted_worst_first_and_the_unknown_is_last(made: Document) -> None:
    table = tables(made)["Teams"]
    assert [column.head for column in table.columns] == ["Team", "In time", "Sept", "Enquiries"]
    assert cells(table) == [["South", "50.0%", DASH, "4"], ["North", "90.0%", DASH, "0"]]
    assert table.rows[0][1].sub == "25 of 50"
    assert table.note == "1 more team in the workbook."


def test_a_table_of_a_list_shows_days_instants_numbers_and_what_is_not_known(made: Document) -> None:
    table = tables(made)["Who waits"]
    assert cells(table) == [["AAAA-0001", "5 Oct 2026", "12.3", "yes"], ["AAAA-0002", "6 Oct, 14:30", "5.0", "no"]]
    assert [column.align for column in table.columns] == ["left", "left", "right", "left"]
    assert table.rows[0][3].strong
    assert table.note == "1 more child in the workbook."
    last = tables(document(report(), "2026-10", NOW, lists={"waiting": ROWS.iloc[2:]}))["Who waits"]
    assert cells(last)[0] == [DASH, DASH, DASH, "no"]


def test_links_lead_to_the_parts(made: Document) -> None:
    assert [part.part.anchor for part in made.context["parts"]] == ["part-are-children-seen-", "part-who-waits---why"]


def test_a_measure_without_a_figure_of_the_authority_has_no_line_on_page_1() -> None:
    composed = Composed(
        ReportName.HOMELESSNESS_16_17, "A report", "operational", (Part("Outcomes", ("homeless_outcomes",)),)
    )
    card = document(composed, "2026-Q2", {("homeless_outcomes", "outcome", "open"): 1}).context["card"]
    assert [row for group in card.groups for row in group.rows] == []


def test_without_a_summary_it_says_which_way_the_measures_go() -> None:
    steady = [90.0, 91.0] * 6
    said = document(report("member"), "2026-10", {}, trend={"cp_visits_in_time": [*steady, 40.0]}).summary
    assert said[0].startswith("Of 1 measure whose trend can be told, none is getting better and 1 getting worse: ")


def test_with_too_few_points_it_says_so() -> None:
    said = document(report("member"), "2026-10", {"cp_visits_in_time": (70, 100)}).summary
    assert said == (
        "No measure has figures for enough months to say whether it is getting better or worse.",
        "No measure with a target has a figure this month.",
    )


@pytest.mark.parametrize("tier", ["member", "public"])
def test_members_and_the_public_get_plain_titles_questions_and_no_workbook(tier: str) -> None:
    composed = report(tier, titles={"cp_visits_in_time": "Children who were seen in time"})
    steady = [90.0, 91.0] * 6
    made = document(composed, "2026-10", {}, trend={"cp_visits_in_time": [*steady, 40.0]})
    assert made.sheets == ()
    assert made.tier == tier
    assert made.context["questions"][0].startswith("Children who were seen in time: 40.0%.")
    assert made.attention == tuple(made.context["questions"])


def test_small_numbers_of_a_member_report_are_not_shown_and_that_is_explained() -> None:
    made = document(report("member"), "2026-10", {"section_47_enquiries": 3, "cp_visits_in_time": (70, 100)})
    enquiries = made.context["card"].groups[1].rows[0].reading
    assert enquiries.now.shown == "c"
    assert SUPPRESSION_NOTE in made.context["scorecard_notes"]
    large = document(report("member"), "2026-10", {"section_47_enquiries": 30})
    assert SUPPRESSION_NOTE not in large.context["scorecard_notes"]


def test_a_member_report_counts_rows_that_break_rules_and_an_operational_one_names_them() -> None:
    broken = Finding("DQ07", "warning", "The worker has no known team.", "local_worker", 12, 350, (), ())
    of_members = document(report("member"), "2026-10", NOW_OF_ALL, findings=(broken,))
    assert "12" in of_members.context["quality"]
    operational = document(report(), "2026-10", NOW, lists={"waiting": ROWS}, findings=(broken,))
    assert operational.context["quality"] == ""
    assert [sheet.name for sheet in operational.sheets] == [
        "Waiting for interview",
        "Data quality",
        "Figures",
        "Definitions",
    ]


def test_measures_with_a_target_that_meet_it_and_that_are_off_it() -> None:
    aims = {"cp_visits_in_time": Target(target=90), "section_47_enquiries": Target(target=40, tolerance=20)}
    settings = Settings(targets=Targets(measures=aims))
    said = document(report("member"), "2026-10", NOW_OF_ALL, settings=settings).summary[1]
    assert said == "Of 2 measures with a target, none meets it and 1 is off it by more than is tolerated."
    met = document(report("member"), "2026-10", {"cp_visits_in_time": (950, 1000)}, settings=settings).summary[1]
    assert met == "Of 1 measure with a target, 1 meets it."


@pytest.mark.parametrize("composed", COMPOSED, ids=lambda composed: composed.name.value)
def test_of_an_authority_without_a_row_every_report_can_be_made(composed: Composed, tell: Tell) -> None:
    """Its lists have the columns that the report shows, and none of its sentences stumbles over nothing."""
    period, as_at = EMPTY[KIND_OF[composed.name]]
    story = tell(period, as_at)
    measured = story.computed()
    handed = {"settings": story.settings, "period": story.period, "as_at": story.as_at, "findings": (), "issue": "1"}
    if composed.tier == "operational":
        made = composed.build(OperationalInput(**handed, figures=measured, lists=story.lists))
    else:
        shown = measured[measured["measure"].isin(composed.measures)]
        made = composed.build(replace(MemberInput.from_figures(**handed, figures=shown), lists=story.lists))
    assert all(sentence.endswith(".") for sentence in made.summary if sentence)
    assert "nan" not in " ".join(made.summary)
