"""What a template lays out as a table: a caption, columns, rows of cells, and what was left for the workbook."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from reports.documents.words import count


@dataclass(frozen=True)
class Column:
    """A column: its head, how its cells are aligned, and its share of the table's width (`24%`)."""

    head: str
    align: Literal["left", "right"] = "right"
    width: str = ""


@dataclass(frozen=True)
class Cell:
    """A cell: its text, a smaller text below or beside it, and whether it is the one to look at."""

    text: str
    sub: str = ""
    strong: bool = False


@dataclass(frozen=True)
class Table:
    """A table: what it shows in its caption, its columns, its rows and a note below it.

    The first cell of a row is its header. `anchor` is where links lead.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    anchor: str = ""

    @property
    def empty(self) -> bool:
        """Tell whether there are no rows."""
        return not self.rows


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell | str]],
    note: str = "",
    anchor: str = "",
) -> Table:
    """Make a table of rows of cells or plain texts."""
    cells = tuple(tuple(_cell(item) for item in row) for row in rows)
    return Table(caption, tuple(columns), cells, note, anchor)


def left_over(total: int, most: int, noun: str, where: str = "in the workbook") -> str:
    """Say how many rows a table leaves to the workbook: `12 more workers in the workbook.`; or nothing."""
    return f"{count(total - most, noun).replace(' ', ' more ', 1)} {where}." if total > most else ""


def _cell(item: Cell | str) -> Cell:
    return item if isinstance(item, Cell) else Cell(item)
