"""The readers of an issue: who is to have it, who has it, and who is to be told when it is taken back."""

from collections.abc import Sequence
from contextlib import closing

from reports.errors import LedgerError, SettingsError
from reports.issues import Delivery, Issue, IssueState, Ledger, Message, State
from reports.settings import Recipient, Recipients
from reports.workflow.people import nobody, people_of
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger


def readers_of(settings: Recipients, issue: Issue) -> dict[str, Recipient]:
    """Give those to whom an issue is to go by their keys: its report's, or its team's."""
    return people_of(settings, issue.report, issue.team_name)


def audience(place: Workplace, issue_id: int) -> list[str]:
    """Give the addresses that an issue is to be sent to: those of today's settings, and whoever has what it corrects.

    Raises SettingsError where there are none.
    """
    settings = place.settings().recipients
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        people = readers_of(settings, issue).values()
        wanted = list(dict.fromkeys([*(person.email for person in people), *having(ledger, issue)]))
    if not wanted:
        raise SettingsError(nobody(issue.report))
    return wanted


def sent_to(place: Workplace, issue_id: int, only: Sequence[str] = ()) -> list[str]:
    """Give the addresses to which an issue is sent again: all that have it or may have it, or some that it was sent to.

    Raises LedgerError for one that it was never sent to, and where nobody has it.
    """
    with closing(open_ledger(place)) as ledger:
        issue, have_it = ledger.issues.get(issue_id), ledger.deliveries.readers(issue_id)
        known = {each.recipient for each in ledger.deliveries.of(issue_id, Message.REPORT)}
    if not only and not have_it:
        raise LedgerError(f"issue {issue.name}: nobody has it; lineofsight issues release sends it")
    wanted = list(dict.fromkeys(address.casefold() for address in only))
    if strangers := [address for address in wanted if address not in known]:
        raise LedgerError(
            f"issue {issue.name} was never sent to {', '.join(strangers)}: a new reader is named in recipients.yaml"
        )
    return wanted or have_it


def counted(issue: Issue, deliveries: Sequence[Delivery], settings: Recipients) -> tuple[int, int]:
    """Count who has an issue, and who is to have it: all to whom it was sent, and of a released one today's readers.

    deliveries: all of the issue; those of notices do not count.
    """
    of_report = [each for each in deliveries if each.message is Message.REPORT]
    wanted = {each.recipient for each in of_report if each.state is not State.GIVEN_UP}
    if issue.state is IssueState.RELEASED:
        wanted |= {person.email for person in readers_of(settings, issue).values()}
    return sum(each.state is State.SENT for each in of_report), len(wanted)


def having(ledger: Ledger, issue: Issue) -> list[str]:
    """Give the addresses that have an issue or may have it, or that have one which it corrects."""
    found = ledger.deliveries.readers(issue.id)
    while issue.corrects_id is not None:
        issue = ledger.issues.get(issue.corrects_id)
        found += ledger.deliveries.readers(issue.id)
    return list(dict.fromkeys(found))
