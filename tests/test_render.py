"""Pages and PDFs: nothing of the source is run, fetched or lost, nothing missing goes unnoticed, all has an end."""

import io
from datetime import date, datetime

import pikepdf
import pypdf
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from reports import accessibility, palette
from reports.commentary import WHOLE, Commentary
from reports.deliver.protect import protect
from reports.documents.document import Document
from reports.errors import RenderError
from reports.periods import LONDON, Period
from reports.render import pages, pdf
from reports.render.alignment import paddings
from reports.settings import Authority

HEAD = '<!DOCTYPE html><html lang="en-GB"><head><title>t</title></head><body>'
HOSTILE = (
    '<script>alert(1)</script> {{ 7 * 7 }} <img src="file:///etc/passwd"> \x00\x1b\u202e עברית 😀 漢 ' + "x" * 4000
)
REPORT = """{% extends "base.html.jinja" %}{% import "macros.html.jinja" as macros %}
{% block report %}<section><h2>Words</h2><p>{{ words }}</p>{{ macros.commentary(remark) }}</section>{% endblock %}"""


def a_document(**changed: object) -> Document:
    """A document without figures."""
    told: dict[str, object] = {
        "report": "smt_overview",
        "title": "SMT overview, October 2026",
        "tier": "operational",
        "period": Period.parse("2026-10"),
        "as_at": datetime(2026, 11, 3, 6, tzinfo=LONDON),
        "issue": "2026-10/1",
        "authority": Authority(),
        "summary": ("Caseloads rose.", "Supervision is better."),
        "attention": ("First Response: 24.1 cases per FTE",),
        "context": {},
    }
    return Document(**(told | changed))  # type: ignore[arg-type]


def html(document: Document, words: str = "Words.") -> str:
    """A page that shows the words in every way that text reaches a page."""
    remark = Commentary("A. Green", date(2026, 11, 4), {WHOLE: words})
    template = pages.environment().from_string(REPORT)
    return template.render(document=document, palette=palette, words=words, remark=remark)


def read(made: bytes) -> str:
    """The text of a PDF."""
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made)).pages)


def test_a_page_says_who_what_when_and_for_whom() -> None:
    text = read(pdf.write(html(a_document())))
    for said in (
        "Westmere County Council · Children's Services",
        "OFFICIAL-SENSITIVE · operational",
        "SMT overview, October 2026 · issue 2026-10/1 · data as at 3 November 2026, 06:00",
        "Performance team, performance@westmere.example",
        "Page 1 of 1",
        "Caseloads rose. Supervision is better.",
        "Data as at Tuesday 3 November 2026, 06:00. Issue 2026-10/1.",
    ):
        assert said in text


def test_the_pdf_is_accessible_and_dated_by_its_data() -> None:
    made = accessibility.repair(pdf.write(html(a_document())))
    assert accessibility.inspect(made).faults == ()
    with pikepdf.open(io.BytesIO(made)) as opened:
        assert str(opened.docinfo[pikepdf.Name.CreationDate]).startswith("D:20261103060000")
        assert str(opened.docinfo[pikepdf.Name.Title]) == "SMT overview, October 2026"


def test_a_password_takes_no_reader_away_and_nobody_without_it_can_count_the_rows_of_a_table() -> None:
    made, open_to_all, unsealed = accessibility.repair(pdf.write(html(a_document()))), io.BytesIO(), io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as opened:
        opened.save(open_to_all, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    sealed = protect(open_to_all.getvalue(), "three random words", {})
    with pikepdf.open(io.BytesIO(sealed), password="three random words") as opened:
        opened.save(unsealed)
    assert accessibility.inspect(unsealed.getvalue()).faults == ()
    assert b"/StructElem" in open_to_all.getvalue()
    assert b"/StructElem" not in sealed


def test_the_same_page_is_the_same_bytes() -> None:
    page = html(a_document())
    assert pdf.write(page) == pdf.write(page)


def test_hostile_text_is_text_in_the_pdf_and_takes_no_page_of_its_own() -> None:
    authority = Authority(name='A "council" \\ } <b>', contact='a";} * { display: none } /*')
    text = read(pdf.write(html(a_document(authority=authority, title="T <b>" + HOSTILE, summary=(HOSTILE,)), HOSTILE)))
    for said in ("<script>alert(1)</script>", "{{ 7 * 7 }}", 'src="file:///etc/passwd"', 'A "council" \\ } <b>'):
        assert said in text
    assert 'a";} * { display: none } /*' in text
    assert "root:" not in text
    assert "\ufffd" in text


@settings(max_examples=3, deadline=None, phases=[Phase.generate])
@given(st.lists(st.text(max_size=60), min_size=40, max_size=40))
def test_any_text_at_all_can_be_rendered(texts: list[str]) -> None:
    """Forty texts a page, as a page takes seconds."""
    assert pdf.write(html(a_document(summary=tuple(texts)), "\n\n".join(texts))).startswith(b"%PDF")


@pytest.mark.parametrize(
    "body",
    [
        '<img alt="a" src="file:///etc/passwd">',
        '<img alt="a" src="http://127.0.0.1:1/a.png">',
        '<img alt="a" src="fonts/../../settings.py">',
        '<img alt="a" src="missing.png">',
        "<link rel=stylesheet href=missing.css>",
        "<p style='colour: red'>a</p>",
        "<p>漢</p>",
        "<p>a</p><style>@font-face { font-family: A; src: url(fonts/missing.ttf) }</style>",
        "<a href='#nowhere'>a</a>",
    ],
)
def test_what_is_missing_or_not_ours_fails_the_rendering(body: str) -> None:
    with pytest.raises(RenderError):
        pdf.write(HEAD + body)


def test_a_rendering_that_takes_too_long_is_ended() -> None:
    with pytest.raises(RenderError, match="took more than 1 s"):
        pdf.write(HEAD + "<table>" + "<tr><td>a" * 20_000, pdf.Bounds(seconds=1))


def test_a_rendering_that_needs_too_much_memory_is_ended() -> None:
    with pytest.raises(RenderError, match="needed more than 150 MB"):
        pdf.write(HEAD + "<table>" + "<tr><td>a" * 5_000, pdf.Bounds(megabytes=150))


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        pages.environment().from_string("{{ misspelt }}").render()


def test_what_a_template_prints_is_escaped_printable_and_short() -> None:
    shown = pages.environment().from_string("{{ text }}").render(text="<b>\x00漢" + "x" * 2000)
    assert shown.startswith("&lt;b&gt; \ufffdxxx")
    assert shown.endswith("x…")


def test_commentary_keeps_its_emphasis_and_lists_and_nothing_that_acts() -> None:
    shown = pages.markdown("# Head\n**Bold** <script>a</script> [link](javascript:a) ![i](http://x/y.png)\n\n- one")
    assert "<h3>Head</h3>" in shown
    assert "<strong>Bold</strong>" in shown
    assert "<li>one</li>" in shown
    assert "<script" not in shown
    assert "href" not in shown
    assert "<img" not in shown


def test_instants_are_said_in_british_form_and_london_time() -> None:
    assert pages.weekday_instant(datetime.fromisoformat("2026-06-30T23:30:00+00:00")) == "Wednesday 1 July 2026, 00:30"


def test_numbers_of_a_column_are_aligned_on_the_decimal() -> None:
    """`%` is 0.982 em wide, `.4` 0.918 em: 86.4% reaches furthest, 42 lacks both."""
    assert paddings(["86.4%", "18.4", "42", "90%", "\u2013", "14 of 19"]) == [
        "",
        "0.982em",
        "1.900em",
        "0.918em",
        "1.900em",
        "",
    ]


def test_the_mail_says_what_a_person_can_act_on_and_fetches_nothing() -> None:
    document = a_document()
    text, page = pages.mail_text(document), pages.mail_html(document)
    for body in (text, page):
        for said in ("Caseloads rose.", "First Response: 24.1 cases per FTE", "OFFICIAL-SENSITIVE · operational"):
            assert said in body
    assert "<" not in text
    assert "src=" not in page
    assert "http" not in page


def test_hostile_text_in_a_mail_is_escaped() -> None:
    assert "<script>" not in pages.mail_html(a_document(summary=(HOSTILE,)))
