"""`lineofsight doctor`: looks at everything that a run needs, and says what each gap costs."""

from itertools import groupby, zip_longest
from shutil import get_terminal_size
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.commands.options import AsAt, AsJson, Config, MaybeMailServer, MaybeSource
from reports.commands.printing import as_json, plain
from reports.periods import now, parse_instant
from reports.workflow.doctor.finding import Examination, Line, State

WIDEST = 120
CODES = {State.WELL: 0, State.GAP: 1, State.BROKEN: 2}
MARKS = {State.WELL: "✓", State.GAP: "!", State.BROKEN: "✗", State.NOT_GIVEN: "-"}
COLOURS = {State.WELL: "green", State.GAP: "yellow", State.BROKEN: "red", State.NOT_GIVEN: "dim"}
IN_ALL = {
    State.WELL: "All is well.",
    State.GAP: "It works; each ! costs what stands beside it.",
    State.BROKEN: "It cannot work before each ✗ is mended; each ! costs what stands beside it.",
}

MaybeArchive = Annotated[
    str | None,
    typer.Option("--archive", envvar="LINEOFSIGHT_ARCHIVE", help="Folder or object store of snapshots and issues."),
]
MaybeLedger = Annotated[
    str | None, typer.Option("--ledger", envvar="LINEOFSIGHT_LEDGER", help="SQLAlchemy URL of the ledger.")
]
Alerts = Annotated[
    str | None,
    typer.Option("--alerts", envvar="LINEOFSIGHT_ALERTS", help="apprise URLs of the operators, with blanks between."),
]


def doctor(
    source: MaybeSource = None,
    config: Config = None,
    archive: MaybeArchive = None,
    ledger: MaybeLedger = None,
    mail_server: MaybeMailServer = None,
    alerts: Alerts = None,
    as_at: AsAt = None,
    json: AsJson = False,
) -> None:
    """Look at everything that a run needs, and say of each gap what to do and what it costs in measures.

    The first thing to run. What is not given is not looked at; nothing is changed, sent or left behind. Exit code 0
    where all is well, 1 where gaps cost something, 2 where it cannot work.
    """
    from reports.workflow.doctor.examine import Given, examine  # noqa: PLC0415 - heavy to import

    given = Given(source, config, archive, ledger, mail_server, alerts)
    found = examine(given, parse_instant(as_at) if as_at else now())
    if json:
        as_json(found.as_json())
    else:
        _print(found)
    if code := CODES[found.state]:
        raise typer.Exit(code)


def _print(found: Examination) -> None:
    console = Console(width=min(get_terminal_size((WIDEST, 24)).columns, WIDEST), highlight=False)
    widest = max(len(line.about) for line in found.lines)
    for part, group in groupby(found.lines, key=lambda line: line.part):
        lines = list(group)
        table = Table(title=part, title_justify="left", title_style="bold", box=None, pad_edge=False, show_header=False)
        table.add_column(width=1)
        table.add_column(width=widest)
        table.add_column(ratio=1, overflow="fold")
        for line, following in zip_longest(lines, lines[1:]):
            table.add_row(Text(MARKS[line.state], COLOURS[line.state]), Text(plain(line.about)), _said(line, following))
        console.print(table)
        console.print()
    console.print(Text(IN_ALL[found.state], style="bold"))


def _said(line: Line, following: Line | None) -> Text:
    """Say what was found, what it costs and what to do; what the next line says too is left to it."""
    said = Text(plain(line.found))
    same_to_do = following is not None and line.to_do == following.to_do
    if not (same_to_do and following is not None and line.costs == following.costs):
        for cost in line.costs:
            said.append("\n" + plain(str(cost)), style="italic")
    if line.to_do and not same_to_do:
        said.append("\n→ " + plain(line.to_do))
    return said
