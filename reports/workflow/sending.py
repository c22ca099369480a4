"""Sending by a person: an issue, or the notice that it was withdrawn, to some readers at once.

Each reader is a delivery of its own, claimed and recorded as those of Airflow are, so that nobody gets a mail twice
without a reason; one that is refused stops none of the others.
"""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from reports import deliver as mailing
from reports.errors import DeliveryRefused, DeliveryUnderWay, LedgerError, MailServerAway, ReportsError, SettingsError
from reports.issues import Issue, Message, State
from reports.issues.deliveries import SENDABLE
from reports.settings import Recipient, Recipients, Settings
from reports.workflow.mail import compose
from reports.workflow.place import Workplace
from reports.workflow.readers import readers_of
from reports.workflow.records import open_ledger
from reports.workflow.withdrawal import notice

HAS_IT, NOT_SENT = "has it", "not sent"  # beside the states of a delivery


@dataclass(frozen=True)
class Sent:
    """What became of a message to one reader: a delivery's state, `has it` already, or `not sent`; and why.

    away: the mail server could not be reached; a later try may help.
    """

    address: str
    became: str
    why: str = ""
    away: bool = False

    @property
    def good(self) -> bool:
        """Whether the reader has it."""
        return self.became in {State.SENT, HAS_IT}


def demand_mail(place: Workplace) -> str:
    """Give the mail server. Raises SettingsError where there is none, or one that cannot be used."""
    if place.mail is None:
        raise SettingsError("mail server: none was given")
    mailing.read_server(place.mail)
    return place.mail


def send(
    place: Workplace,
    issue_id: int,
    addresses: Sequence[str],
    message: Message = Message.REPORT,
    *,
    again: str = "",
    since: datetime | None = None,
) -> list[Sent]:
    """Send a message about an issue to readers, and give what became of each.

    Who has it gets no second one unless `again`, a person's reason, is given; with `since`, only who got it before, so
    that what was broken off can be tried again. A report goes only to domains that the
    settings allow today. Raises SettingsError without a mail server, LedgerError where the issue is not to be sent.
    """
    settings, server = place.settings(), demand_mail(place)
    channel, done = settings.recipients.channel, []
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        if issue.state is not SENDABLE[message]:
            raise LedgerError(f"issue {issue.name} is {issue.state}: it is not sent")
        before = {each.recipient: each for each in ledger.deliveries.of(issue_id, message)}
        for address in addresses:
            had = before.get(address)
            newly = had is not None and since is not None and had.claimed_at >= since
            if had is not None and had.state is State.SENT and (newly or not again):
                done.append(Sent(address, HAS_IT))
                continue
            mail = partial(_mail, place, settings, issue, message, address, server)
            try:
                reason = "" if newly else again
                state = mailing.deliver(ledger, issue_id, address, channel, mail, message, again=reason)
                done.append(Sent(address, state))
            except ReportsError as error:
                now = {each.recipient: each.state for each in ledger.deliveries.of(issue_id, message)}
                away = isinstance(error, MailServerAway | DeliveryUnderWay)
                done.append(Sent(address, now.get(address, NOT_SENT), str(error), away))
    return done


def send_again(place: Workplace, delivery_id: int, why: str) -> Sent:
    """Send what one delivery brings once more, because a person says so. Raises LedgerError for one that is sent."""
    with closing(open_ledger(place)) as ledger:
        delivery = ledger.deliveries.get(delivery_id)
        issue = ledger.issues.get(delivery.issue_id)
    if delivery.state is State.SENT:
        raise LedgerError(
            f"delivery {delivery_id} is sent; to send it once more: lineofsight issues resend {issue.name} --to ..."
        )
    (sent,) = send(place, issue.id, [delivery.recipient], delivery.message, again=why)
    return sent


def _mail(
    place: Workplace, settings: Settings, issue: Issue, message: Message, address: str, server: str
) -> mailing.Mail:
    if message is Message.WITHDRAWAL:
        return notice(settings, issue, address, server)
    return compose(place, settings, issue, _person(settings.recipients, issue, address), server, issue.note or "")


def _person(settings: Recipients, issue: Issue, address: str) -> Recipient:
    """Give a reader as the settings name them; one whom they name no longer, by the address alone."""
    for person in readers_of(settings, issue).values():
        if person.email == address:
            return person
    domain = address.rpartition("@")[2]
    if domain not in settings.allowed_domains:
        raise DeliveryRefused(f"the domain {domain} is not among allowed_domains in recipients.yaml any more")
    return Recipient(name=address, email=address)
