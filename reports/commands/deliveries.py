"""`lineofsight deliveries`: what became of each mail, and the settling of what is uncertain."""

from contextlib import closing
from typing import Annotated

import typer

from reports.commands.issues import delivery_lines
from reports.commands.options import AsJson, Config, LedgerUrl, MaybeMailServer, Reason, desk, given, reader
from reports.commands.printing import as_json, table
from reports.commands.sending import tell
from reports.errors import LedgerError
from reports.workflow import sending
from reports.workflow.records import open_ledger

app = typer.Typer(help="What became of each mail.")


@app.command("list")
def list_(
    ledger: LedgerUrl,
    unresolved: Annotated[bool, typer.Option("--unresolved", help="Only what is not sent, the oldest first.")] = False,
    json: AsJson = False,
) -> None:
    """List the deliveries, or only those that a person must look at."""
    with closing(open_ledger(reader(ledger))) as opened:
        issues = opened.issues.of()
        found = (
            opened.deliveries.unresolved()
            if unresolved
            else [each for some in opened.deliveries.of_all([issue.id for issue in issues]).values() for each in some]
        )
    names = {issue.id: issue.name for issue in issues}
    if json:
        as_json([{"issue": names[each.issue_id]} | vars(each) for each in found])
        return
    table(*delivery_lines(found, names))


@app.command()
def resolve(
    delivery: Annotated[int, typer.Argument(help="Its number, of `deliveries list`.")],
    reason: Reason,
    ledger: LedgerUrl,
    arrived: Annotated[bool, typer.Option("--arrived", help="The reader has it.")] = False,
    give_up: Annotated[bool, typer.Option("--give-up", help="It was refused, and need not be sent any more.")] = False,
    send_again: Annotated[bool, typer.Option("--send-again", help="The reader has it not: send it again.")] = False,
    archive: Annotated[str | None, typer.Option(envvar="LINEOFSIGHT_ARCHIVE", help="To send again.")] = None,
    mail_server: MaybeMailServer = None,
    config: Config = None,
) -> None:
    """Settle an uncertain delivery after asking the reader, or a refused one whose address will never take it."""
    if arrived + send_again + give_up != 1:
        raise LedgerError("deliveries resolve: give one of --arrived, --send-again and --give-up")
    why, place = given(reason), desk(ledger, archive or ".", config, mail=mail_server)
    with closing(open_ledger(place)) as opened:
        issue = opened.issues.get(opened.deliveries.get(delivery).issue_id)
        if not send_again:
            settle = opened.deliveries.arrived if arrived else opened.deliveries.give_up
            became = "arrived" if arrived else "given up"
            typer.echo(f"delivery {delivery} of {issue.name} to {settle(delivery, why).recipient}: {became}")
            return
    if archive is None:
        raise LedgerError("--archive: say where the archive is, to send it again (or set LINEOFSIGHT_ARCHIVE)")
    tell(issue, [sending.send_again(place, delivery, why)])
