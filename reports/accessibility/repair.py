"""Repair of what WeasyPrint 70 gets wrong in a tagged PDF.

It makes an element of its own for every page that a section, list or table reaches over, repeats a table's head as
real heads, gives heads no scope and figures a box in CSS pixels, and leaves running text outside the tree.
"""

import io
import re
from collections.abc import Iterator
from decimal import Decimal
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from reports.accessibility.tree import document, elements, hold, kids, kind, marks, walk

POINTS_PER_PIXEL = Decimal("0.75")
_MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")  # as WeasyPrint writes it; its text is all in hexadecimal
_HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


def repair(pdf: bytes) -> bytes:
    """Give the PDF with its structure repaired and its text untouched; the same PDF gives the same bytes."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        whole = document(opened)
        _join(whole)
        for element in walk(whole):
            _mend(opened, element)
        _leave_out_unread(opened)
        opened.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _join(parent: Object) -> None:
    """Join the parts of an element that was broken over pages: what is last on one page and first on the next."""
    joined: list[Object | int] = []
    for kid in kids(parent):
        before = joined[-1] if joined else None
        if isinstance(kid, Dictionary) and isinstance(before, Dictionary) and _continues(before, kid):
            hold(before, [*kids(before), *_without_head(kid)])
        else:
            joined.append(kid)
    hold(parent, joined)
    for element in elements(parent):
        _join(element)


def _continues(before: Object, after: Object) -> bool:
    """Tell whether `after` is `before` on a later page: a section without a heading, a table without a caption."""
    if Name.S not in before or Name.S not in after or kind(before) != kind(after) or _pages(before) & _pages(after):
        return False
    first = kind(elements(after)[0]) if elements(after) else ""
    if kind(after) == "Sect":
        return first not in _HEADINGS and first != "Sect"
    if kind(after) == "Table":
        return first != "Caption"
    return kind(after) in {"Part", "L"}


def _pages(element: Object) -> set[tuple[int, int]]:
    return {each[Name.Pg].objgen for each in walk(element) if Name.Pg in each and not elements(each)}


def _without_head(element: Object) -> Iterator[Object | int]:
    """Give what a part of a table adds to the table: all but its repeated head."""
    for kid in kids(element):
        if not (isinstance(kid, Dictionary) and Name.S in kid and kind(kid) == "THead"):
            yield kid


def _mend(pdf: Pdf, element: Object) -> None:
    if kind(element) == "Table":
        for part in elements(element):
            for cell in (each for each in walk(part) if kind(each) in {"TH", "TD"}):
                _scope(cell, "Column" if kind(part) == "THead" else "Row")
    elif kind(element) == "Figure":
        _box(element)
    elif kind(element) == "LI":
        _body(pdf, element)


def _scope(cell: Object, scope: str) -> None:
    """Say what a head is the head of, in place of ids that point to heads of one page."""
    for name in (Name.ID, Name("/Headers")):
        if name in cell:
            del cell[name]
    attributes = cell.get(Name.A)
    if isinstance(attributes, Dictionary):
        if Name("/Headers") in attributes:
            del attributes[Name("/Headers")]
        if kind(cell) == "TH":
            attributes[Name("/Scope")] = Name("/" + scope)


def _box(figure: Object) -> None:
    """Turn a figure's box from pixels below the top of its page into points above the bottom."""
    box = figure.get(Name.A, Dictionary()).get(Name.BBox)
    if box is None:
        return
    left, top, right, bottom = (Decimal(str(edge)) * POINTS_PER_PIXEL for edge in box)
    height = Decimal(str(figure[Name.Pg][Name.MediaBox][3]))
    figure[Name.A][Name.BBox] = Array([_cut(edge) for edge in (left, height - bottom, right, height - top)])


def _cut(edge: Decimal) -> Decimal:
    return edge.quantize(Decimal("0.01"))


def _body(pdf: Pdf, item: Object) -> None:
    """Put what stands beside an item's label into a body."""
    beside = [kid for kid in kids(item) if not _is(kid, {"Lbl", "LBody"})]
    if not beside:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item[Name.Pg]))
    hold(body, beside)
    hold(item, [*(kid for kid in kids(item) if _is(kid, {"Lbl", "LBody"})), body])


def _is(kid: Object | int, kinds: set[str]) -> bool:
    return isinstance(kid, Dictionary) and Name.S in kid and kind(kid) in kinds


def _leave_out_unread(pdf: Pdf) -> None:
    """Make artifacts of all that the tree does not reach: running heads and feet, and repeated heads of tables."""
    reached = marks(pdf)
    parents = _parents(pdf)
    for page in pdf.pages:
        unread = {
            number
            for number in range(len(parents.get(int(page.obj[Name.StructParents]), [])))
            if (page.obj.objgen, number) not in reached
        }
        if not unread:
            continue
        array = parents[int(page.obj[Name.StructParents])]
        for number in unread:
            array[number] = None
        content = b"\n".join(part.read_bytes() for part in _contents(page.obj))
        page.obj[Name.Contents] = pdf.make_stream(_MARK.sub(partial(_unmarked, unread), content))


def _unmarked(unread: set[int], mark: "re.Match[bytes]") -> bytes:
    return b"/Artifact BMC" if int(mark[1]) in unread else mark[0]


def _contents(page: Object) -> list[Object]:
    held = page[Name.Contents]
    return list(held) if isinstance(held, Array) else [held]


def _parents(pdf: Pdf) -> dict[int, Object]:
    """Give the arrays of the parent tree: for each page, the element of each mark."""
    numbers = list(pdf.Root[Name.StructTreeRoot][Name.ParentTree][Name.Nums])
    return {int(key): held for key, held in zip(numbers[::2], numbers[1::2], strict=True) if isinstance(held, Array)}
