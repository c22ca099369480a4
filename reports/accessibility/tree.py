"""The structure tree of a tagged PDF, walked in reading order."""

import io
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

Marked = tuple[tuple[int, int], int]  # the page's object and generation number, and the mark on it
# Names that are asked for of every element; each `Name.X` would make one anew.
K, OBJ, P, PG, S = Name.K, Name.Obj, Name.P, Name.Pg, Name.S


@dataclass(frozen=True, eq=False)
class Element:
    """An element as it is read, once: what it is, what it holds, and the PDF's object, which has the rest.

    marks: its own, each with its page. areas: the annotations that it holds, the areas of a link.
    """

    kind: str
    object: Object
    elements: "tuple[Element, ...]"
    marks: tuple[Marked, ...]
    areas: tuple[Object, ...]

    def walk(self) -> "Iterator[Element]":
        """Give it and all below it, in reading order."""
        yield self
        for each in self.elements:
            yield from each.walk()


def read(element: Object) -> Element:
    """Read an element and all below it."""
    below, numbers, areas_ = [], [], []
    for kid in kids(element):
        if isinstance(kid, int):
            numbers.append(kid)
        elif S in kid:
            below.append(read(kid))
        elif OBJ in kid:
            areas_.append(kid[OBJ])
    page = element[PG].objgen if numbers else (0, 0)
    marks_ = tuple((page, number) for number in numbers)
    return Element(kind(element), element, tuple(below), marks_, tuple(areas_))


def kids(element: Object) -> list[Object | int]:
    """Give what an element holds: elements, marks (numbers) and references to annotations."""
    held = element.get(K)
    if held is None:
        return []
    return list(held) if isinstance(held, Array) else [held]


def elements(element: Object) -> list[Object]:
    """Give the elements that an element holds."""
    return [kid for kid in kids(element) if isinstance(kid, Dictionary) and S in kid]


def kind(element: Object) -> str:
    """Give what an element is: `Table`, `TH`, ..."""
    return str(element[S])[1:]


def hold(element: Object, held: list[Object | int]) -> None:
    """Let an element hold these, and let those know it."""
    element[K] = Array(held)
    for kid in held:
        if isinstance(kid, Dictionary) and S in kid:
            kid[P] = element


def walk(element: Object) -> Iterator[Object]:
    """Give an element and all below it, in reading order."""
    yield element
    for kid in elements(element):
        yield from walk(kid)


def document(pdf: Pdf) -> Object:
    """Give the element of the whole document, which a tagged PDF has."""
    return elements(pdf.Root[Name.StructTreeRoot])[0]


def parent_tree(pdf: Pdf) -> dict[int, Object]:
    """Give the parent tree: by a page's number in it the elements of its marks, by a link's area its element."""
    numbers = list(pdf.Root[Name.StructTreeRoot][Name.ParentTree][Name.Nums])
    return {int(key): held for key, held in zip(numbers[::2], numbers[1::2], strict=True)}


def page_count(pdf: bytes) -> int:
    """Count the pages."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return len(opened.pages)
