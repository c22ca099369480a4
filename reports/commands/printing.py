"""What commands print: tables as wide as the terminal, or JSON for programs."""

import json
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from shutil import get_terminal_size
from typing import Any

import typer

from reports.periods import LONDON

WIDTH = 110  # where nobody says how wide the terminal is
GAP = "  "
Line = tuple[Sequence[str], str]  # cells, and what stands below them; empty: nothing


def table(heads: Sequence[str], lines: Iterable[Line]) -> None:
    """Print rows of cells, each with what stands below it, indented."""
    rows = [([plain(cell) for cell in cells], plain(below)) for cells, below in lines]
    widths = [max(map(len, column)) for column in zip(heads, *(cells for cells, _ in rows), strict=True)]
    for cells, below in [(list(heads), ""), *rows]:
        typer.echo(GAP.join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())
        if below:
            typer.echo(_wrapped(below, " " * 4))


def pairs(named: Iterable[tuple[str, str]]) -> None:
    """Print names and what they have, those that have something."""
    kept = [(name, plain(value)) for name, value in named if value]
    width = max((len(name) for name, _ in kept), default=0)
    for name, value in kept:
        typer.echo(_wrapped(value, " " * (width + len(GAP)), name.ljust(width) + GAP))


def head(text: str) -> None:
    """Print the head of a part."""
    typer.echo(f"\n{text}")


def as_json(content: Any) -> None:
    """Print JSON; instants as ISO times."""
    typer.echo(json.dumps(content, indent=2, ensure_ascii=False, default=_plain_value))


def time(moment: datetime | None) -> str:
    """Give an instant in London time, to the minute."""
    return "" if moment is None else f"{moment.astimezone(LONDON):%Y-%m-%d %H:%M}"


def plain(text: str) -> str:
    """Give text on one line, without what could steer the terminal: reasons are anybody's words."""
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())


def _wrapped(text: str, indent: str, first: str | None = None) -> str:
    width = get_terminal_size((WIDTH, 24)).columns
    return textwrap.fill(
        text,
        width=max(width, 60),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _plain_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} is not for JSON")
