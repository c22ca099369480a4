"""A PDF read aloud: its text in the order of its structure, as a screen reader has it."""

from collections.abc import Iterator

from pikepdf import Name, Object

from reports.accessibility.check import HEADINGS
from reports.accessibility.opened import Opened, opened, text_of
from reports.accessibility.tree import elements, kind

_LINES = {"P", "Caption", "LI", "TR", "Lbl", "Figure", *HEADINGS}


def read_aloud(pdf: bytes) -> str:
    """Give what a PDF says, a line for each heading, paragraph, item of a list, row of a table and figure.

    Headings begin with their `#`, tables with `Table:` and their caption, figures outside of tables with `Figure:`.
    Cells are parted by ` | `. Running heads and feet, and what else is decoration, are not read.
    """
    with opened(pdf) as it:
        return "\n".join(line for element in it.elements[:1] for line in _lines(it, element)) + "\n"


def _lines(it: Opened, element: Object) -> Iterator[str]:
    if kind(element) in HEADINGS:
        yield "#" * int(kind(element)[1]) + " " + _said(it, element)
    elif kind(element) == "Caption":
        yield "Table: " + _said(it, element)
    elif kind(element) == "TR":
        yield " | ".join(_said(it, cell) for cell in elements(element))
    elif kind(element) == "Figure":
        yield "Figure: " + _said(it, element)
    elif kind(element) == "LI":
        yield from _item(it, element)
    elif kind(element) == "P" or not any(_holds_lines(each) for each in elements(element)):
        if said := _said(it, element):
            yield said
    else:
        for below in elements(element):
            yield from _lines(it, below)


def _item(it: Opened, item: Object) -> Iterator[str]:
    """Give an item's lines, its label before the first."""
    label = " ".join(_said(it, each) for each in elements(item) if kind(each) == "Lbl")
    lines = [line for each in elements(item) if kind(each) != "Lbl" for line in _lines(it, each)] or [""]
    yield f"{label} {lines[0]}".strip()
    yield from lines[1:]


def _holds_lines(element: Object) -> bool:
    return kind(element) in _LINES or any(map(_holds_lines, elements(element)))


def _said(it: Opened, element: Object) -> str:
    """Give what is said of an element: what replaces it, its alternative, or its text."""
    for name in (Name.ActualText, Name.Alt):
        if name in element:
            return str(element[name])
    parts = elements(element)
    if not any(_is_replaced(each) for each in parts):
        return text_of(it.painted(element))
    return " ".join(said for said in (_said(it, each) for each in parts) if said)


def _is_replaced(element: Object) -> bool:
    return Name.ActualText in element or Name.Alt in element or any(map(_is_replaced, elements(element)))
