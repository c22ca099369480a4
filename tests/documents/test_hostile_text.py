"""Hostile text from the source: through to the PDF it is text, all of it is there, and nothing is run or fetched.

A page costs seconds, so each document carries many texts. Each text begins with a mark of its own: so it is known
where it must be found again.
"""

import io
import re
import threading
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zlib import crc32

import openpyxl
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from reports import demo
from reports.accessibility import read_aloud
from reports.checks import clean
from reports.documents import return_interviews
from reports.documents.catalogue import REPORTS
from reports.documents.document import Document, OperationalInput
from reports.documents.tables import Table
from reports.periods import Period, parse_instant
from reports.render import Rendered, render
from reports.settings import load
from reports.source import TABLES, pull
from reports.source.contract import Type
from reports.text import printable
from reports.workflow.data import of_checked
from reports.workflow.issue import hand_over

WEEK = Period.parse("2026-11-09")
ASKED: list[str] = []  # what the web server was asked for
LONGEST = 4_000
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff]")
SHOWN = 160  # characters that a cell shows
FREE = {"team", "service", "worker", "role", "risk", "why_not", "themes"}  # columns of lists with the source's own text


class Web(BaseHTTPRequestHandler):
    """A web server that remembers what it was asked for."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    """A real web server on loopback, whose address stands in the hostile texts: it must hear nothing."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def nasty(web: str) -> list[str]:
    """What people and programs type into fields."""
    return [
        "<script>alert(1)</script>",
        f'<img src="{web}/a.png" onerror=alert(1)>',
        f"</td></tr></table><link rel=stylesheet href='{web}/a.css'>",
        f"<style>@import url({web}/b.css); * {{ display: none }}</style>",
        f'<svg><image href="{web}/c.svg"/><title>t</title></svg>',
        f"<a href='{web}/d'>press</a> <iframe src='{web}/e'></iframe> ![i]({web}/f.png) [l](javascript:alert(1))",
        "<!-- {{ 7 * 7 }} {% raw %} {# --> ${7*7} %s %(a)s \\N{BULLET}",
        "]]> <![CDATA[ &lt; &amp; &#0; &bogus; \" ' \\ } ; /*",
        '=HYPERLINK("http://127.0.0.1") +1 -1 @SUM(A1)',
        "'; DROP TABLE ssd_person; --",
        "\u05e9\u05dc\u05d5\u05dd \u202eabc\u202c \u0645\u0631\u062d\u0628\u0627 \u2067x\u2069",
        "\U0001f600\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1ec\U0001f1e7 \u2764\ufe0f",
        "a\x00b\x01c\x07d\x1be\x7ff\x85g\u2028h\u2029i\r\nj\tk",
        "e\u0301\u0302\u0303\u0304 Z\u0300\u0310\u0320 \ufb01 \u1e9e \u6f22\u5b57 \ufdfd \ufffe",
        "W" * LONGEST,
        "word " * (LONGEST // 5),
        "\u00adsoft\u00adhyphen\u00ad\u200bzero\u200bwidth\ufeff",
        "   ",
        "",
    ]


def of_all(document: Document) -> list[str]:
    """The texts of all cells of a document's tables."""
    held: list[object] = list(document.context.values())
    texts = []
    while held:
        each = held.pop()
        if isinstance(each, Table):
            texts += [cell.text for row in each.rows for cell in row]
        elif isinstance(each, dict):
            held += each.values()
    return texts


def bare(text: str) -> str:
    """What of a text can be compared: its plain letters and signs."""
    return re.sub("[^!-~]", "", unicodedata.normalize("NFKC", text))


def assert_harmless(document: Document, rendered: Rendered) -> None:
    """Every cell's text is on a page, nothing acts (a check of every issue), nothing was fetched, cells are text."""
    said = bare(read_aloud(rendered.pdf))
    for text in of_all(document):
        shown = printable(text, SHOWN)
        assert (bare(shown) if not RIGHT_TO_LEFT.search(shown) else bare(shown[:5])) in said
    assert rendered.inspection.faults == ()
    assert ASKED == []
    assert not re.search(r"<(script|img|link|style|svg|iframe|a)\b", rendered.html.split("<body", 1)[1])
    for content in rendered.attachments.values():
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert not any(cell.data_type == "f" or cell.hyperlink for page in book for row in page for cell in row)


@settings(max_examples=2, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(drawn=st.data())
def test_any_text_in_any_list_is_shown_and_does_no_harm(
    drawn: st.DataObject, web: str, operational: Callable[..., OperationalInput]
) -> None:
    one = st.lists(st.sampled_from(nasty(web)) | st.text(max_size=40), max_size=4).map(" ".join)
    texts = drawn.draw(st.lists(one, min_size=60, max_size=60))
    lists = {}
    for name, rows in operational(WEEK).lists.items():
        many = rows.iloc[[n % len(rows) for n in range(12)]].reset_index(drop=True)
        for column in FREE & set(many.columns):
            many[column] = [f"Q{place:02}Q{texts[(place + crc32(column.encode())) % 60]}" for place in range(12)]
        lists[name] = many
    document = return_interviews.build(operational(WEEK, lists=lists))
    rendered = render(document)
    assert rendered.pages <= 10
    assert_harmless(document, rendered)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory, web: str) -> str:
    """A small authority: names, job titles, reasons and other texts of its source are hostile, ids too."""
    file = tmp_path_factory.mktemp("hostile") / "authority.db"
    frames = demo.make(children=120, months=14, until=date(2026, 11, 2), clean=True)
    demo.write({name: hostile(frame, name, nasty(web)) for name, frame in frames.items()}, str(file))
    return f"sqlite:///{file}"


def hostile(frame: pd.DataFrame, table: str, texts: list[str]) -> pd.DataFrame:
    """Let every second text of a table be hostile, and every id end in a hostile way, the same way everywhere."""
    changed = frame.copy()
    for field in TABLES[table].fields:
        if field.type is Type.TEXT:
            given = [f"Q{place:02}Q{texts[place % len(texts)]}" for place in range(len(frame))]
            changed[field.name] = frame[field.name].where([place % 2 == 0 for place in range(len(frame))], given)
        elif field.type is Type.ID:
            changed[field.name] = frame[field.name].map(
                lambda key: f"{key}{texts[crc32(key.encode()) % len(texts)][:40]}", na_action="ignore"
            )
    return changed


@pytest.mark.parametrize(
    ("report", "period", "most"), [("smt_overview", "2026-10", 20), ("return_interviews", "2026-10-26", 10)]
)
def test_hostile_text_in_every_field_of_the_source_is_shown_and_does_no_harm(
    authority: str, report: str, period: str, most: int
) -> None:
    chosen = load(None)
    source = pull(authority, Period.parse(period), parse_instant("2026-11-02T00:00"), chosen.standards)
    made = of_checked(clean(source, chosen), chosen)
    document = REPORTS[report].build(hand_over(report, chosen, made, "draft"))
    rendered = render(document)
    assert rendered.pages <= most
    assert any(re.search(r"Q\d\dQ", text) for text in of_all(document))
    assert_harmless(document, rendered)
