"""What became of a message that was not plainly accepted, told from apprise's log.

Apprise 2.2.0 connects, begins with TLS and logs in first; only then is a message begun. What fails before has handed
nothing over, and apprise says so (`_NO_MESSAGE`). After that, an answer of the server is definite; any other fault of
the connection may follow a message that was accepted, for apprise does not tell how far it had come.
"""

import ast
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.errors import DeliveryRefused, DeliveryUncertain, MailServerAway, ReportsError, SettingsError

_FAULT = "Socket Exception: "  # apprise's words before those of smtplib
_NO_MESSAGE = "Connection error while submitting"  # apprise's, where no message was begun
_LOGIN = "Applying user credentials"  # apprise's, before it logs in
_NO_TLS = "STARTTLS extension not supported"  # smtplib's
_NO_LOGIN = ("SMTP AUTH extension not supported", "No suitable authentication method")  # smtplib's
_CERTIFICATE = "CERTIFICATE_VERIFY_FAILED"  # OpenSSL's
_TLS = re.compile(r"\[SSL: (?!UNEXPECTED_EOF)|\[SSL\]")  # OpenSSL's; without those where the server went away
_OPENSSL = re.compile(r"\[SSL[^]]*\] (certificate verify failed: )?|\.? \(_ssl\.c:\d+\)")  # nothing for a person
TOO_BIG = 552


@dataclass(frozen=True)
class _Answer:
    """What the server said. of_recipient: to the recipient's address, and not to the mail."""

    code: int
    words: str
    of_recipient: bool

    def __str__(self) -> str:
        return f"{self.code} {self.words}"


def failure(said: Sequence[str], host: str) -> ReportsError:
    """Tell what became of a message from apprise's log of sending it, an error for each.

    SettingsError: nothing was sent, and the server's TLS, certificate, user or password must be put right.
    DeliveryRefused: the server said no. MailServerAway: nothing was accepted, and a later try may help.
    DeliveryUncertain: it may have been accepted.
    """
    fault = next((line.removeprefix(_FAULT) for line in reversed(said) if line.startswith(_FAULT)), "")
    answer, words = _answer(fault), _one_line(fault) or "apprise gave no reason"
    begun = not any(line.startswith(_NO_MESSAGE) for line in said)
    if answer is not None and 400 <= answer.code < 500:
        return MailServerAway(f"the mail server asks to come again: {answer}")
    if answer is not None and 500 <= answer.code < 600:
        logging_in = not begun and any(line.startswith(_LOGIN) for line in said)
        return _wrong_login(host, str(answer)) if logging_in else _refused(answer)
    if begun:
        return DeliveryUncertain(
            f"the connection to the mail server broke while sending: {words}; the mail may have arrived: "
            "ask the recipient"
        )
    return _not_begun(words, host)


def _refused(answer: _Answer) -> DeliveryRefused:
    if answer.of_recipient:
        return DeliveryRefused(
            f"the mail server does not take this recipient: {answer}; nothing was sent: "
            "check the address in recipients.yaml"
        )
    advice = "ask who runs it"
    if answer.code == TOO_BIG:
        advice = "if it was too big, lower largest_mail_mb in recipients.yaml"
    return DeliveryRefused(f"the mail server refused it: {answer}; nothing was sent: {advice}")


def _wrong_login(host: str, said: str) -> SettingsError:
    return SettingsError(
        f"mail_server: {host} does not take this user and password: {said}; nothing was sent: set them anew"
    )


def _not_begun(words: str, host: str) -> SettingsError | MailServerAway:
    """Tell of a connection on which no message was begun: whether waiting can heal it."""
    plain = _OPENSSL.sub("", words)
    if _CERTIFICATE in words:
        return SettingsError(
            f"mail_server: the certificate of {host} is not trusted: {plain}; nothing was sent: "
            "use the name that stands in the certificate, or have it renewed by who runs the server"
        )
    if words.startswith(_NO_TLS):
        return SettingsError(
            f"mail_server: {host} does not offer TLS (STARTTLS); nothing was sent, for nothing goes without: "
            "use a port that offers it, or mode ssl"
        )
    if _TLS.search(words):
        return SettingsError(
            f"mail_server: no TLS with {host}: {plain}; nothing was sent: check the port, and mode starttls or ssl"
        )
    if words.startswith(_NO_LOGIN):
        return _wrong_login(host, words)
    return MailServerAway(f"there is no connection to the mail server: {words}; nothing was sent")


def _answer(fault: str) -> _Answer | None:
    """Read code and words of the server's answer, if the fault is one.

    smtplib's exceptions print it as `(552, b'too big')` or `{'a@b.example': (550, b'no such user')}`. Words that
    are no bytes are smtplib's own, and no answer.
    """
    try:
        found = ast.literal_eval(fault)
    except (ValueError, SyntaxError):
        return None
    of_recipient = isinstance(found, dict)
    match next(iter(found.values()), None) if of_recipient else found:
        case (int(code), bytes(words), *_):
            return _Answer(code, _one_line(words.decode(errors="replace")), of_recipient)
    return None


def _one_line(words: str) -> str:
    """Give words without what breaks a line or a database: control characters become spaces."""
    return " ".join("".join(each if each.isprintable() else " " for each in words).split())
