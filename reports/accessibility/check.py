"""Checks of a PDF's structure: what would keep a reader from it, in words. No words: all is well."""

import itertools
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Name

from reports.accessibility.opened import Opened, text_of
from reports.accessibility.tree import Element, parent_tree

Check = Callable[[Opened], Iterator[str]]
LANGUAGE = "en-GB"
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI"}
_MARKS = {"BDC", "BMC", "EMC"}
_ACTING = {"/OpenAction", "/AA", "/AcroForm", "/JavaScript", "/EmbeddedFiles"}


def _language(it: Opened) -> Iterator[str]:
    if str(it.pdf.Root.get(Name.Lang, "")) != LANGUAGE:
        yield f"its language is not {LANGUAGE}"


def _title(it: Opened) -> Iterator[str]:
    with it.pdf.open_metadata() as about:
        if not about.get("dc:title") or not str(it.pdf.docinfo.get(Name.Title, "")):
            yield "it has no title"
        if str(about.get("pdfuaid:part")) != "1":
            yield "it does not call itself PDF/UA-1"
    if not it.pdf.Root.get(Name.ViewerPreferences, Dictionary()).get(Name("/DisplayDocTitle"), False):
        yield "its title is not displayed"


def _bookmarks(it: Opened) -> Iterator[str]:
    if Name.Outlines not in it.pdf.Root:
        yield "it has no bookmarks"
        return
    with it.pdf.open_outline() as outline:
        known = {_bare(item.title) for item in _items(outline.root)}
    for heading in it.elements:
        text = text_of(it.painted(heading)) if heading.kind in {"H1", "H2"} else ""
        if text and _bare(text) not in known:
            yield f"the heading “{text}” has no bookmark"


def _items(level: "list[pikepdf.OutlineItem]") -> "Iterator[pikepdf.OutlineItem]":
    for item in level:
        yield item
        yield from _items(item.children)


def _bare(text: str) -> str:
    return "".join(text.split())


def _headings(it: Opened) -> Iterator[str]:
    levels = [int(each.kind[1]) for each in it.elements if each.kind in HEADINGS]
    if levels[:1] != [1] or levels.count(1) > 1:
        yield "it does not begin with its one heading of level 1"
    for above, below in itertools.pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def _figures(it: Opened) -> Iterator[str]:
    for figure in it.elements:
        if figure.kind == "Figure":
            if not str(figure.object.get(Name.Alt, "")).strip():
                yield "a figure has no text alternative"
            yield from _box(it, figure)


def _box(it: Opened, figure: Element) -> Iterator[str]:
    """Find a box that is missing, or not around what is painted of the figure."""
    box = figure.object.get(Name.A, Dictionary()).get(Name.BBox)
    if box is None:
        yield "a figure has no box"
        return
    left, bottom, right, top = (float(edge) for edge in box)
    edges = [float(edge) for edge in figure.object[Name.Pg][Name.MediaBox]]
    if not (edges[0] <= left < right <= edges[2] + 1 and edges[1] <= bottom < top <= edges[3] + 1):
        yield "a figure's box is not on its page"
    painted = it.painted(figure)
    if painted and not any(
        piece.left < right and piece.right > left and piece.bottom < top and piece.top > bottom for piece in painted
    ):
        yield "a figure's box is not where the figure is"


def _tables(it: Opened) -> Iterator[str]:
    for table in it.elements:
        if table.kind == "Table":
            yield from _table(table)


def _table(table: Element) -> Iterator[str]:
    parts = [each.kind for each in table.elements]
    if parts[:1] != ["Caption"]:
        yield "a table has no caption"
    if parts.count("THead") != 1:
        yield f"a table has {parts.count('THead')} heads"
    if len(set(_widths([each for each in table.walk() if each.kind == "TR"]))) > 1:
        yield "a table's rows differ in length"
    if any(cell.kind == "TH" and Name("/Scope") not in cell.object.get(Name.A, Dictionary()) for cell in table.walk()):
        yield "a table's head has no scope"


def _widths(rows: list[Element]) -> Iterator[int]:
    """Count each row's cells, those that reach down from rows above included."""
    reaching: list[tuple[int, int]] = []  # into how many more rows, how many columns
    for row in rows:
        cells = [(_span(cell, "/RowSpan"), _span(cell, "/ColSpan")) for cell in row.elements]
        yield sum(columns for _, columns in [*cells, *reaching])
        reaching = [(deep - 1, columns) for deep, columns in [*cells, *reaching] if deep > 1]


def _span(cell: Element, way: str) -> int:
    attributes = cell.object.get("/A")
    return 1 if attributes is None else int(attributes.get(way, 1))


def _lists(it: Opened) -> Iterator[str]:
    allowed = {"L": {"LI", "L", "Caption"}, "LI": {"Lbl", "LBody"}}
    for element in it.elements:
        if element.kind in allowed and not {each.kind for each in element.elements} <= allowed[element.kind]:
            yield "a list holds what is no item" if element.kind == "L" else "an item holds what is no label or body"


def _links(it: Opened) -> Iterator[str]:
    for link in it.elements:
        if link.kind == "Link" and not all(area.get(Name.Contents) for area in link.areas):
            yield "a link has no text of its own"


def _index(it: Opened) -> Iterator[str]:
    """Find marks and links that lead to another element than the one that holds them."""
    known = parent_tree(it.pdf)
    numbers = {page.obj.objgen: int(page.obj[Name.StructParents]) for page in it.pdf.pages}
    wrong = sum(known[numbers[page]][mark].objgen != held.object.objgen for (page, mark), held in it.reached.items())
    wrong += sum(
        known[int(area[Name.StructParent])].objgen != link.object.objgen for link in it.elements for area in link.areas
    )
    if wrong:
        yield "marks lead to elements that do not hold them"


def _acts(it: Opened) -> Iterator[str]:
    """Find what would run or reach outside: scripts, addresses, forms, files. A report is only read."""
    root = it.pdf.Root
    held = {*root.keys(), *root.get(Name.Names, Dictionary()).keys()}.union(*(page.obj.keys() for page in it.pdf.pages))
    yield from (f"it holds what acts ({key[1:]})" for key in sorted(held & _ACTING))
    for page in it.pdf.pages:
        for area in page.get(Name.Annots, Array()):
            action = area.get(Name.A, Dictionary()).get(Name.S, Name.GoTo)
            if area.Subtype != Name.Link or action != Name.GoTo or Name.AA in area:
                yield "it holds a link that leads outside of it"


def _painted(it: Opened) -> Iterator[str]:
    """Find what is painted outside all marks, and marks that the structure does not reach."""
    reached = it.reached
    for number, page in enumerate(it.pdf.pages, 1):
        depth, stray, lost = 0, False, False
        for instruction in pikepdf.parse_content_stream(page, " ".join(_MARKS | _PAINTS)):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                depth += 1
                properties = instruction.operands[1] if operator == "BDC" else None
                mark = properties.get("/MCID") if isinstance(properties, Dictionary) else None
                lost |= mark is not None and (page.obj.objgen, int(mark)) not in reached
            elif operator == "EMC":
                depth -= 1
            elif operator in _PAINTS:
                stray |= depth == 0
        if stray:
            yield f"page {number} paints what is neither read nor an artifact"
        if lost:
            yield f"page {number} has text that the structure does not reach"


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "language": _language,
        "title": _title,
        "bookmarks": _bookmarks,
        "headings in order": _headings,
        "figures": _figures,
        "tables": _tables,
        "lists": _lists,
        "links": _links,
        "marks lead to their elements": _index,
        "all is read or an artifact": _painted,
        "nothing acts": _acts,
    }
)
