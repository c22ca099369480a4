"""The panels' and the committee's quarterly reports: plain words, and nobody who could be identified."""

import re

import pytest

from reports.documents import benchmarks, child_protection_panel, children_in_care_panel, scrutiny
from reports.documents.composed import Composed
from reports.measures import MEASURES
from reports.periods import Period
from tests.documents.composed import SETTINGS, Told, cells, document, everything

REPORTS = [module.REPORT for module in (child_protection_panel, children_in_care_panel, scrutiny)]
TRADE_WORDS = re.compile(r"\b(ASYE|FTE|XmR|SDQ|EET|NEET|CLA|CPP?|ICPC|RCPC|S47|section 47|cohort|caseload)\b", re.I)


def small(report: Composed) -> Told:
    """Give figures of which every count is three, and every share three of four."""
    return {name: 3 if MEASURES[name].unit != "%" else (3, 4) for name in report.measures}


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name.value)
def test_every_measure_has_a_plain_title(report: Composed) -> None:
    assert set(report.titles) == set(report.measures)
    assert not [title for title in report.titles.values() if TRADE_WORDS.search(title)]
    assert len(set(report.titles.values())) == len(report.titles)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name.value)
def test_the_numbers_of_a_chart_are_called_as_the_report_calls_them(report: Composed) -> None:
    drawn = [measure for part in report.parts for measure in part.trends]
    made = document(report, "2026-Q2", {}, trend={measure: [40.0 + n for n in range(13)] for measure in drawn})
    captions = [
        picture.numbers.caption for part in made.context["parts"] for picture in part.pictures if picture.numbers
    ]
    assert [caption.rpartition(", ")[0] for caption in captions] == [report.titles[measure] for measure in drawn]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name.value)
def test_it_is_handed_no_list_and_has_no_workbook(report: Composed) -> None:
    assert report.lists == ()
    assert document(report, "2026-Q2", small(report)).sheets == ()


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name.value)
def test_small_numbers_are_not_shown(report: Composed) -> None:
    made = document(report, "2026-Q2", small(report))
    rows = [row.reading for group in made.context["card"].groups for row in group.rows]
    assert {one.now.shown for one in rows if one.now.unit in ("%", "children", "enquiries", "referrals")} == {"c"}
    assert "3 of 4" not in everything(made)


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name.value)
def test_a_quarter_without_figures_says_so(report: Composed) -> None:
    assert document(report, "2026-Q2", {}).summary == (
        "No measure has figures for enough quarters to say whether it is getting better or worse.",
        "No measure with a target has a figure this quarter.",
    )


def test_the_committee_reads_what_the_department_publishes_beside_the_figure() -> None:
    compared = document(scrutiny.REPORT, "2026-Q2", {"average_caseload": (4600, 250)}).context["compared"]
    heads = ["Measure", "July to September 2026", "England", "East Midlands", "Neighbours", "Theirs"]
    assert [column.head for column in compared.columns] == heads
    (row,) = [row for row in cells(compared) if row[0] == scrutiny.TITLES["average_caseload"]]
    assert row[1:] == ["18.4", "15.2", "15.3", "15.4", "30 September 2025"]
    assert compared.note.count("Open Government Licence v3.0") == 1


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name.value)
def test_beside_a_figure_stands_only_what_is_published_of_that_measure(report: Composed) -> None:
    of_quarter = Period.parse("2026-Q2"), SETTINGS.authority
    published = {report.titles[one] for one in report.measures if benchmarks.benchmarks(one, *of_quarter)}
    assert {row[0] for row in cells(document(report, "2026-Q2", {}).context["compared"])} == published


def test_what_gets_worse_is_asked_about_in_plain_words() -> None:
    steady = [90.0, 91.0] * 6
    made = document(children_in_care_panel.REPORT, "2026-Q2", {}, trend={"care_visits_in_time": [*steady, 40.0]})
    assert made.summary[0].endswith("getting worse: children in care visited within six weeks.")
    assert made.context["questions"][0].startswith("Children in care visited within six weeks: 40.0%.")
