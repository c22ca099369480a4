"""What a person asks for by hand about an issue, and a run of Airflow does: to send it, again or for the first time.

A run that is tried again, or cleared, goes on where it was: who got the mail since it began gets no second one.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime

from reports.errors import DeliveryIncomplete, LedgerError, MailServerAway
from reports.issues import IssueState, Message
from reports.workflow import release, sending, withdrawal
from reports.workflow.place import Workplace
from reports.workflow.readers import audience
from reports.workflow.records import open_ledger
from reports.workflow.sending import Sent


@dataclass(frozen=True)
class Asked:
    """What is asked for, by whom, why and since when. deliveries: which are sent again."""

    act: str
    issue: int
    reason: str
    actor: str
    since: datetime
    deliveries: Sequence[int] = ()
    commentary: str = ""


def send(place: Workplace, asked: Asked) -> str:
    """Do what is asked for, and say how many were reached.

    Raises LedgerError for what cannot be done, DeliveryIncomplete where somebody was not reached, MailServerAway where
    a later try may reach them.
    """
    if not asked.reason.strip():
        raise LedgerError(f"{asked.act}: a reason is needed: it stands in the ledger")
    done = {"release": _release, "resend": _again, "send-again": _again, "withdraw": _withdraw}
    if asked.act not in done:
        raise LedgerError(f"{asked.act}: unknown; known are {', '.join(done)}")
    sending.demand_mail(place)
    found = done[asked.act](place, asked)
    reached = sum(each.good for each in found)
    said = f"{reached} of {len(found)} have it"
    if any(each.away for each in found):
        raise MailServerAway(f"{said}; the mail server was away for the others")
    if reached < len(found):
        raise DeliveryIncomplete(f"{said}; see the deliveries that did not succeed")
    return said


def _release(place: Workplace, asked: Asked) -> list[Sent]:
    with closing(open_ledger(place)) as ledger:
        released = ledger.issues.get(asked.issue).state is IssueState.RELEASED
    if not released:
        release.approve(place, asked.issue, asked.actor, asked.commentary, asked.reason)
    return sending.send(place, asked.issue, audience(place, asked.issue))


def _again(place: Workplace, asked: Asked) -> list[Sent]:
    with closing(open_ledger(place)) as ledger:
        chosen = [ledger.deliveries.get(number) for number in asked.deliveries]
    if strange := [each.id for each in chosen if each.issue_id != asked.issue]:
        raise LedgerError(f"delivery {strange[0]} is not one of issue {asked.issue}")
    return [
        sent
        for message in Message
        if (addresses := [each.recipient for each in chosen if each.message is message])
        for sent in sending.send(place, asked.issue, addresses, message, again=asked.reason, since=asked.since)
    ]


def _withdraw(place: Workplace, asked: Asked) -> list[Sent]:
    told = withdrawal.withdraw(place, asked.issue, asked.actor, asked.reason)
    return sending.send(place, asked.issue, told, Message.WITHDRAWAL)
