"""A PDF's structure, repaired: asked of the structure tree itself."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from reports.accessibility import inspect, page_count, repair
from reports.accessibility.tree import document, elements, kind, parent_tree, read, walk

ROWS = "".join(f'<tr><th scope="row">Team {n}</th><td>{n}</td></tr>' for n in range(80))
LONG = " ".join(f"Sentence {n}." for n in range(600))
REPORT = f"""<h1>A report</h1>
<section><h2>Teams</h2>
<p><a href="#terms">Terms</a> stand below.</p>
<div><svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">
<title>A square</title><path d="M0 0h9z"/></svg></div>
<table><caption>Teams</caption>
<thead><tr><th rowspan="2">Team</th><th>Cases</th></tr><tr><th>October</th></tr></thead>
<tbody>{ROWS}</tbody></table>
<p>{LONG}</p></section>
<section id="terms"><h2>Terms</h2><ul><li><p>{LONG}</p></li></ul>
<dl class="definitions"><dt>First</dt><dd>{LONG}</dd><dt>Second</dt>
<dd><span aria-hidden="true">\u25b2</span> Said.</dd></dl>
<p><span aria-label="no figure">\u2013</span></p></section>"""


@pytest.fixture(scope="module")
def drawn(draw: Callable[[str], bytes]) -> bytes:
    """A report of many pages as WeasyPrint draws it."""
    return draw(REPORT)


@pytest.fixture(scope="module")
def repaired(drawn: bytes) -> pikepdf.Pdf:
    """The same, repaired."""
    return pikepdf.open(io.BytesIO(repair(drawn)))


def found(repaired: pikepdf.Pdf, wanted: str) -> list[pikepdf.Object]:
    """The elements of a kind, in reading order."""
    return [element for element in walk(document(repaired)) if kind(element) == wanted]


def pages_of(repaired: pikepdf.Pdf, element: pikepdf.Object) -> int:
    """How many pages an element reaches over."""
    return len({page for below in read(element).walk() for page, _ in below.marks})


def test_a_table_over_pages_is_one_table_with_one_head(repaired: pikepdf.Pdf) -> None:
    (table,) = found(repaired, "Table")
    assert pages_of(repaired, table) == 3
    assert [kind(each) for each in elements(table)] == ["Caption", "THead", "TBody"]
    assert len(found(repaired, "TR")) == 2 + 80


def test_heads_of_columns_and_rows_say_so_in_a_head_of_two_rows_too(repaired: pikepdf.Pdf) -> None:
    scopes = [str(cell[pikepdf.Name.A]["/Scope"]) for cell in found(repaired, "TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 80
    assert not any("/Headers" in cell[pikepdf.Name.A] or "/ID" in cell for cell in found(repaired, "TD"))


def test_sections_and_paragraphs_are_joined_over_pages_and_new_ones_are_not(repaired: pikepdf.Pdf) -> None:
    (part,) = found(repaired, "Part")
    first, second = (each for each in elements(part) if kind(each) == "Sect")
    assert [kind(each) for each in elements(first)] == ["H2", "P", "Div", "Table", "P"]
    assert [kind(each) for each in elements(second)] == ["H2", "L", "L", "P"]
    assert pages_of(repaired, elements(first)[-1]) == 2


def test_an_item_that_crosses_a_page_is_one_item_with_a_label_and_a_body(repaired: pikepdf.Pdf) -> None:
    (item,) = elements(found(repaired, "L")[0])
    assert [kind(each) for each in elements(item)] == ["Lbl", "LBody"]
    assert [kind(each) for each in elements(elements(item)[1])] == ["P"]
    assert pages_of(repaired, item) > 1


def test_a_term_and_what_is_said_of_it_are_an_item_over_columns_and_pages(repaired: pikepdf.Pdf) -> None:
    terms = found(repaired, "L")[1]
    assert [kind(each) for each in elements(terms)] == ["LI", "LI"]
    assert [[kind(each) for each in elements(item)] for item in elements(terms)] == [["Lbl", "LBody"]] * 2


def test_a_figures_box_is_in_points_from_the_bottom_of_its_page(repaired: pikepdf.Pdf) -> None:
    """200 x 40 px are 150 x 30 pt; the page's margin is 15 mm, which is 42.52 pt."""
    (figure,) = found(repaired, "Figure")
    left, bottom, right, top = (float(edge) for edge in figure[pikepdf.Name.A][pikepdf.Name.BBox])
    assert (left, right - left, top - bottom) == (pytest.approx(42.52, abs=0.02), 150, 30)
    assert 600 < bottom < top < 842
    assert str(figure[pikepdf.Name.Alt]) == "A square"


def test_a_link_holds_its_area_and_its_area_knows_it(repaired: pikepdf.Pdf) -> None:
    (link,) = found(repaired, "Link")
    (area,) = read(link).areas
    assert parent_tree(repaired)[int(area.StructParent)].objgen == link.objgen


def test_every_mark_knows_the_element_that_holds_it(repaired: pikepdf.Pdf) -> None:
    known = parent_tree(repaired)
    numbers = {page.obj.objgen: int(page.obj.StructParents) for page in repaired.pages}
    held = {mark: each.object for each in read(document(repaired)).walk() for mark in each.marks}
    assert held
    assert all(known[numbers[page]][mark].objgen == element.objgen for (page, mark), element in held.items())


def test_running_heads_repeated_heads_and_decoration_are_artifacts(repaired: pikepdf.Pdf) -> None:
    """Page 2: the council's name, the page's number and the three repeated heads are painted, and not read."""
    assert repaired.pages[1].Contents.read_bytes().count(b"/Artifact BMC") >= 5
    body = elements(elements(found(repaired, "L")[1])[1])[1]
    assert len([each for each in read(body).walk() if each.marks]) == 1  # of the triangle and `Said.`


def test_a_sign_that_stands_for_a_word_is_read_as_the_word(repaired: pikepdf.Pdf) -> None:
    assert [str(each.ActualText) for each in found(repaired, "Span") if "/ActualText" in each] == ["no figure"]


def test_the_repair_is_the_same_every_time_and_leaves_nothing_of_its_own(drawn: bytes, repaired: pikepdf.Pdf) -> None:
    assert repair(drawn) == repair(drawn)
    assert not any("/BoxOf" in each for each in walk(document(repaired)))
    assert page_count(repair(drawn)) == page_count(drawn)


def test_what_weasyprint_draws_has_faults_and_what_is_repaired_has_none(drawn: bytes) -> None:
    assert {"a table's head has no scope", "a table has no caption"} <= set(inspect(drawn).faults)
    assert inspect(repair(drawn)).faults == ()
