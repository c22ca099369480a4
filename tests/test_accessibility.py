"""A PDF's structure, repaired and checked: asked of the structure tree itself."""

import io

import pikepdf
import pytest

from reports.accessibility import faults, page_count, repair
from reports.accessibility.tree import document, elements, kind, walk
from reports.render import pdf

ROWS = "".join(f'<tr><th scope="row">Team {n}</th><td>{n}</td></tr>' for n in range(80))
PAGE = f"""<!DOCTYPE html><html lang="en-GB">
<head><title>A report</title><link rel="stylesheet" href="style.css"><style>
:root {{ --ink: #000; --quiet: #555; --rule: #ccc; --wash: #eee; --off: #a00; --near: #850; --good: #063 }}
:root {{ --accent: #158 }}
@page {{ @top-left {{ content: "A council" }} }}
</style></head>
<body><main><h1>A report</h1>
<section><h2>Teams</h2>
<div><svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">
<title>A square</title><path d="M0 0h9z"/></svg></div>
<table><caption>Teams</caption><thead><tr><th>Team</th><th>Cases</th></tr></thead><tbody>{ROWS}</tbody></table>
<p>After the table.</p></section>
<section><h2>Definitions</h2><ul><li><p>One.</p></li></ul></section></main></body></html>"""


@pytest.fixture(scope="module")
def drawn() -> bytes:
    """A table over three pages as WeasyPrint draws it."""
    return pdf.write(PAGE)


@pytest.fixture(scope="module")
def repaired(drawn: bytes) -> pikepdf.Pdf:
    """The same, repaired."""
    return pikepdf.open(io.BytesIO(repair(drawn)))


def found(repaired: pikepdf.Pdf, wanted: str) -> list[pikepdf.Object]:
    """The elements of a kind, in reading order."""
    return [element for element in walk(document(repaired)) if kind(element) == wanted]


def test_what_weasyprint_draws_has_faults_and_what_is_repaired_has_none(drawn: bytes) -> None:
    assert "a table's head has no scope" in faults(drawn)
    assert "a table has no caption" in faults(drawn)  # its part on the second page
    assert faults(repair(drawn)) == []


def test_a_table_over_three_pages_is_one_table_with_one_head(repaired: pikepdf.Pdf) -> None:
    assert len(repaired.pages) == 3
    (table,) = found(repaired, "Table")
    assert [kind(each) for each in elements(table)] == ["Caption", "THead", "TBody", "TBody", "TBody"]
    assert len(found(repaired, "TR")) == 81


def test_heads_of_columns_and_rows_say_so(repaired: pikepdf.Pdf) -> None:
    scopes = [str(cell[pikepdf.Name.A]["/Scope"]) for cell in found(repaired, "TH")]
    assert scopes == ["/Column"] * 2 + ["/Row"] * 80
    assert not any("/Headers" in cell[pikepdf.Name.A] or "/ID" in cell for cell in found(repaired, "TD"))


def test_sections_are_joined_over_pages_and_a_new_one_is_not(repaired: pikepdf.Pdf) -> None:
    (part,) = found(repaired, "Part")
    first, second = (each for each in elements(part) if kind(each) == "Sect")
    assert [kind(each) for each in elements(first)] == ["H2", "Div", "Table", "P"]
    assert [kind(each) for each in elements(second)] == ["H2", "L"]


def test_a_figures_box_is_in_points_from_the_bottom_of_its_page(repaired: pikepdf.Pdf) -> None:
    """200 x 40 px are 150 x 30 pt; the page's margin is 15 mm, which is 42.52 pt."""
    (figure,) = found(repaired, "Figure")
    left, bottom, right, top = (float(edge) for edge in figure[pikepdf.Name.A][pikepdf.Name.BBox])
    assert (left, right - left, top - bottom) == (pytest.approx(42.52, abs=0.02), 150, 30)
    assert 600 < bottom < top < 842
    assert str(figure[pikepdf.Name.Alt]) == "A square"


def test_a_list_item_has_a_label_and_a_body(repaired: pikepdf.Pdf) -> None:
    (item,) = found(repaired, "LI")
    assert [kind(each) for each in elements(item)] == ["Lbl", "LBody"]


def test_running_heads_and_repeated_heads_are_artifacts(repaired: pikepdf.Pdf) -> None:
    """Page 2: the council's name, the page's number and the two repeated heads are painted, and not read."""
    content = repaired.pages[1].Contents.read_bytes()
    assert content.count(b"/Artifact BMC") >= 4


def test_the_repair_is_the_same_every_time_and_repairing_again_changes_nothing(drawn: bytes) -> None:
    once = repair(drawn)
    assert repair(drawn) == once
    assert faults(repair(once)) == []
    assert page_count(once) == 3


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (("<title>A square</title>", ""), "a figure has no text alternative"),
        (("<h2>Teams", "<h3>Teams"), "a heading of level 3 follows one of level 1"),
        (("<h1>A report</h1>", ""), "it does not begin with its one heading of level 1"),
        (('lang="en-GB"', 'lang="de"'), "its language is not en-GB"),
        (("<title>A report</title>", ""), "it has no title"),
        (("<td>3</td>", ""), "a table's rows differ in length"),
    ],
)
def test_what_cannot_be_repaired_is_a_fault(change: tuple[str, str], fault: str) -> None:
    assert fault in faults(repair(pdf.write(PAGE.replace(*change))))
