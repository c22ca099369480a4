"""People, places and texts of the source are marked; what may not leave is sought in everything that leaves.

Every report of the catalogue is rendered from the marked source, so that a report that is added is sought through too.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime

import pikepdf
import pypdf
import pytest

from reports import demo
from reports.accessibility import read_aloud
from reports.checks import clean
from reports.documents.catalogue import REPORTS, Report
from reports.periods import LONDON, Kind, Period
from reports.render import Rendered, pages, render
from reports.series import of_teams, series
from reports.settings import load
from reports.source import pull
from reports.workflow.data import Measured, of_checked
from reports.workflow.issue import hand_over
from tests.marked import CHILD, PLACE, WORDS, WORKER, marked

AS_AT = datetime(2026, 11, 2, 6, tzinfo=LONDON)  # a Monday: a month and a week have just ended
NAMING_WORKERS = {"workers", "supervision", "waiting", "still_missing", "overdue_assessments"}
BIRTH = re.compile(r"\b1923-07|\b19 July?|\b19/07|\b103 years|aged 103")


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Measured]:
    """What is measured of a small marked authority, for every kind of period."""
    source = str(tmp_path_factory.mktemp("source") / "authority.db")
    demo.write(marked(demo.make(children=700, months=15, until=AS_AT.date(), seed=3)), source)
    settings = load()
    return {
        kind: of_checked(
            clean(pull(source, Period.last_complete(kind, AS_AT), AS_AT, settings.standards), settings), settings
        )
        for kind in {report.kind for report in REPORTS.values()}
    }


@pytest.fixture(scope="module", params=REPORTS)
def leaving(request: pytest.FixtureRequest, measured: dict[Kind, Measured]) -> tuple[Report, str]:
    """A report, and all that leaves with it: its page as HTML, PDF, mail and workbook, or web page and data."""
    report = REPORTS[request.param]
    made = measured[report.kind]
    of = series(request.param, next(iter(made.teams))) if of_teams(request.param) else request.param
    document = report.build(hand_over(of, load(), made, f"{made.period}/1"))
    rendered = render(document)
    said = [document.title, *document.summary, *document.attention, pages.report(document), *told(rendered)]
    return report, "\n".join(said)


def told(rendered: Rendered) -> Iterator[str]:
    """All that the files of an issue say, wherever in them."""
    yield rendered.text
    yield rendered.html
    yield read_aloud(rendered.pdf)
    yield from (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(rendered.pdf)).pages)
    with pikepdf.open(io.BytesIO(rendered.pdf)) as opened:
        for each in opened.objects:
            yield (each.read_bytes() if isinstance(each, pikepdf.Stream) else each.unparse()).decode("latin-1")
            yield from strings(each)
    for name, content in rendered.attachments.items():
        yield name
        if not name.endswith(".xlsx"):
            yield content.decode()
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            yield from (book.read(part).decode() for part in book.namelist())


def strings(held: object) -> Iterator[str]:
    """The strings of a PDF's object, which can be in UTF-16: alternative texts, bookmarks, titles.

    What it only refers to is an object of its own.
    """
    if isinstance(held, pikepdf.String):
        yield str(held)
    elif isinstance(held, pikepdf.Dictionary | pikepdf.Stream | pikepdf.Array):
        if isinstance(held, pikepdf.Array):
            parts = list(held)
        else:
            parts = list((held.stream_dict if isinstance(held, pikepdf.Stream) else held).values())
        for part in parts:
            if not getattr(part, "is_indirect", False):
                yield from strings(part)


def test_nobody_can_be_found_in_what_members_or_the_public_get(leaving: tuple[Report, str]) -> None:
    report, text = leaving
    sought = (CHILD,) if report.tier == "operational" else (CHILD, WORKER, PLACE, WORDS)
    assert [mark for mark in sought if mark in text] == []
    assert not BIRTH.search(text)


def test_the_search_finds_what_may_be_there(leaving: tuple[Report, str]) -> None:
    """Operational reports name teams, and those that list workers name them, also in compressed streams."""
    report, text = leaving
    there = (PLACE, *((WORKER,) if NAMING_WORKERS.intersection(report.lists) else ()))
    if report.tier == "operational":
        assert [mark for mark in there if mark not in text] == []
