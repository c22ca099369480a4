"""What is wrong with a PDF is found and said: each fault is made in a good one."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from reports.accessibility import Inspection, inspect, repair
from reports.accessibility.tree import document, hold, kind, read, walk

REPORT = """<h1>A report</h1>
<section><h2 id="teams">Teams</h2><h3>Two teams</h3><p><a href="#teams">Teams</a></p>
<div><svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">
<title>A square</title><path d="M0 0h9z"/></svg></div>
<table><caption>Teams</caption><thead><tr><th>Team</th><th>Cases</th></tr></thead>
<tbody><tr><th scope="row">A</th><td>1</td></tr><tr><th scope="row">B</th><td>2</td></tr></tbody></table>
<ul><li>One.</li></ul></section>"""


@pytest.fixture(scope="module")
def good(draw: Callable[[str], bytes]) -> bytes:
    """A report without a fault."""
    return repair(draw(REPORT))


def spoilt(good: bytes, spoil: Callable[[Pdf], object]) -> Inspection:
    """The inspection of the report after a fault was made in it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(good)) as opened:
        spoil(opened)
        opened.save(target)
    return inspect(target.getvalue())


def the(opened: Pdf, wanted: str) -> Object:
    """The first element of a kind."""
    return next(element for element in walk(document(opened)) if kind(element) == wanted)


def put(wanted: str, name: str, value: object) -> Callable[[Pdf], None]:
    """Change an entry of the first element of a kind."""
    return lambda opened: the(opened, wanted).__setitem__(name, value)


def take(wanted: str, name: str) -> Callable[[Pdf], None]:
    """Take an entry from the first element of a kind, or from the root."""
    return lambda opened: (the(opened, wanted) if wanted else opened.Root).__delitem__(name)


def without_title(opened: Pdf) -> None:
    """Take the title away in both places."""
    del opened.docinfo[Name.Title]
    with opened.open_metadata() as about:
        del about["dc:title"]


def with_a_box(*edges: int) -> Callable[[Pdf], None]:
    """Give the figure another box."""
    return put("Figure", "/A", Dictionary(O=Name.Layout, BBox=Array(edges)))


def with_another_bookmark(opened: Pdf) -> None:
    """Call the bookmark of the second heading otherwise."""
    opened.Root.Outlines.First.First[Name.Title] = "Other"


def with_a_lost_mark(opened: Pdf) -> None:
    """Let the first mark lead to the table."""
    opened.Root.StructTreeRoot.ParentTree.Nums[1][0] = the(opened, "Table")


def with_stray_paint(opened: Pdf) -> None:
    """Paint a square that nothing tells of."""
    opened.pages[0].contents_add(opened.make_stream(b"0 0 9 9 re f"))


def with_an_address(opened: Pdf) -> None:
    """Let the link lead into the web."""
    read(the(opened, "Link")).areas[0][Name.A] = Dictionary(S=Name.URI, URI="http://x.invalid")


def with_a_script(opened: Pdf) -> None:
    """Run a script when the report is opened."""
    opened.Root[Name.OpenAction] = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def test_a_good_report_passes_every_rule_and_check_and_says_so(good: bytes) -> None:
    inspection = inspect(good)
    assert (inspection.faults, inspection.warnings) == ((), ())
    assert inspection.rules_passed == inspection.rules == 104
    assert inspection.checks_passed == len(inspection.checks) == 15
    assert inspection.summary == (
        "PDF/UA-1: 104 of 104 rules passed (page-validation 0.11.0); own checks: 15 of 15 passed; 0 warnings"
    )


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (take("", "/Lang"), "its language is not en-GB"),
        (without_title, "it has no title"),
        (take("", "/ViewerPreferences"), "its title is not displayed"),
        (take("", "/Outlines"), "it has no bookmarks"),
        (with_another_bookmark, "the heading “Teams” has no bookmark"),
        (put("H3", "/S", Name.H4), "a heading of level 4 follows one of level 2"),
        (put("H1", "/S", Name.P), "it does not begin with its one heading of level 1"),
        (take("Figure", "/Alt"), "a figure has no text alternative"),
        (take("Figure", "/A"), "a figure has no box"),
        (with_a_box(0, 0, 9, 9), "a figure's box is not where the figure is"),
        (with_a_box(0, 0, 9, 999), "a figure's box is not on its page"),
        (put("Caption", "/S", Name.P), "a table has no caption"),
        (put("THead", "/S", Name.TBody), "a table has 0 heads"),
        (put("TH", "/A", Dictionary(O=Name.Table)), "a table's head has no scope"),
        (put("TD", "/A", Dictionary(O=Name.Table, ColSpan=2)), "a table's rows differ in length"),
        (put("LI", "/S", Name.P), "a list holds what is no item"),
        (put("LBody", "/S", Name.P), "an item holds what is no label or body"),
        (lambda pdf: read(the(pdf, "Link")).areas[0].__delitem__("/Contents"), "a link has no text of its own"),
        (lambda pdf: hold(the(pdf, "H3"), []), "page 1 has text that the structure does not reach"),
        (
            lambda pdf: pdf.pages[0].contents_add(pdf.make_stream(b"0 0 9 9 re f")),
            "page 1 paints what is neither read nor an artifact",
        ),
        (with_a_lost_mark, "marks lead to elements that do not hold them"),
        (with_a_script, "it holds what acts (OpenAction)"),
        (with_an_address, "it holds a link that leads outside of it"),
        (take("", "/StructTreeRoot"), "it has no structure"),
    ],
)
def test_a_fault_is_found_and_said_in_words(good: bytes, spoil: Callable[[Pdf], object], fault: str) -> None:
    inspection = spoilt(good, spoil)
    assert fault in inspection.faults
    assert inspection.checks_passed < len(inspection.checks)


def test_what_only_the_validator_knows_is_a_fault_too(good: bytes) -> None:
    """PDF/UA-1 wants the document to say that it is tagged."""
    inspection = spoilt(good, take("", "/MarkInfo"))
    assert inspection.rules_passed < inspection.rules
    assert any(fault.startswith("PDFUA1-") for fault in inspection.faults)


def test_of_many_faults_the_first_are_said_in_a_line() -> None:
    inspection = Inspection(104, 104, (), 0, tuple(f"fault {n}" for n in range(7)), ())
    assert inspection.said() == "fault 0; fault 1; fault 2; fault 3; fault 4; 2 more"
