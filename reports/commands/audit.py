"""`lineofsight audit`: the trail of every act, and whether it is unbroken."""

from contextlib import closing
from typing import Annotated

import typer

from reports.commands.options import PARTLY, AsJson, LedgerUrl, reader
from reports.commands.printing import as_json, plain, table, time
from reports.workflow.records import open_ledger

app = typer.Typer(help="Every act, with who, when and why.")


@app.command("list")
def list_(ledger: LedgerUrl, json: AsJson = False) -> None:
    """List every act, the oldest first."""
    with closing(open_ledger(reader(ledger))) as opened:
        acts = opened.acts()
        names = {issue.id: issue.name for issue in opened.issues.of()}
    if json:
        as_json([vars(act) | {"issue": names.get(act.issue_id or 0)} for act in acts])
        return
    table(
        ("act", "at", "by", "what", "of"),
        [
            (
                (
                    str(act.number),
                    time(act.at),
                    act.actor,
                    act.act,
                    names.get(act.issue_id or 0, "") + (f", delivery {act.delivery_id}" if act.delivery_id else ""),
                ),
                act.reason or "",
            )
            for act in acts
        ],
    )


@app.command()
def verify(
    ledger: LedgerUrl,
    noted: Annotated[str, typer.Option("--head", help="A head that was noted elsewhere, of an earlier time.")] = "",
) -> None:
    """Tell whether any act, issue, figure or delivery was changed behind the trail's back; exit code 1 if so."""
    with closing(open_ledger(reader(ledger))) as opened:
        faults, head, acts = opened.faults(noted), opened.head(), len(opened.acts())
    for fault in faults:
        typer.echo(plain(fault))
    if faults:
        raise typer.Exit(PARTLY)
    typer.echo(f"{acts} acts, unbroken; head {head} (note it elsewhere)")
