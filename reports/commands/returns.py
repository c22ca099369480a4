"""`lineofsight returns`: figures that people owe: the workbook they fill in, its loading, and what is still owed."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.commands.options import PARTLY, AsAt, AsJson, Config, SourceUrl
from reports.commands.printing import as_json, table, time
from reports.errors import ReportsError
from reports.periods import Period, now, parse_instant
from reports.settings import load as load_settings

if TYPE_CHECKING:
    from reports.workflow.returns.standing import Standing

app = typer.Typer(help="Figures that people return by a workbook.")
AUTHORITY = "authority"
ReturnsPeriod = Annotated[str, typer.Option("--period", help="2026-10 (month), 2026-Q3 (quarter) or 2026-27 (year).")]


@app.command()
def template(
    period: ReturnsPeriod,
    out: Annotated[Path, typer.Option(help="The workbook to make (.xlsx).")],
    config: Config = None,
) -> None:
    """Make the workbook in which the figures owed for a period are filled in."""
    from reports.workflow.returns.template import template as made  # noqa: PLC0415 - heavy to import

    content = made(load_settings(config).returns, Period.parse(period))
    try:
        with out.open("xb") as file:
            file.write(content)
    except FileExistsError:
        raise ReportsError(f"{out}: it is there already, and may be filled in: name another file") from None
    typer.echo(out)


@app.command()
def load(
    workbook: Annotated[Path, typer.Argument(help="A filled workbook.")],
    into: Annotated[
        str,
        typer.Option(
            envvar="LINEOFSIGHT_RETURNS", help="SQLAlchemy URL of the database whose local_return is written."
        ),
    ],
    as_at: AsAt = None,
    config: Config = None,
) -> None:
    """Load a filled workbook, all of it or nothing; figures that were there before are replaced.

    Exit code 2, and a line for each wrong cell, where nothing was loaded.
    """
    from reports.workflow.returns.loading import load as load_figures  # noqa: PLC0415 - heavy to import
    from reports.workflow.returns.reading import WorkbookError, read  # noqa: PLC0415 - heavy to import

    at = parse_instant(as_at) if as_at else now()
    try:
        given = read(workbook, load_settings(config).returns, at)
    except WorkbookError as error:
        for fault in error.faults:
            typer.echo(fault, err=True)
        raise
    lines = []
    for loaded in load_figures(given, into, at):
        each = loaded.given
        figure = f"{each.numerator:,}" if each.denominator is None else f"{each.numerator:,} of {each.denominator:,}"
        cells = (each.measure, each.period.key, each.team or AUTHORITY, figure, each.by)
        lines.append((cells, f"in place of {', '.join(loaded.replaced)}" if loaded.replaced else ""))
    table(("measure", "period", "team", "figure", "returned by"), lines)


@app.command()
def owed(
    period: ReturnsPeriod, source: SourceUrl, as_at: AsAt = None, config: Config = None, json: AsJson = False
) -> None:
    """List what is owed for a period by whom, and what has come; exit code 1 while something is owed."""
    from reports.workflow.returns.standing import standing  # noqa: PLC0415 - heavy to import

    at, wanted = parse_instant(as_at) if as_at else now(), Period.parse(period)
    found = standing(source, wanted, at, load_settings(config))
    if json:
        as_json(
            [
                {
                    "measure": each.figure.measure,
                    "period": wanted.key,
                    "team": each.figure.team or None,
                    "name": each.figure.by.name,
                    "role": each.figure.by.role,
                    "email": each.figure.by.email,
                    "come": each.come,
                    "returned_by": each.returned_by or None,
                    "returned_at": each.returned_at,
                }
                for each in found
            ]
        )
    elif found:
        table(
            ("measure", "team", "owed by", "state"),
            [
                ((each.figure.measure, each.figure.team or AUTHORITY, each.figure.by.who, _state(each)), "")
                for each in found
            ],
        )
    else:
        typer.echo(f"nothing is owed for {wanted.label}")
    if not all(each.come for each in found):
        raise typer.Exit(PARTLY)


def _state(each: "Standing") -> str:
    if not each.come:
        return "owed"
    who = f" by {each.returned_by}" if each.returned_by else ""
    return f"returned{who} {time(each.returned_at)}".rstrip()
