"""The structure tree of a tagged PDF, walked in reading order."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

Marked = tuple[tuple[int, int], int]  # the page's object and generation number, and the mark on it


def kids(element: Object) -> list[Object | int]:
    """Give what an element holds: elements, marks (numbers) and references to annotations."""
    held = element.get(Name.K)
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def elements(element: Object) -> list[Object]:
    """Give the elements that an element holds."""
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and Name.S in kid]


def kind(element: Object) -> str:
    """Give what an element is: `Table`, `TH`, ..."""
    return str(element[Name.S])[1:]


def hold(element: Object, held: list[Object | int]) -> None:
    """Let an element hold these, and let those know it."""
    element[Name.K] = Array(held)
    for kid in held:
        if isinstance(kid, Dictionary) and Name.S in kid:
            kid[Name.P] = element


def walk(element: Object) -> Iterator[Object]:
    """Give an element and all below it, in reading order."""
    yield element
    for kid in elements(element):
        yield from walk(kid)


def document(pdf: Pdf) -> Object:
    """Give the element of the whole document, which a tagged PDF has."""
    return elements(pdf.Root[Name.StructTreeRoot])[0]


def marks_of(element: Object) -> list[Marked]:
    """Give the marks that an element holds itself, each with its page."""
    return [(element[Name.Pg].objgen, kid) for kid in kids(element) if isinstance(kid, int)]


def marks(pdf: Pdf) -> dict[Marked, Object]:
    """Give the element of each mark that the tree reaches."""
    return {mark: element for element in walk(document(pdf)) for mark in marks_of(element)}


def areas(element: Object) -> list[Object]:
    """Give the annotations that an element holds: the areas of a link."""
    return [kid[Name.Obj] for kid in kids(element) if isinstance(kid, Dictionary) and Name.Obj in kid]


def parent_tree(pdf: Pdf) -> dict[int, Object]:
    """Give the parent tree: by a page's number in it the elements of its marks, by a link's area its element."""
    numbers = list(pdf.Root[Name.StructTreeRoot][Name.ParentTree][Name.Nums])
    return {int(key): held for key, held in zip(numbers[::2], numbers[1::2], strict=True)}


def page_count(pdf: bytes) -> int:
    """Count the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
