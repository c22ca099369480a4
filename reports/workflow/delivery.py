"""From an issue to its readers: one delivery for each, and whether all have it."""

from contextlib import closing
from functools import partial

from reports import deliver as mailing
from reports.errors import DeliveryIncomplete, SettingsError
from reports.issues import Message, State
from reports.logs import note, step
from reports.workflow.mail import compose
from reports.workflow.people import person_of
from reports.workflow.place import Workplace
from reports.workflow.readers import readers_of
from reports.workflow.records import open_ledger


@step()
def deliver(place: Workplace, issue_id: int, key: str) -> str:
    """Send an issue to one recipient unless it was sent already; give its state.

    Raises MailServerAway where a later try may help, DeliveryRefused and DeliveryUncertain where a person must act.
    """
    settings = place.settings()
    if place.mail is None:
        raise SettingsError("mail server: none was given")
    server = place.mail
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        note(report=issue.report, period=issue.period)
        person = person_of(settings.recipients, issue.report, key, issue.team_name)
        mail = partial(compose, place, settings, issue, person, server, issue.note or "")
        state = mailing.deliver(ledger, issue_id, person.email, settings.recipients.channel, mail)
    return state.value


@step()
def close(place: Workplace, issue_id: int) -> str:
    """Say how many have the issue. Raises DeliveryIncomplete where it is not all of its recipients."""
    settings = place.settings().recipients
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        note(report=issue.report, period=issue.period)
        sent = {
            delivery.recipient
            for delivery in ledger.deliveries.of(issue_id, Message.REPORT)
            if delivery.state is State.SENT and delivery.channel == settings.channel
        }
    people = readers_of(settings, issue).values()
    reached = sum(person.email in sent for person in people)
    said = f"{issue.title} (issue {issue.label}), {issue.pages} pages: sent to {reached} of {len(people)}"
    if reached < len(people):
        raise DeliveryIncomplete(f"{said}; see the deliveries that did not succeed")
    return said
