"""What the three templates lay out: links lead somewhere, no heading level is left out, nothing is undefined."""

import re
from collections.abc import Callable
from datetime import date
from itertools import pairwise

import pandas as pd
import pytest

from reports.commentary import WHOLE, Commentary
from reports.documents import lead_member, return_interviews, smt_overview
from reports.documents.catalogue import REPORTS as CATALOGUE
from reports.documents.document import Document, MemberInput, OperationalInput
from reports.periods import Period
from reports.render import pages

WEEK = Period.parse("2026-11-09")
REPORTS = ("smt_overview", "return_interviews", "lead_member")


@pytest.fixture
def make(
    operational: Callable[..., OperationalInput],
    member: Callable[..., MemberInput],
    story: Callable[..., pd.DataFrame],
) -> Callable[..., Document]:
    """Make a report of the invented authority, or with `nothing=True` of one in which nothing happened."""

    def build(report: str, *, nothing: bool = False, **given: object) -> Document:
        if report == "lead_member":
            return lead_member.build(member(figures=story(nothing=nothing), **given))
        period = WEEK if report == "return_interviews" else Period.parse("2026-10")
        handed = operational(period, **given)
        if nothing:
            nobody = {name: rows.iloc[:0] for name, rows in handed.lists.items()}
            handed = operational(period, figures=story(period, nothing=True), lists=nobody, findings=(), **given)
        return (return_interviews if report == "return_interviews" else smt_overview).build(handed)

    return build


@pytest.mark.parametrize("report", REPORTS)
def test_every_page_reference_leads_to_a_place(make: Callable[..., Document], report: str) -> None:
    html = pages.report(make(report))
    places = set(re.findall(r'\bid="([^"]+)"', html))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= places


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("nothing", [False, True])
def test_no_heading_level_is_left_out(make: Callable[..., Document], report: str, nothing: bool) -> None:
    levels = [int(level) for level in re.findall(r"<h([1-6])", pages.report(make(report, nothing=nothing)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in pairwise(levels))


@pytest.mark.parametrize("report", REPORTS)
def test_without_a_commentary_the_report_says_so(make: Callable[..., Document], report: str) -> None:
    assert "No commentary supplied." in pages.report(make(report))


@pytest.mark.parametrize("report", REPORTS)
def test_a_commentary_stands_in_the_report_and_in_its_sections_with_who_wrote_it(
    make: Callable[..., Document], report: str
) -> None:
    written = {section: f"Of {place}." for place, section in enumerate(CATALOGUE[report].sections)}
    said = Commentary("A. Green", date(2026, 11, 4), {WHOLE: "We *hired*.\n\n<b onclick=x>three</b>"} | written)
    html = pages.report(make(report, commentary=said))
    assert "<em>hired</em>" in html
    assert "<b onclick" not in html
    assert html.count("Commentary by A. Green, 4 November 2026") == 1 + len(written)
    for place, section in enumerate(written):
        before, _, after = html.partition(f"<p>Of {place}.</p>")
        assert after
        assert before.rindex(f"<h2>{section}</h2>") == before.rindex("<h2>")


@pytest.mark.parametrize("report", REPORTS)
def test_every_chart_has_its_numbers_or_a_table_beside_it(make: Callable[..., Document], report: str) -> None:
    document = make(report)
    drawn = [picture for picture in document.context["charts"].values() if picture]
    assert all(picture.chart.title and picture.chart.alt for picture in drawn)
    assert all(picture.numbers or "table" in picture.note for picture in drawn)
