"""One mail to one recipient through apprise, and what the server answered.

One URL and one `notify()` for each recipient, no copies, no retries of apprise's own: it would send again to
those who have it. What the server said appears only in apprise's log, so that is read.
"""

import ast
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from urllib.parse import quote, urlencode

import apprise
from apprise.attachment.memory import AttachMemory

from reports.deliver.server import mode, read_server
from reports.errors import DeliveryRefused, DeliveryUncertain, MailServerAway, SettingsError

BASE64 = 1.37  # what an attachment grows by in a mail
MEGABYTE = 1_000_000
MIME_TYPES = {
    ".pdf": "application/pdf",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_FAULT = "Socket Exception: "  # apprise's words before those of smtplib
_NO_CONNECTION = "Connection error while submitting"  # apprise's, where no message was begun


@dataclass(frozen=True)
class Mail:
    """A mail as it is to be sent.

    server: an apprise URL, `mailto://127.0.0.1:1025` or `mailtos://user:password@host`, with `?mode=ssl` for TLS
    from the first byte. attachments: file name (ASCII) -> content. largest: bytes that the mail may have.
    """

    server: str = field(repr=False)  # it holds the password
    sender: str
    to: str
    subject: str
    html: str = field(repr=False)
    attachments: Mapping[str, bytes] = field(repr=False)
    headers: Mapping[str, str] = field(default_factory=dict)
    largest: float = 20 * MEGABYTE

    @property
    def weight(self) -> float:
        """Bytes that it has as it travels, with what base64 adds."""
        return (sum(map(len, self.attachments.values())) + len(self.html.encode())) * BASE64


def send(mail: Mail) -> None:
    """Hand the mail over to the server.

    Raises SettingsError for plaintext to another machine; DeliveryRefused where the server said no for good or the
    mail is too big; MailServerAway where nothing was accepted and a later try may help; DeliveryUncertain where
    it may have been accepted. After any other error, nothing was handed over.
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
        raise _failure([entry.message for entry in result.logs()])


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
        **{f"+{name}": value for name, value in mail.headers.items()},
    }
    postman = apprise.Apprise(log_level=logging.DEBUG)
    added = postman.add(f"{server.scheme}://{server.netloc}/?{urlencode(query, quote_via=quote)}")
    if not added or len(getattr(postman[0], "targets", ())) != 1:
        raise SettingsError("mail_server: apprise cannot use this URL with this recipient's address")
    return postman


def _attachment(name: str, content: bytes) -> AttachMemory:
    """Attach from memory: no copy of a report is left on the disk by a try that is killed."""
    if not name.isascii():
        raise ValueError(f"{name}: the name of an attachment must be ASCII, or mail programs garble it")
    mime_type = MIME_TYPES.get(PurePath(name).suffix, "application/octet-stream")
    return AttachMemory(content=content, name=name, mimetype=mime_type)  # type: ignore[no-untyped-call]


def _failure(said: Sequence[str]) -> DeliveryRefused | MailServerAway | DeliveryUncertain:
    """Tell from apprise's log what became of the message.

    An answer of the server is definite. Without one, only a connection that was never made is: any other fault of
    the socket may follow a message that was accepted.
    """
    fault = next((line.removeprefix(_FAULT) for line in reversed(said) if line.startswith(_FAULT)), None)
    answer = None if fault is None else _answer(fault)
    if answer is not None and 500 <= answer[0] < 600:
        return DeliveryRefused(f"the mail server refused it: {answer[0]} {answer[1]}")
    if answer is not None and 400 <= answer[0] < 500:
        return MailServerAway(f"the mail server asks to come again: {answer[0]} {answer[1]}")
    words = _one_line(fault or "apprise gave no reason")
    if any(line.startswith(_NO_CONNECTION) for line in said):
        return MailServerAway(f"there is no connection to the mail server: {words}")
    return DeliveryUncertain(f"the connection to the mail server broke while sending: {words}")


def _answer(fault: str) -> tuple[int, str] | None:
    """Read code and words of the server's answer, if the fault is one.

    smtplib's exceptions print it as `(552, b'too big')` or `{'a@b.example': (550, b'no such user')}`. Words that
    are no bytes are smtplib's own, and no answer.
    """
    try:
        found = ast.literal_eval(fault)
    except (ValueError, SyntaxError):
        return None
    match next(iter(found.values()), None) if isinstance(found, dict) else found:
        case (int(code), bytes(words), *_):
            return code, _one_line(words.decode(errors="replace"))
    return None


def _one_line(words: str) -> str:
    """Give words without what breaks a line or a database: control characters become spaces."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())
