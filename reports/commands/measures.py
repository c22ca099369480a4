"""`lineofsight measures`: every measure with its definition."""

import json
import sys
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from reports.measures import MEASURES, registry


class Format(StrEnum):
    """How definitions are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def measures(
    form: Annotated[
        Format, typer.Option("--format", help="A table to read, JSON for programs, Markdown for docs/.")
    ] = Format.TABLE,
) -> None:
    """Print every measure with its definition."""
    if form is Format.JSON:
        typer.echo(json.dumps([measure.described() for measure in MEASURES.values()], indent=2, ensure_ascii=False))
        return
    if form is Format.MARKDOWN:
        typer.echo(registry.as_markdown())
        return
    table = Table("measure", "unit", "better", "definition", "breakdowns", "standard", show_lines=True)
    for each in MEASURES.values():
        breakdowns = ", ".join(each.breakdowns)
        table.add_row(each.id, each.unit, each.better or "-", each.definition, breakdowns, each.standard)
    Console(width=None if sys.stdout.isatty() else 200).print(table)
