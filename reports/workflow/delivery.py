"""From an issue to its readers: who they are, one delivery for each, and whether all have it."""

import hashlib
from contextlib import closing

from reports import deliver as mailing
from reports.errors import DeliveryUncertain, SettingsError
from reports.issues import Issue, State
from reports.settings import Recipient, Recipients
from reports.workflow.place import Workplace
from reports.workflow.records import MAIL_HTML, MAIL_TEXT, file, open_ledger


def recipients(place: Workplace, report: str) -> list[str]:
    """Give an opaque key for each recipient of a report, in the order of the settings.

    Raises SettingsError for settings that are wrong, and where the report goes to nobody.
    """
    people = _people(place.settings().recipients, report)
    if not people:
        raise SettingsError(f"recipients.yaml: {report} goes to nobody; name its recipients")
    return list(people)


def recipient_name(place: Workplace, report: str, key: str) -> str:
    """Give a recipient's name, for the operator who looks at a delivery."""
    return _person(place.settings().recipients, report, key).name


def deliver(place: Workplace, issue_id: int, key: str) -> str:
    """Send an issue to one recipient unless it was sent already; give its state.

    Raises MailServerAway where a later try may help, DeliveryRefused and DeliveryUncertain where a person must act.
    """
    settings = place.settings().recipients
    if place.mail is None:
        raise SettingsError("mail server: none was given")
    server = place.mail
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issue(issue_id)
        person = _person(settings, issue.report, key)
        state = mailing.deliver(
            ledger, issue_id, person.email, settings.channel, lambda: _mail(place, settings, issue, person, server)
        )
    return state.value


def close(place: Workplace, issue_id: int) -> str:
    """Say how many have the issue. Raises DeliveryUncertain where it is not all of its recipients."""
    settings = place.settings().recipients
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issue(issue_id)
        sent = {
            delivery.recipient
            for delivery in ledger.deliveries(issue_id)
            if delivery.state is State.SENT and delivery.channel == settings.channel
        }
    people = _people(settings, issue.report).values()
    reached = sum(person.email in sent for person in people)
    said = f"{issue.title} (issue {issue.label}), {issue.pages} pages: sent to {reached} of {len(people)}"
    if reached < len(people):
        raise DeliveryUncertain(f"{said}; see the deliveries that did not succeed")
    return said


def _people(settings: Recipients, report: str) -> dict[str, Recipient]:
    people = next((people for name, people in settings.reports.items() if name == report), [])
    return {hashlib.sha256(f"{report} {person.email}".encode()).hexdigest()[:12]: person for person in people}


def _person(settings: Recipients, report: str, key: str) -> Recipient:
    person = _people(settings, report).get(key)
    if person is None:
        raise SettingsError(
            f"recipients.yaml: {report} no longer goes to recipient {key}; run its recipients step again"
        )
    return person


def _mail(place: Workplace, settings: Recipients, issue: Issue, person: Recipient, server: str) -> mailing.Mail:
    """Make the mail from what is in the archive: every recipient, and every resend, gets the same bytes."""
    prefix = settings.subject_prefixes.get(person.email.rpartition("@")[2].casefold(), "")
    html = next(name for name in issue.files if name.endswith(MAIL_HTML))
    attached = [name for name in issue.files if not name.endswith((MAIL_TEXT, MAIL_HTML))]
    pdf = issue.files[attached[0]]
    return mailing.Mail(
        server=server,
        sender=settings.sender,
        to=person.email,
        subject=f"{prefix} {issue.title} (issue {issue.label})".strip(),
        html=file(place, issue, html).decode(),
        attachments={name: file(place, issue, name) for name in attached},
        headers={
            "X-Report-Issue": f"{issue.report} {issue.period}",
            "X-Report-Version": str(issue.version),
            "X-Report-SHA256": pdf["sha256"],
        },
        largest=settings.largest_mail_mb * mailing.MEGABYTE,
    )
