"""`lineofsight issues correct`: a new version of what was released, with a reason, for everyone who got the old one."""

from typing import Annotated

import pandas as pd
import typer

from reports.commands.issues import Report
from reports.commands.options import (
    PARTLY,
    Archive,
    AsAt,
    Config,
    LedgerUrl,
    MaybeMailServer,
    MaybeSource,
    Reason,
    desk,
    given,
)
from reports.commands.printing import plain, table
from reports.commands.sending import tell
from reports.errors import GateHeld, ReportsError
from reports.periods import Period
from reports.workflow import Workplace, sending
from reports.workflow import release as releasing
from reports.workflow.readers import audience

app = typer.Typer()


@app.command()
def correct(
    report: Report,
    period: Annotated[str, typer.Argument(help="The period whose released issue is corrected.")],
    reason: Reason,
    ledger: LedgerUrl,
    archive: Archive,
    source: MaybeSource = None,
    snapshot: Annotated[
        str | None, typer.Option(help="A snapshot that lies in the archive, instead of new data.")
    ] = None,
    as_at: AsAt = None,
    send: Annotated[bool, typer.Option("--send", help="Release it and send it, too.")] = False,
    mail_server: MaybeMailServer = None,
    config: Config = None,
) -> None:
    """Make a new version of a released issue from new data, and print every figure that it changes.

    Its first page says what it corrects and why. With --send it goes to everyone who got the old one, and to today's
    readers. Exit code 1 where a gate holds the data.
    """
    from reports.workflow import correction  # noqa: PLC0415 - rendering is heavy to import

    why, place = given(reason), desk(ledger, archive, config, source=source, mail=mail_server)
    if send:
        sending.demand_mail(place)
    key = Period.parse(period).key
    correction.to_correct(place, report, key)
    snapshot_id = snapshot or _pulled(place, key, as_at)
    _judge(place, snapshot_id)
    made = correction.correct(place, report, key, snapshot_id, why)
    issue = made.issue
    typer.echo(f"{issue.name} corrects {made.corrects.label}, from snapshot {issue.snapshot_id}")
    typer.echo(f"the PDF is {place.archive / next(iter(issue.files.values()))['path']}")
    _print_changed(made.changed)
    if not send:
        typer.echo(f"nobody has it yet; lineofsight issues release {issue.name} --reason ... sends it")
        return
    people = audience(place, issue.id)
    releasing.approve(place, issue.id, place.actor, reason=why)
    tell(issue, sending.send(place, issue.id, people))


def _pulled(place: Workplace, period: str, as_at: str | None) -> str:
    from reports.workflow import data  # noqa: PLC0415 - measures are heavy to import

    if place.source is None:
        raise ReportsError("correct: give either --source or --snapshot")
    return data.pull(place, period, as_at)


def _judge(place: Workplace, snapshot: str) -> None:
    """Judge the data; where a gate holds them, say what can be done, and leave."""
    from reports.workflow import data  # noqa: PLC0415 - the same

    try:
        for said in data.check(place, snapshot):
            typer.echo(plain(said), err=True)
    except GateHeld as held:
        typer.echo(f"a gate holds snapshot {snapshot}: {plain(str(held))}", err=True)
        if held.may_pass:
            typer.echo(f"to let it pass: lineofsight issues let-through {snapshot} --reason ...", err=True)
            typer.echo(f"then: lineofsight issues correct ... --snapshot {snapshot}", err=True)
        raise typer.Exit(PARTLY) from None


def _print_changed(changed: pd.DataFrame) -> None:
    if changed.empty:
        typer.echo("no figure of the period changed")
        return
    shown = changed[["measure", "group_name", "issued_shown", "now_shown"]]
    table(("measure", "of", "was", "is now"), [(each, "") for each in shown.itertuples(index=False, name=None)])
