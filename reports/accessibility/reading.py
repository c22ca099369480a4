"""A PDF read aloud: its text in the order of its structure, as a screen reader has it."""

from collections.abc import Iterator

from pikepdf import Name

from reports.accessibility.check import HEADINGS
from reports.accessibility.opened import Opened, opened, text_of
from reports.accessibility.tree import Element

_LINES = {"P", "Caption", "LI", "TR", "Lbl", "Figure", *HEADINGS}


def read_aloud(pdf: bytes) -> str:
    """Give what a PDF says, a line for each heading, paragraph, item of a list, row of a table and figure.

    Headings begin with their `#`, tables with `Table:` and their caption, figures outside of tables with `Figure:`.
    Cells are parted by ` | `. Running heads and feet, and what else is decoration, are not read.
    """
    with opened(pdf) as it:
        return "\n".join(line for element in it.elements[:1] for line in _lines(it, element)) + "\n"


def _lines(it: Opened, element: Element) -> Iterator[str]:
    if element.kind in HEADINGS:
        yield "#" * int(element.kind[1]) + " " + _said(it, element)
    elif element.kind == "Caption":
        yield "Table: " + _said(it, element)
    elif element.kind == "TR":
        yield " | ".join(_said(it, cell) for cell in element.elements)
    elif element.kind == "Figure":
        yield "Figure: " + _said(it, element)
    elif element.kind == "LI":
        yield from _item(it, element)
    elif element.kind == "P" or not any(_holds_lines(each) for each in element.elements):
        if said := _said(it, element):
            yield said
    else:
        for below in element.elements:
            yield from _lines(it, below)


def _item(it: Opened, item: Element) -> Iterator[str]:
    """Give an item's lines, its label before the first."""
    label = " ".join(_said(it, each) for each in item.elements if each.kind == "Lbl")
    lines = [line for each in item.elements if each.kind != "Lbl" for line in _lines(it, each)] or [""]
    yield f"{label} {lines[0]}".strip()
    yield from lines[1:]


def _holds_lines(element: Element) -> bool:
    return element.kind in _LINES or any(map(_holds_lines, element.elements))


def _said(it: Opened, element: Element) -> str:
    """Give what is said of an element: what replaces it, its alternative, or its text."""
    for name in (Name.ActualText, Name.Alt):
        if name in element.object:
            return str(element.object[name])
    parts = element.elements
    if not any(_is_replaced(each) for each in parts):
        return text_of(it.painted(element))
    return " ".join(said for said in (_said(it, each) for each in parts) if said)


def _is_replaced(element: Element) -> bool:
    return Name.ActualText in element.object or Name.Alt in element.object or any(map(_is_replaced, element.elements))
