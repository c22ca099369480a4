"""The withdrawal of an issue: the ledger says who and why, and each of its readers is told."""

from contextlib import closing

from reports import deliver as mailing
from reports.errors import LedgerError
from reports.issues import Issue, IssueState
from reports.logs import step
from reports.series import stem
from reports.settings import Settings
from reports.workflow.place import Workplace
from reports.workflow.readers import having
from reports.workflow.records import open_ledger


@step()
def withdraw(place: Workplace, issue_id: int, actor: str, reason: str) -> list[str]:
    """Withdraw a released issue; give the addresses that are to be told (`reports.workflow.readers.having`).

    One that is withdrawn already keeps its reason. Raises LedgerError without a reason, and for an issue that is not
    released.
    """
    if not reason.strip():
        raise LedgerError("a withdrawal needs a reason: its readers are told")
    with closing(open_ledger(place)) as ledger:
        if ledger.issues.get(issue_id).state is not IssueState.WITHDRAWN:
            ledger.issues.withdraw(issue_id, actor, reason.strip())
        return having(ledger, ledger.issues.get(issue_id))


def notice(settings: Settings, issue: Issue, address: str, server: str) -> mailing.Mail:
    """Make the mail that tells a reader of a withdrawn issue; it tells nothing of what the report says."""
    from reports.render import pages  # noqa: PLC0415 - slow to import, and most sending needs none

    return mailing.Mail(
        server=server,
        sender=str(settings.recipients.sender),  # there is one where there are recipients
        to=address,
        subject=settings.recipients.prefixed(f"Withdrawn: {issue.title} (issue {issue.label})", address),
        html=pages.withdrawal_html(issue.title, issue.label, issue.reason or "", issue.decided_at, settings.authority),
        attachments={},
        headers={"X-Report-Issue": f"{stem(issue.report)} {issue.period}", "X-Report-Version": str(issue.version)},
        largest=settings.recipients.largest_mail_mb * mailing.MEGABYTE,
    )
