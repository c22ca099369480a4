"""The command line: `python -m reports`, installed as `lineofsight`.

Other programs call it: its names and columns are stable. What goes wrong is one line on standard error and
exit code 2; a gate that holds is exit code 1 of `check`.
"""

import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer
from sqlalchemy.exc import SQLAlchemyError

from reports import __version__, logs
from reports.archive import archive_at
from reports.checks import Checked, clean
from reports.commands import audit, correct, decisions, deliveries, issues, returns
from reports.commands.doctor import doctor
from reports.commands.measures import measures
from reports.commands.options import Archive, AsAt, Config, PeriodName, SourceUrl
from reports.commands.purge import purge
from reports.commands.status import status
from reports.errors import PeriodError, ReportsError
from reports.measures import compute
from reports.periods import Kind, Period, now, parse_instant
from reports.pseudonyms import KEY_VARIABLE, pseudonyms
from reports.settings import Settings, load
from reports.source import Source, children_of, pull, snapshot

app = typer.Typer(
    name="lineofsight",
    help="Reports on front-line practice for the leaders of English children's services.",
    add_completion=False,
    pretty_exceptions_enable=False,
)
for part in (decisions, correct):
    issues.app.add_typer(part.app)
app.add_typer(issues.app, name="issues")
app.add_typer(deliveries.app, name="deliveries")
app.add_typer(audit.app, name="audit")
app.add_typer(returns.app, name="returns")
for command in (doctor, status, purge, measures):
    app.command()(command)
FAILED, HELD = 2, 1
OUTPUT = Path("-")  # standard output


@app.command()
def demo(
    out: Annotated[str, typer.Option(help="SQLite file or SQLAlchemy URL to fill.")],
    children: Annotated[int, typer.Option(min=1, help="Open children.")] = 5500,
    months: Annotated[int, typer.Option(min=1, help="Months of history.")] = 54,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Day on which history ends.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same authority.")] = 1,
    clean: Annotated[bool, typer.Option("--clean", help="Leave the known dirt out.")] = False,
) -> None:
    """Make a synthetic authority in the contract's tables."""
    from reports import demo as authority  # noqa: PLC0415 - only this command needs it

    last: date = until.date() if until else now().date()
    frames = authority.make(children=children, months=months, until=last, seed=seed, clean=clean)
    authority.write(frames, out)
    _say(f"wrote {sum(map(len, frames.values())):,} rows in {len(frames)} tables, until {last}")


@app.command("pull")
def pull_(source: SourceUrl, period: PeriodName, archive: Archive, as_at: AsAt = None, config: Config = None) -> None:
    """Freeze the data of a period in the archive and print the snapshot's id."""
    settings = load(config)
    pulled = _pulled(source, Period.parse(period), as_at, settings)
    typer.echo(snapshot.write(pulled, archive_at(archive), settings))


@app.command()
def figures(
    period: PeriodName,
    source: Annotated[str | None, typer.Option(help="SQLAlchemy URL, or else --snapshot.")] = None,
    snapshot_id: Annotated[str | None, typer.Option("--snapshot", help="A snapshot's id, with --archive.")] = None,
    archive: Archive = "archive",
    as_at: AsAt = None,
    config: Config = None,
    out: Annotated[Path, typer.Option(help="CSV file, or - for standard output.")] = OUTPUT,
) -> None:
    """Compute every measure of a period and write them as CSV, unrounded."""
    settings, wanted = load(config), Period.parse(period)
    if (source is None) == (snapshot_id is None):
        raise ReportsError("figures: give either --source or --snapshot")
    if source is not None:
        pulled = _pulled(source, wanted, as_at, settings)
    else:
        pulled = _frozen(str(snapshot_id), archive, wanted, as_at)
    checked = clean(pulled, settings)
    _warn(checked)
    _write_csv(compute(checked.data, wanted, settings), out)


@app.command()
def check(
    source: SourceUrl,
    period: PeriodName,
    as_at: AsAt = None,
    config: Config = None,
    archive: Annotated[str | None, typer.Option(help="Compare with the latest snapshot kept there.")] = None,
    rows: Annotated[Path | None, typer.Option(help="Write the ids of the faulty rows to this CSV file.")] = None,
) -> None:
    """Print what the data-quality rules find; exit code 1 if a gate would hold the reports."""
    settings, wanted = load(config), Period.parse(period)
    pulled = _pulled(source, wanted, as_at, settings)
    before = snapshot.latest(wanted.kind, pulled.as_at, archive_at(archive)) if archive else None
    checked = clean(pulled, settings, snapshot.rows(before) if before else None)
    _write_csv(_findings(checked), OUTPUT)
    if rows:
        _write_csv(_faulty_rows(checked), rows)
    _warn(checked)
    if checked.held:
        raise typer.Exit(HELD)


@app.command()
def render(
    report: issues.Report,
    source: SourceUrl,
    period: PeriodName,
    out: Annotated[Path, typer.Option(help="Folder for the PDF and what goes with it.")],
    as_at: AsAt = None,
    config: Config = None,
    commentary: Annotated[Path | None, typer.Option(help="The owner's commentary, a Markdown file.")] = None,
) -> None:
    """Render a report to PDF, with the workbook and e-mail that go with it."""
    from reports.documents.catalogue import entry_of  # noqa: PLC0415 - rendering is heavy to import
    from reports.workflow.beside import Beside  # noqa: PLC0415 - rendering is heavy to import
    from reports.workflow.data import of_checked  # noqa: PLC0415 - the same
    from reports.workflow.issue import at_hand, read_commentary, render_to_folder  # noqa: PLC0415 - the same

    settings, wanted = load(config), Period.parse(period)
    beside = Beside(commentary=read_commentary(commentary, report) if commentary else None)
    with at_hand() as worker:
        tables = entry_of(report).tables
        checked = clean(pull(source, wanted, _instant(as_at), settings.standards, tables), settings)
        _warn(checked)
        made = of_checked(checked, settings, report)
        for path in render_to_folder(report, settings, made, out, beside, worker):
            typer.echo(path)


@app.command()
def preview(
    report: issues.Report,
    source: Annotated[str | None, typer.Option(help="SQLAlchemy URL; without one, the demo's authority.")] = None,
    period: Annotated[str | None, typer.Option(help="Without one, the last that was complete.")] = None,
    as_at: AsAt = None,
    config: Config = None,
    commentary: Annotated[Path | None, typer.Option(help="The owner's commentary, a Markdown file.")] = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Of the loopback address; 0 takes a free one.")] = 8010,
) -> None:
    """Show a report in the browser, anew whenever a template, a stylesheet, the code or a setting changes."""
    try:
        from reports.preview import command  # noqa: PLC0415 - its libraries are an extra
    except ModuleNotFoundError as error:
        raise ReportsError(f"preview: {error.name} is missing; install lineofsight with its extra `preview`") from None
    instant = None if as_at is None else parse_instant(as_at)
    choice = command.Choice(report, source, period, instant, config, commentary)
    command.preview(choice, port, _say)


@app.command()
def child(
    code: Annotated[str, typer.Argument(help="A code of an operational report, such as K7QF-2M9D.")],
    source: SourceUrl,
    config: Config = None,
) -> None:
    """Print the id of the child behind a code, for those who may look into the case-management database."""
    settings = load(config)
    pulled = pull(source, Period.last_complete(Kind.MONTH, now()), now(), settings.standards, _reported(settings))
    wanted = code.strip().upper()
    ids = children_of(pulled)
    found = ids[pseudonyms()(ids) == wanted]
    if found.empty:
        raise ReportsError(f"{wanted}: no child of the source has this code; is {KEY_VARIABLE} that of the report?")
    for each in found:
        typer.echo(each)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    """Reports on front-line practice for the leaders of English children's services."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with its exit code."""
    try:
        logs.configure()
        code = app(args=arguments, standalone_mode=False)
    except BrokenPipeError:  # the reader of our output has seen enough
        code = 0
    except (ReportsError, OSError) as error:
        code = _failed(str(error))
    except SQLAlchemyError as error:
        code = _failed(f"ledger: {getattr(error, 'orig', None) or type(error).__name__}")
    except typer.TyperException as error:
        code = _failed(error.format_message() if hasattr(error, "format_message") else str(error))
    except (typer.Abort, KeyboardInterrupt):
        code = _failed("broken off")
    sys.exit(code)


def _failed(message: str) -> int:
    _say("error: " + " ".join(message.split()))
    return FAILED


def _say(message: str) -> None:
    typer.echo(message, err=True)


def _warn(checked: Checked) -> None:
    for held in checked.held:
        _say(f"a gate would hold the reports ({held.gate}): {held.reason}")


def _pulled(source: str, period: Period, as_at: str | None, settings: Settings) -> Source:
    from reports.documents.catalogue import tables_for  # noqa: PLC0415 - rendering is heavy to import

    return pull(source, period, _instant(as_at), settings.standards, tables_for(period.kind, settings))


def _reported(settings: Settings) -> frozenset[str]:
    """Give the tables that the reports need that go to somebody; where none does, those of every report."""
    from reports.documents.catalogue import REPORTS  # noqa: PLC0415 - rendering is heavy to import

    sent = [report for name, report in REPORTS.items() if settings.recipients.goes_to_somebody(name)]
    return frozenset[str]().union(*(report.tables for report in sent or REPORTS.values()))


def _instant(text: str | None) -> datetime:
    return now() if text is None else parse_instant(text)


def _frozen(snapshot_id: str, archive: str, wanted: Period, as_at: str | None) -> Source:
    frozen = snapshot.read(snapshot_id, archive_at(archive))
    if frozen.period != wanted:
        raise PeriodError(f"snapshot {snapshot_id} is of {frozen.period}, not of {wanted}: name its period")
    if as_at is not None and parse_instant(as_at) != frozen.as_at:
        raise PeriodError(f"snapshot {snapshot_id} is as at {frozen.as_at.isoformat()}: leave --as-at out")
    return frozen


def _findings(checked: Checked) -> pd.DataFrame:
    columns = ["rule", "severity", "table", "rows", "of", "measures", "sentence"]
    rows = [
        (each.rule, each.severity, each.table, each.rows, each.rows_checked, " ".join(each.measures), each.sentence)
        for each in checked.findings
    ]
    return pd.DataFrame(rows, columns=columns)


def _faulty_rows(checked: Checked) -> pd.DataFrame:
    rows = [(each.rule, each.table, key) for each in checked.findings for key in each.keys]
    return pd.DataFrame(rows, columns=["rule", "table", "key"])


def _write_csv(frame: pd.DataFrame, out: Path) -> None:
    if out == OUTPUT:
        frame.to_csv(sys.stdout, index=False)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        frame.to_csv(out, index=False)


if __name__ == "__main__":
    main()
