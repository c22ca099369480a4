"""Checks of how a report lies on its pages: what is broken, and what is only unlovely.

What is broken holds an issue, because a reader would miss or misread something: text that is cut or covered, a row
in two halves, columns without heads. What is unlovely never does: on live data a report that comes with a lonely
heading is better than none. It is a warning, and a test keeps the demo's reports free of it.
"""

import itertools
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pikepdf import Dictionary, Name

from reports.accessibility.check import HEADINGS, Check
from reports.accessibility.opened import Opened, Piece, text_of
from reports.accessibility.tree import Element

PAPER_EDGE = 18.0  # points, 6.35 mm: what printers cannot print on
ROUNDED = 0.5  # points by which a letter may reach over a figure's edge
COVERED = 1.5  # points by which texts may overlap: kerning and accents do
FILLED = 0.25  # of a page's height, below which it is mostly empty


def _cut(it: Opened) -> Iterator[str]:
    for number, pieces in _by_page(it):
        width, height = it.size(number)
        for piece in pieces:
            across = piece.left >= PAPER_EDGE and piece.right <= width - PAPER_EDGE
            down = piece.bottom >= PAPER_EDGE and piece.top <= height - PAPER_EDGE
            if _is_read(piece) and not (across and down):
                yield f"page {number + 1} has text or a figure at the paper's edge, where it is cut"
    for figure in it.elements:
        if figure.kind == "Figure" and _reaches_out(it, figure):
            yield f"page {it.pages_of(figure)[0] + 1} has a figure whose text is cut at its edge"


def _reaches_out(it: Opened, figure: Element) -> bool:
    """Tell whether a figure has text beyond its box, where nothing is painted."""
    box = figure.object.get(Name.A, Dictionary()).get(Name.BBox)
    if box is None:  # which is a fault of its own
        return False
    left, bottom, right, top = (float(edge) for edge in box)
    return any(
        piece.left < left - ROUNDED
        or piece.right > right + ROUNDED
        or piece.bottom < bottom - ROUNDED
        or piece.top > top + ROUNDED
        for piece in it.painted(figure)
        if piece.text.strip()
    )


def _covered(it: Opened) -> Iterator[str]:
    for number, pieces in _by_page(it):
        texts = sorted((piece for piece in pieces if piece.text.strip()), key=lambda piece: piece.left)
        if any(_overlap(piece, other) for place, piece in enumerate(texts) for other in _reached(piece, texts[place:])):
            yield f"page {number + 1} has text over other text"


def _reached(piece: Piece, onwards: list[Piece]) -> Iterator[Piece]:
    """Give the texts that begin, from left to right, before a text has ended."""
    for other in onwards[1:]:
        if other.left >= piece.right - COVERED:
            return
        yield other


def _overlap(one: Piece, other: Piece) -> bool:
    return min(one.top, other.top) - max(one.bottom, other.bottom) > COVERED


def _split_rows(it: Opened) -> Iterator[str]:
    for row in it.elements:
        if row.kind == "TR" and len(pages := it.pages_of(row)) > 1:
            yield f"a table's row is split over pages {pages[0] + 1} and {pages[-1] + 1}"


def _headless(it: Opened) -> Iterator[str]:
    """Find pages on which a table goes on without its columns' heads."""
    for table in it.elements:
        if table.kind != "Table":
            continue
        heads = [text_of(it.painted(cell)) for cell in table.walk() if cell.kind == "TH" and _scope(cell) == "/Column"]
        for page in it.pages_of(table)[1:]:
            shown = _bare("".join(piece.text for piece in it.artifacts(page)))
            if not all(_bare(head) in shown for head in heads):
                yield f"page {page + 1} continues a table without its heads"


def _scope(cell: Element) -> str:
    return str(cell.object.get(Name.A, Dictionary()).get(Name("/Scope"), ""))


def _bare(text: str) -> str:
    return "".join(text.split())


def _lonely(it: Opened) -> Iterator[str]:
    """Find headings and captions below which a page ends."""
    leaves = [(each, pages) for each in it.elements if _is_block(each) and (pages := it.pages_of(each))]
    for (above, pages), (_, below) in itertools.pairwise(leaves):
        if above.kind in {*HEADINGS, "Caption"} and pages[-1] < below[0]:
            yield f"page {pages[-1] + 1} ends with the heading “{text_of(it.painted(above))}”"


def _is_block(element: Element) -> bool:
    return element.kind in {*HEADINGS, "Caption", "P", "TR", "Figure", "LI", "Lbl", "LBody"}


def _empty(it: Opened) -> Iterator[str]:
    for number, pieces in list(_by_page(it))[:-1]:
        height = it.size(number)[1]
        lowest = min((piece.bottom for piece in pieces if piece.mark is not None), default=height)
        if lowest > height * (1 - FILLED):
            yield f"page {number + 1} is mostly empty"


def _by_page(it: Opened) -> Iterator[tuple[int, list[Piece]]]:
    for number in range(len(it.pdf.pages)):
        yield number, [piece for piece in it.pieces if piece.page == number]


def _is_read(piece: Piece) -> bool:
    return piece.mark is not None or bool(piece.text.strip())


BROKEN: Mapping[str, Check] = MappingProxyType(
    {
        "nothing is cut": _cut,
        "no text over text": _covered,
        "no row is split": _split_rows,
        "heads are repeated": _headless,
    }
)
UNLOVELY: Mapping[str, Check] = MappingProxyType(
    {
        "no heading stands alone": _lonely,
        "no page is mostly empty": _empty,
    }
)
