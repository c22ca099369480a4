"""Check of a PDF's structure: what would keep a reader from it, in words."""

import io
import itertools
from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Dictionary, Name, Object, Pdf

from reports.accessibility.tree import document, elements, kids, kind, marks, walk

LANGUAGE = "en-GB"
_PAINTS = {"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh", "BI"}
_MARKS = {"BDC", "BMC", "EMC"}


def faults(pdf: bytes) -> list[str]:
    """Say what is wrong with the PDF's structure; nothing, if all is well.

    Title, language, headings in order, tables of even rows whose heads have a scope, figures with a text and a box
    on their page, links with a text, bookmarks, and nothing painted that is neither read nor an artifact.
    """
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        if Name.StructTreeRoot not in opened.Root:
            return ["it has no structure"]
        every = list(walk(document(opened)))
        return [
            *_about(opened),
            *_headings(every),
            *(fault for element in every for fault in _element(element)),
            *_painted(opened),
        ]


def _about(pdf: Pdf) -> Iterator[str]:
    if str(pdf.Root.get(Name.Lang, "")) != LANGUAGE:
        yield f"its language is not {LANGUAGE}"
    with pdf.open_metadata() as about:
        if not about.get("dc:title") or not str(pdf.docinfo.get(Name.Title, "")):
            yield "it has no title"
        if str(about.get("pdfuaid:part")) != "1":
            yield "it does not call itself PDF/UA-1"
    if not pdf.Root.get(Name.ViewerPreferences, Dictionary()).get(Name("/DisplayDocTitle"), False):
        yield "its title is not displayed"
    if Name.Outlines not in pdf.Root:
        yield "it has no bookmarks"


def _headings(every: Iterable[Object]) -> Iterator[str]:
    levels = [int(kind(each)[1]) for each in every if kind(each) in {"H1", "H2", "H3", "H4", "H5", "H6"}]
    if levels[:1] != [1] or levels.count(1) > 1:
        yield "it does not begin with its one heading of level 1"
    for above, below in itertools.pairwise(levels):
        if below > above + 1:
            yield f"a heading of level {below} follows one of level {above}"


def _element(element: Object) -> Iterator[str]:
    if kind(element) == "Figure":
        yield from _figure(element)
    elif kind(element) == "Table":
        yield from _table(element)
    elif kind(element) == "Link":
        for kid in kids(element):
            if isinstance(kid, Dictionary) and kid.get(Name.Type) == Name.OBJR and not kid[Name.Obj].get(Name.Contents):
                yield "a link has no text of its own"


def _figure(figure: Object) -> Iterator[str]:
    if not str(figure.get(Name.Alt, "")).strip():
        yield "a figure has no text alternative"
    box = figure.get(Name.A, Dictionary()).get(Name.BBox)
    page = [float(edge) for edge in figure[Name.Pg][Name.MediaBox]]
    if box is None:
        yield "a figure has no box"
        return
    left, bottom, right, top = (float(edge) for edge in box)
    if not (page[0] <= left < right <= page[2] + 1 and page[1] <= bottom < top <= page[3] + 1):
        yield "a figure's box is not on its page"


def _table(table: Object) -> Iterator[str]:
    parts = [kind(each) for each in elements(table)]
    if parts[:1] != ["Caption"]:
        yield "a table has no caption"
    if parts.count("THead") != 1:
        yield f"a table has {parts.count('THead')} heads"
    rows = [each for each in walk(table) if kind(each) == "TR"]
    if len({sum(map(_span, elements(row))) for row in rows}) > 1:
        yield "a table's rows differ in length"
    if any(kind(cell) == "TH" and Name("/Scope") not in cell.get(Name.A, Dictionary()) for cell in walk(table)):
        yield "a table's head has no scope"


def _span(cell: Object) -> int:
    return int(cell.get(Name.A, Dictionary()).get(Name("/ColSpan"), 1))


def _painted(pdf: Pdf) -> Iterator[str]:
    """Find what is painted outside all marks, and marks that the structure does not reach."""
    reached = marks(pdf)
    for number, page in enumerate(pdf.pages, 1):
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
