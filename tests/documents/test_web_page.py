"""A public report besides its PDF: a web page that stands alone and anybody can read, and data fit to publish."""

import csv
import re
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from reports.documents.document import Document, MemberInput
from reports.documents.scrutiny import REPORT
from reports.figures import COLUMNS
from reports.measures import MEASURES
from reports.periods import Period, parse_instant
from reports.render import web
from reports.settings import Settings
from tests.live.browser import a_browser, faults, overflow

QUARTER = Period.parse("2026-Q2")
FEW = 3  # of something: suppressed


@pytest.fixture(scope="module")
def document() -> Document:
    figures = pd.DataFrame(
        [row for n, period in enumerate(QUARTER.trend()) for row in _rows(period, n)], columns=COLUMNS
    )
    handed = MemberInput.from_figures(Settings(), QUARTER, parse_instant("2026-10-08T06:00"), figures, [], "2026-Q2/1")
    return REPORT.build(MemberInput(**{**vars(handed), "tier": "public"}))


def _rows(period: Period, n: int) -> list[list[object]]:
    """Give plenty of everything, but few children who went missing in the last period."""
    last = period == QUARTER
    rows: list[list[object]] = []
    for name in REPORT.measures:
        unit, share = MEASURES[name].unit, MEASURES[name].unit == "%"
        count = float(FEW if last and name == "children_missing" else 400 + n)
        parts = [count, 500.0, count / 5] if share else [count, float("nan"), count]
        place = [period.start.isoformat(), period.end.isoformat(), "authority", "authority", "Authority"]
        rows.append([name, *place, *parts, unit, "ok"])
    return rows


def test_the_page_needs_nothing_but_itself(document: Document) -> None:
    page = web.page(document).decode()
    assert "<script" not in page
    assert "<link" not in page
    assert "@font-face" not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:)[^"]*"', page)
    assert page.count("<main") == page.count('href="#report"') == 1
    assert 'lang="en-GB"' in page


def test_the_page_says_what_the_pdf_says(document: Document) -> None:
    page = web.page(document).decode()
    for sentence in document.summary:
        assert sentence in page
    assert "Children who went missing" in page


def test_the_page_says_whose_it_is_whom_to_ask_and_where_the_data_are(document: Document) -> None:
    page = web.page(document).decode()
    assert "<p>Westmere County Council · Children&#39;s Services</p>" in page
    assert "performance@westmere.example. The figures as data: scrutiny-2026-Q2.csv" in page
    assert "Open Government Licence v3.0" in page


@pytest.mark.parametrize("width", [320, 1280])
def test_anybody_can_read_the_page(document: Document, width: int, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(web.page(document))
    with a_browser() as browser:
        browser.set_viewport_size({"width": width, "height": 800})
        browser.goto(file.as_uri())
        assert overflow(browser) <= 0
        found = faults(browser)
        assert found == [], sorted({each[:110] for each in found})


def test_data_say_what_each_figure_is_and_hide_what_is_small(document: Document) -> None:
    assert document.published is not None
    rows = list(csv.DictReader(StringIO(web.csv(document.published).decode(), newline="")))
    assert len(rows) == len(REPORT.measures) * len(QUARTER.trend())
    (small,) = (row for row in rows if row["status"] == "c")
    assert (small["measure"], small["period_start"]) == ("children_missing", "2026-07-01")
    assert small["value"] == small["numerator"] == small["denominator"] == ""
    assert small["status_meaning"].startswith("suppressed")
    assert {row["licence"] for row in rows} == {"Open Government Licence v3.0"}
    assert all(row["title"] and row["definition"] and row["source"] for row in rows)
