"""A tagged PDF opened to be read: its structure by pikepdf, and by PDFium what is painted, where, and as which text."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property

import pikepdf
import pypdfium2
from pikepdf import Name, Pdf
from pypdfium2 import raw

from reports.accessibility.tree import Element, Marked, document, read

_LINE_END_HYPHEN = "\x02"  # as PDFium gives it


@dataclass(frozen=True)
class Piece:
    """A text or shape on a page, in points from the page's lower left corner.

    page: from 0. mark: by which the structure holds it; None, if it is an artifact. text: empty of a shape.
    """

    page: int
    mark: int | None
    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Opened:
    """A PDF's structure elements in reading order (none, if it has no structure), and all that is painted."""

    pdf: Pdf
    elements: tuple[Element, ...]
    pieces: tuple[Piece, ...]
    _by_mark: dict[tuple[int, int], list[Piece]] = field(default_factory=dict)
    _pages: dict[tuple[int, int], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Index what is painted by its mark, and pages by their object."""
        for piece in self.pieces:
            if piece.mark is not None:
                self._by_mark.setdefault((piece.page, piece.mark), []).append(piece)
        self._pages.update({page.obj.objgen: number for number, page in enumerate(self.pdf.pages)})

    @cached_property
    def reached(self) -> dict[Marked, Element]:
        """Give the element of each mark that the structure reaches."""
        return {mark: element for element in self.elements for mark in element.marks}

    def painted(self, element: Element) -> list[Piece]:
        """Give what is painted of an element and all below it, in reading order."""
        return [
            piece
            for below in element.walk()
            for page, mark in below.marks
            for piece in self._by_mark.get((self._pages[page], mark), [])
        ]

    def pages_of(self, element: Element) -> list[int]:
        """Give the pages, from 0, on which an element is painted."""
        return sorted({piece.page for piece in self.painted(element)})

    def artifacts(self, page: int) -> list[Piece]:
        """Give what a page paints that is not read: running heads and feet, repeated heads, rules."""
        return [piece for piece in self.pieces if piece.page == page and piece.mark is None]

    def size(self, page: int) -> tuple[float, float]:
        """Give a page's width and height in points."""
        left, bottom, right, top = (float(edge) for edge in self.pdf.pages[page].mediabox)
        return right - left, top - bottom


@contextmanager
def opened(pdf: bytes) -> Iterator[Opened]:
    """Open a PDF; give its structure and what it paints."""
    with pikepdf.open(io.BytesIO(pdf)) as held:
        elements = tuple(read(document(held)).walk()) if Name.StructTreeRoot in held.Root else ()
        yield Opened(held, elements, tuple(_pieces(pdf)))


def _pieces(pdf: bytes) -> Iterator[Piece]:
    with pypdfium2.PdfDocument(pdf) as drawn:
        for number, page in enumerate(drawn):
            texts = page.get_textpage()
            for painted in page.get_objects(max_depth=1, textpage=texts):
                mark = raw.FPDFPageObj_GetMarkedContentID(painted)
                text = painted.extract().replace(_LINE_END_HYPHEN, "-") if painted.type == raw.FPDF_PAGEOBJ_TEXT else ""
                yield Piece(number, mark if mark >= 0 else None, text, *painted.get_bounds())


def text_of(pieces: list[Piece]) -> str:
    """Give the text of pieces in the order given: a new line begins a new word, but after a hyphen."""
    said = "".join(
        piece.text if before is not None and _goes_on(before, piece) else f" {piece.text}"
        for before, piece in zip([None, *pieces], pieces, strict=False)
    )
    return " ".join(said.split())


def _goes_on(before: Piece, after: Piece) -> bool:
    """Tell whether a text goes on where another ends: beside it on a line, or in a word that a line's end parts."""
    beside = before.page == after.page and min(before.top, after.top) > max(before.bottom, after.bottom)
    return beside or before.text.endswith("-")
