"""Repair of what WeasyPrint 70 gets wrong in a tagged PDF.

It makes an element of its own for every page and column that a section, paragraph, list or table reaches over, repeats
a table's head as real heads, gives heads no scope and figures a box in CSS pixels, parts a term from what is said of
it, and leaves running text outside the tree.
"""

import io
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import TypeGuard

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from reports.accessibility.tree import PG, Element, S, document, elements, hold, kids, kind, parent_tree, read, walk

POINTS_PER_PIXEL = Decimal("0.75")
_MARK = re.compile(rb"/\w+\s*<<\s*/MCID (\d+)\s*>>\s*BDC")  # as WeasyPrint writes it; its text is all in hexadecimal
A, BOX_OF, HEADERS, ID = Name.A, Name("/BoxOf"), Name("/Headers"), Name.ID


def repair(pdf: bytes) -> bytes:
    """Give the PDF with its structure repaired and its text untouched; the same PDF gives the same bytes."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        whole = document(opened)
        _join(whole)
        for element in walk(whole):
            _mend(opened, element)
            if BOX_OF in element:
                del element[BOX_OF]
        mended = list(read(whole).walk())
        _leave_out_unread(opened, mended)
        _index_links(opened, mended)
        opened.save(target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _join(element: Object) -> None:
    """Join the parts of elements that were broken over pages or columns, by the number that the worker gave them."""
    joined: list[Object | int] = []
    first: dict[tuple[str, int], Object] = {}
    for kid in _unwrapped(element):
        if not _is_numbered(kid):
            joined.append(kid)
            continue
        before = first.setdefault(_part(kid), kid)
        if before is kid or not _may_join(before, kid, element, joined[-1]):
            joined.append(kid)
            first[_part(kid)] = kid
        elif kind(before) != "THead":  # which is repeated on every page, and is to be read once
            hold(before, [*kids(before), *kids(kid)])
    hold(element, joined)
    for below in elements(element):
        _join(below)


def _unwrapped(element: Object) -> Iterator[Object | int]:
    """Give what an element holds; columns of a list, and the link that a page number makes in a link, opened."""
    for kid in kids(element):
        if _is(kid, {"L", "Link"}) and kind(kid) == kind(element) and (kind(kid) == "Link" or _is_column(kid, element)):
            yield from _unwrapped(kid)
        else:
            yield kid


def _is_column(kid: Object, element: Object) -> bool:
    return kid.get(BOX_OF) == element.get(BOX_OF)


def _is_numbered(kid: Object | int) -> TypeGuard[Object]:
    return isinstance(kid, Dictionary) and S in kid and BOX_OF in kid


def _part(kid: Object) -> tuple[str, int]:
    return kind(kid), int(kid[BOX_OF])


def _may_join(before: Object, after: Object, parent: Object, last: Object | int) -> bool:
    """Tell whether an element may take in the kids of another of its number.

    Bare marks count on the element's own page. A box without an element of its own has its parent's number: two of
    them are parts of one only where nothing stands between them.
    """
    bare = any(isinstance(kid, int) for kid in (*kids(before), *kids(after)))
    if bare and before[PG].objgen != after[PG].objgen:
        return False
    return before.get(BOX_OF) != parent.get(BOX_OF) or last is before


def _mend(pdf: Pdf, element: Object) -> None:
    if kind(element) == "Table":
        for part in elements(element):
            for cell in (each for each in walk(part) if kind(each) in {"TH", "TD"}):
                _scope(cell, "Column" if kind(part) == "THead" else "Row")
    elif kind(element) == "Figure":
        _box(element)
    elif kind(element) == "L":
        _pair(element)
    elif kind(element) == "LI":
        _body(pdf, element)


def _scope(cell: Object, scope: str) -> None:
    """Say what a head is the head of, in place of ids that point to heads of one page."""
    for name in (ID, HEADERS):
        if name in cell:
            del cell[name]
    attributes = cell.get(A)
    if isinstance(attributes, Dictionary):
        if HEADERS in attributes:
            del attributes[HEADERS]
        if kind(cell) == "TH":
            attributes[Name("/Scope")] = Name("/" + scope)


def _box(figure: Object) -> None:
    """Turn a figure's box from pixels below the top of its page into points above the bottom."""
    box = figure.get(Name.A, Dictionary()).get(Name.BBox)
    if box is None:
        return
    left, top, right, bottom = (Decimal(str(edge)) * POINTS_PER_PIXEL for edge in box)
    height = Decimal(str(figure[PG][Name.MediaBox][3]))
    figure[Name.A][Name.BBox] = Array([_cut(edge) for edge in (left, height - bottom, right, height - top)])


def _cut(edge: Decimal) -> Decimal:
    return edge.quantize(Decimal("0.01"))


def _pair(listed: Object) -> None:
    """Make one item of a term (`dt`), which is a label, and what is said of it (`dd`), a body."""
    paired: list[Object | int] = []
    for kid in kids(listed):
        before = paired[-1] if paired else None
        if _is(kid, {"LI"}) and _is(before, {"LI"}) and _kinds(before) == {"Lbl"} and _kinds(kid) == {"LBody"}:
            hold(before, [*kids(before), *kids(kid)])
        else:
            paired.append(kid)
    hold(listed, paired)


def _kinds(element: Object) -> set[str]:
    return set(map(kind, elements(element)))


def _body(pdf: Pdf, item: Object) -> None:
    """Put what stands beside an item's label into a body."""
    beside = [kid for kid in kids(item) if not _is(kid, {"Lbl", "LBody"})]
    if not beside:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, Pg=item[PG]))
    hold(body, beside)
    hold(item, [*(kid for kid in kids(item) if _is(kid, {"Lbl", "LBody"})), body])


def _is(kid: Object | int | None, kinds: set[str]) -> TypeGuard[Object]:
    return isinstance(kid, Dictionary) and S in kid and kind(kid) in kinds


def _leave_out_unread(pdf: Pdf, mended: Sequence[Element]) -> None:
    """Make artifacts of all that the tree does not reach: running heads and feet, repeated heads, decoration."""
    reached = {mark: element.object for element in mended for mark in element.marks}
    parents = parent_tree(pdf)
    for page in pdf.pages:
        known = parents[int(page.obj[Name.StructParents])]
        unread = {number for number in range(len(known)) if (page.obj.objgen, number) not in reached}
        for number in range(len(known)):
            known[number] = reached.get((page.obj.objgen, number))
        if unread:
            content = b"\n".join(part.read_bytes() for part in _contents(page.obj))
            page.obj[Name.Contents] = pdf.make_stream(_MARK.sub(partial(_unmarked, unread), content))


def _unmarked(unread: set[int], mark: "re.Match[bytes]") -> bytes:
    return b"/Artifact BMC" if int(mark[1]) in unread else mark[0]


def _contents(page: Object) -> list[Object]:
    held = page[Name.Contents]
    return list(held) if isinstance(held, Array) else [held]


def _index_links(pdf: Pdf, mended: Sequence[Element]) -> None:
    """Let each link's area know the element that holds it, which may have been joined into another."""
    numbers = pdf.Root[Name.StructTreeRoot][Name.ParentTree][Name.Nums]
    places = {int(numbers[place]): place + 1 for place in range(0, len(numbers), 2)}
    for element in mended:
        for area in element.areas:
            numbers[places[int(area[Name.StructParent])]] = element.object
