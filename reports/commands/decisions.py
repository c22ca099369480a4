"""`lineofsight issues`: release, reject, let-through, resend, withdraw. Each needs a reason, which is in the ledger."""

from typing import Annotated

import typer

from reports.commands.finding import find
from reports.commands.issues import Label, Report
from reports.commands.options import Archive, Config, LedgerUrl, MailServer, Reason, desk, given
from reports.commands.sending import tell
from reports.errors import LedgerError
from reports.issues import IssueState, Message
from reports.workflow import release as releasing
from reports.workflow import sending, withdrawal
from reports.workflow.readers import audience, sent_to

app = typer.Typer()


@app.command()
def release(
    report: Report,
    label: Label,
    reason: Reason,
    ledger: LedgerUrl,
    archive: Archive,
    mail_server: MailServer,
    commentary: Annotated[str, typer.Option(help="What its mail says first.")] = "",
    config: Config = None,
) -> None:
    """Release an issue and send it to its readers; one that is released goes to those who have not got it."""
    why, place = given(reason), desk(ledger, archive, config, mail=mail_server)
    sending.demand_mail(place)
    issue = find(place, report, label)
    people = audience(place, issue.id)
    if issue.state is not IssueState.RELEASED:
        releasing.approve(place, issue.id, place.actor, commentary, why)
    elif commentary:
        raise LedgerError(f"issue {issue.name} is released: its mail does not change; leave --commentary out")
    tell(issue, sending.send(place, issue.id, people))


@app.command()
def reject(
    report: Report, label: Label, reason: Reason, ledger: LedgerUrl, archive: Archive, config: Config = None
) -> None:
    """Keep an issue from being released."""
    place = desk(ledger, archive, config)
    issue = find(place, report, label)
    releasing.reject(place, issue.id, place.actor, given(reason))
    typer.echo(f"{issue.name}: rejected")


@app.command()
def let_through(
    snapshot: Annotated[str, typer.Argument(help="The snapshot that a gate holds.")],
    reason: Reason,
    ledger: LedgerUrl,
    archive: Archive,
    config: Config = None,
) -> None:
    """Let data pass the gate that holds them, where gates.yaml allows it; the mails will say so."""
    from reports.workflow import hold  # noqa: PLC0415 - measures and documents are heavy to import

    place = desk(ledger, archive, config)
    hold.let_through(place, snapshot, place.actor, given(reason))
    typer.echo(f"snapshot {snapshot}: let through")
    typer.echo(f"now clear the run's check in Airflow, or: lineofsight issues correct ... --snapshot {snapshot}")


@app.command()
def resend(
    report: Report,
    label: Label,
    reason: Reason,
    ledger: LedgerUrl,
    archive: Archive,
    mail_server: MailServer,
    to: Annotated[list[str] | None, typer.Option(help="To this reader only; may be given several times.")] = None,
    config: Config = None,
) -> None:
    """Send the stored bytes of a released issue once more, to everyone who got it or to some of them."""
    why, place = given(reason), desk(ledger, archive, config, mail=mail_server)
    issue = find(place, report, label)
    people = sent_to(place, issue.id, to or ())
    tell(issue, sending.send(place, issue.id, people, again=why))


@app.command()
def withdraw(
    report: Report,
    label: Label,
    reason: Reason,
    ledger: LedgerUrl,
    archive: Archive,
    mail_server: MailServer,
    config: Config = None,
) -> None:
    """Withdraw a released issue, and tell everyone who has it or may have it; they read the reason."""
    why, place = given(reason), desk(ledger, archive, config, mail=mail_server)
    sending.demand_mail(place)
    issue = find(place, report, label)
    people = withdrawal.withdraw(place, issue.id, place.actor, why)
    tell(issue, sending.send(place, issue.id, people, Message.WITHDRAWAL), notice=True)
