"""The mail that brings an issue to one reader: from the archive, by the settings, small enough to travel."""

from collections.abc import Mapping
from dataclasses import replace
from math import ceil

from reports import deliver as mailing
from reports.deliver.protect import protect
from reports.issues import Issue
from reports.series import stem
from reports.settings import Recipient, Settings
from reports.workflow.people import password_of
from reports.workflow.place import Workplace
from reports.workflow.records import MAIL_HTML, MAIL_TEXT, file

CORRECTION = "Correction: "  # opens the subject of what takes an issue's place


def compose(
    place: Workplace, settings: Settings, issue: Issue, person: Recipient, server: str, note: str = ""
) -> mailing.Mail:
    """Make the mail from what is in the archive: every recipient, and every resend, gets the same files.

    `note` is plain text for the top of the mail, where no password protects it. For a reader with a `pdf_password` the
    PDF is encrypted, the workbook inside it, and the mail tells no findings. Where a mail would be too big, the
    workbook stays behind, then the PDF too, and the mail says where to get them. Its header has the SHA-256 of the PDF
    in the archive. Raises SnapshotError where the archive has not what was issued, SettingsError
    where a password cannot be had.
    """
    chosen = settings.recipients
    password = password_of(place, chosen, issue.report, person)
    html = next(name for name in issue.files if name.endswith(MAIL_HTML))
    attached = [name for name in issue.files if not name.endswith((MAIL_TEXT, MAIL_HTML))]
    subject = f"{CORRECTION if issue.corrects_id else ''}{issue.title} (issue {issue.label})"
    mail = mailing.Mail(
        server=server,
        sender=str(chosen.sender),  # there is one where there are recipients
        to=person.email,
        subject=chosen.prefixed(subject, person.email),
        html=file(place, issue, html).decode(),
        attachments={name: file(place, issue, name) for name in attached},
        headers={
            "X-Report-Issue": f"{stem(issue.report)} {issue.period}",
            "X-Report-Version": str(issue.version),
            "X-Report-SHA256": issue.files[attached[0]]["sha256"],
        },
        largest=chosen.largest_mail_mb * mailing.MEGABYTE,
    )
    if not note and password is None and mail.weight <= mail.largest:
        return mail  # as it was stored
    return _adapted(mail, password, note, chosen.collect_from or settings.authority.contact)


def _adapted(whole: mailing.Mail, password: str | None, note: str, collect_from: str) -> mailing.Mail:
    """Give a mail with its note, its password, and as many of its files, the PDF first, as it may carry."""
    from reports.render import body  # noqa: PLC0415 - slow to import, and most mails are sent as they were stored

    html = body.with_note(whole.html, note) if note else whole.html
    mail = replace(whole, html=html)
    if password is not None:
        html = body.without_findings(html)
        said = body.Attached(lists=len(whole.attachments) > 1, protected=True, published=_published(whole))
        mail = replace(mail, html=body.with_attached(html, said), attachments=_sealed(whole.attachments, password))
    for kept in reversed(range(min(len(whole.attachments), 2))):  # beside the PDF all goes, or nothing
        if mail.weight <= mail.largest:
            break
        said = body.Attached(
            pdf=kept > 0,
            protected=password is not None,
            missing="lists" if kept else "both" if len(whole.attachments) > 1 else "pdf",
            mail=f"{ceil(10 * mail.weight / mailing.MEGABYTE) / 10:.1f}",
            most=f"{mail.largest / mailing.MEGABYTE:g}",
            place=collect_from,
            published=_published(whole),
        )
        fewer = dict(list(whole.attachments.items())[:kept])
        mail = replace(mail, html=body.with_attached(html, said), attachments=_sealed(fewer, password))
    return mail


def _published(mail: mailing.Mail) -> bool:
    """Tell whether a mail brings a public report: beside its PDF it has a web page and figures."""
    return any(name.endswith(".csv") for name in mail.attachments)


def _sealed(files: Mapping[str, bytes], password: str | None) -> Mapping[str, bytes]:
    """Give the files as they are attached: with a password, one PDF with the others inside it."""
    if password is None or not files:
        return files
    (name, pdf), *others = files.items()
    return {name: protect(pdf, password, dict(others))}
