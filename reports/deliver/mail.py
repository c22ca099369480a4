"""One mail to one recipient through apprise, and what the server answered.

One URL and one `notify()` for each recipient, no copies, no retries of apprise's own: it would send again to
those who have it. What the server said appears only in apprise's log, so that is read.
"""

import logging
import re
from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote, urlencode, urlsplit

import apprise

from reports.errors import DeliveryRefused, DeliveryUncertain, MailServerAway, SettingsError

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
BASE64 = 1.37  # what an attachment grows by in a mail
LARGEST_MAIL = 20 * 1024 * 1024  # bytes; most servers take 25 MB
TEMPORARY, PERMANENT = "4", "5"  # first digit of an SMTP answer
_ANSWER = re.compile(r"\(?\b([45]\d\d)\b[, ]+(?:b?['\"])?([^'\"]*)")


@dataclass(frozen=True)
class Mail:
    """A mail as it is to be sent. `server` is an apprise URL: `mailto://127.0.0.1:1025`, `mailtos://user:pass@host`."""

    server: str
    sender: str
    to: str
    subject: str
    html: str
    attachments: Mapping[str, bytes] = field(repr=False)  # file name (ASCII) -> content
    headers: Mapping[str, str] = field(default_factory=dict)


def send(mail: Mail) -> None:
    """Hand the mail over to the server.

    Raises SettingsError for plaintext to another machine; DeliveryRefused where the server said no for good or the
    mail is too big; MailServerAway where nothing was handed over and a later try may help; DeliveryUncertain
    where the connection broke after the message began.
    """
    url = _url(mail)
    size = sum(map(len, mail.attachments.values())) * BASE64
    if size > LARGEST_MAIL:
        raise DeliveryRefused(
            f"mail too big: {size / 1e6:.1f} MB with attachments, at most {LARGEST_MAIL / 1e6:.1f} MB are sent"
        )
    service = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if service is None or len(getattr(service, "targets", ())) != 1:
        raise SettingsError("mail_server: apprise cannot use this URL with this recipient's address")
    with TemporaryDirectory() as folder, _log() as said:
        attached = apprise.AppriseAttachment()
        for name, content in mail.attachments.items():
            path = Path(folder) / name
            path.write_bytes(content)
            attached.add(str(path))
        sent = service.notify(
            title=mail.subject, body=mail.html, body_format=apprise.NotifyFormat.HTML, attach=attached
        )
        if not sent:
            raise _failure(said.getvalue())


def _log() -> AbstractContextManager[StringIO]:
    """Catch what apprise logs: the only place where it says what the server answered."""
    captured: AbstractContextManager[StringIO] = apprise.LogCapture(  # type: ignore[no-untyped-call]
        level=logging.DEBUG, fmt="%(message)s"
    )
    return captured


def _url(mail: Mail) -> str:
    parts = urlsplit(mail.server)
    if parts.scheme not in ("mailto", "mailtos") or not parts.hostname:
        raise SettingsError("mail_server: expected mailto://host:port or mailtos://user:password@host:port")
    if parts.scheme == "mailto" and parts.hostname not in LOOPBACK:
        raise SettingsError(f"mail_server: plaintext to {parts.hostname}: use mailtos://, or a server on this machine")
    query = {"from": mail.sender, "to": mail.to, "format": "html", "retry": "0", "smtp": parts.hostname}
    headers = {f"+{name}": value for name, value in mail.headers.items()}
    given = f"&{parts.query}" if parts.query else ""
    return f"{parts.scheme}://{parts.netloc}/?{urlencode(query | headers, quote_via=quote)}{given}"


def _failure(said: str) -> DeliveryRefused | MailServerAway | DeliveryUncertain:
    """Tell from apprise's log what became of the message."""
    reasons = [line.removeprefix("Socket Exception: ") for line in said.splitlines() if "Socket Exception" in line]
    reason = reasons[-1] if reasons else "apprise gave no reason"
    answer = _ANSWER.search(reason)
    words = f"{answer[1]} {answer[2]}".strip() if answer else reason
    if answer and answer[1].startswith(PERMANENT):
        return DeliveryRefused(f"the mail server refused it: {words}")
    if answer:
        return MailServerAway(f"the mail server asks to come again: {words}")
    if "Connection error while submitting" in said:  # before a message was begun
        return MailServerAway(f"the mail server cannot be reached: {words}")
    return DeliveryUncertain(f"the connection to the mail server broke while sending: {words}")
