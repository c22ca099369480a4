"""One mail to one recipient through apprise, and what the server answered.

One URL and one `notify()` for each recipient, no copies, no retries of apprise's own: it would send again to
those who have it. What the server said appears only in apprise's log, so that is read (`reports.deliver.outcome`).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any
from urllib.parse import quote, urlencode

import apprise
from apprise.attachment.memory import AttachMemory
from apprise.plugins.email import NotifyEmail

from reports.deliver.outcome import failure
from reports.deliver.server import mode, read_server
from reports.errors import DeliveryRefused, DeliveryUncertain, SettingsError

BASE64 = 1.37  # what an attachment grows by in a mail
MEGABYTE = 1_000_000
MIME_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Mail:
    """A mail as it is to be sent.

    server: an apprise URL, `mailto://127.0.0.1:1025` or `mailtos://user:password@host`, with `?mode=ssl` for TLS
    from the first byte. attachments: file name (ASCII) -> content. largest: bytes that the mail may have. patience:
    seconds that the server may take for each of its answers.
    """

    server: str = field(repr=False)  # it holds the password
    sender: str
    to: str
    subject: str
    html: str = field(repr=False)
    attachments: Mapping[str, bytes] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    largest: float = 20 * MEGABYTE
    patience: float = 120  # two of them are over before a task is stopped, after five minutes (dags/steps.py)

    @property
    def weight(self) -> float:
        """Bytes that it has as it travels, with what base64 adds."""
        return (sum(map(len, self.attachments.values())) + len(self.html.encode())) * BASE64


def send(mail: Mail) -> None:
    """Hand the mail over to the server.

    Raises SettingsError for plaintext to another machine, and where the server's TLS, certificate, user or password
    is not as it should be; DeliveryRefused where the server said no for good or the mail is too big; MailServerAway
    where nothing was accepted and a later try may help; DeliveryUncertain where it may have been accepted. After any
    other error, nothing was handed over.
    """
    if mail.weight > mail.largest:
        raise DeliveryRefused(
            f"mail too big: {mail.weight / MEGABYTE:.1f} MB with its attachments, and at most "
            f"{mail.largest / MEGABYTE:.1f} MB are sent (largest_mail_mb in recipients.yaml)"
        )
    postman, attached = _postman(mail), [_attachment(*each) for each in mail.attachments.items()]
    # Apprise tells what the server said at DEBUG only, and a result keeps only what its logger lets through.
    with apprise.LogCapture(level=logging.DEBUG):  # type: ignore[no-untyped-call]
        try:
            result = postman.notify(
                title=mail.subject, body=mail.html, body_format=apprise.NotifyFormat.HTML, attach=attached or None
            )
        except Exception as error:
            raise DeliveryUncertain(f"apprise broke off while sending: {type(error).__name__}") from error
    if not result:
        raise failure([entry.message for entry in result.logs()], str(read_server(mail.server).hostname))


def _postman(mail: Mail) -> apprise.Apprise:
    """Give apprise with this one recipient. Raises SettingsError for a server or an address that cannot be used."""
    server = read_server(mail.server)
    query = {
        "from": mail.sender,
        "to": mail.to,
        "format": "html",
        "retry": "0",
        "smtp": server.hostname,
        "mode": mode(server),
        "cto": str(mail.patience),  # for connecting, says apprise, and means each answer
        **{f"+{name}": value for name, value in mail.headers.items()},
    }
    # Left to itself, apprise gives up after a minute, and a thread of its own goes on sending.
    asset = apprise.AppriseAsset(async_mode=False, service_timeout=0)
    # A URL given to apprise itself would load all of its two hundred services, which takes a third of a second.
    url = f"{server.scheme}://{server.netloc}/?{urlencode(query, quote_via=quote)}"
    email: Any = NotifyEmail  # apprise is typed in part
    try:
        service = email(**email.parse_url(url), asset=asset)
    except TypeError:
        service = None
    if service is None or len(service.targets) != 1:
        raise SettingsError("mail_server: apprise cannot use this URL with this recipient's address")
    return apprise.Apprise(service, asset=asset, log_level=logging.DEBUG)


def _attachment(name: str, content: bytes) -> AttachMemory:
    """Attach from memory: no copy of a report is left on the disk by a try that is killed."""
    if not name.isascii():
        raise ValueError(f"{name}: the name of an attachment must be ASCII, or mail programs garble it")
    mime_type = MIME_TYPES.get(PurePath(name).suffix, "application/octet-stream")
    return AttachMemory(content=content, name=name, mimetype=mime_type)  # type: ignore[no-untyped-call]
