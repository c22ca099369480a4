"""From an issue to its readers: one delivery for each, and whether all have it."""

from contextlib import closing

from reports import deliver as mailing
from reports.errors import DeliveryIncomplete, SettingsError
from reports.issues import Issue, Message, State
from reports.settings import Recipient, Recipients
from reports.workflow.people import people_of, person_of
from reports.workflow.place import Workplace
from reports.workflow.records import MAIL_HTML, MAIL_TEXT, file, open_ledger


def deliver(place: Workplace, issue_id: int, key: str) -> str:
    """Send an issue to one recipient unless it was sent already; give its state.

    Raises MailServerAway where a later try may help, DeliveryRefused and DeliveryUncertain where a person must act.
    """
    settings = place.settings().recipients
    if place.mail is None:
        raise SettingsError("mail server: none was given")
    server = place.mail
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        person = person_of(settings, issue.report, key)
        state = mailing.deliver(
            ledger, issue_id, person.email, settings.channel, lambda: _mail(place, settings, issue, person, server)
        )
    return state.value


def close(place: Workplace, issue_id: int) -> str:
    """Say how many have the issue. Raises DeliveryIncomplete where it is not all of its recipients."""
    settings = place.settings().recipients
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        sent = {
            delivery.recipient
            for delivery in ledger.deliveries.of(issue_id, Message.REPORT)
            if delivery.state is State.SENT and delivery.channel == settings.channel
        }
    people = people_of(settings, issue.report).values()
    reached = sum(person.email in sent for person in people)
    said = f"{issue.title} (issue {issue.label}), {issue.pages} pages: sent to {reached} of {len(people)}"
    if reached < len(people):
        raise DeliveryIncomplete(f"{said}; see the deliveries that did not succeed")
    return said


def _mail(place: Workplace, settings: Recipients, issue: Issue, person: Recipient, server: str) -> mailing.Mail:
    """Make the mail from what is in the archive: every recipient, and every resend, gets the same bytes."""
    prefix = settings.subject_prefixes.get(person.email.rpartition("@")[2].casefold(), "")
    html = next(name for name in issue.files if name.endswith(MAIL_HTML))
    attached = [name for name in issue.files if not name.endswith((MAIL_TEXT, MAIL_HTML))]
    pdf = issue.files[attached[0]]
    return mailing.Mail(
        server=server,
        sender=str(settings.sender),  # there is one where there are recipients
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
