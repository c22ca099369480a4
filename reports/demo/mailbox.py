"""A real SMTP server on loopback that keeps every mail as a file: for the demo and for tests.

    python -m reports.demo.mailbox --port 1025 --folder mails

It can be told to misbehave (`reports.demo.misbehaviour`), as mail servers do.
"""

import argparse
import threading
from asyncio import Server
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from ssl import SSLContext
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from reports.demo.misbehaviour import MisbehavingServer, Misbehaviour

HOST = "127.0.0.1"


class Mailbox:
    """The server; use it as a context manager. `url` is its apprise URL, `mails` what it has kept."""

    def __init__(
        self,
        folder: Path,
        port: int = 0,
        login: tuple[str, str] | None = None,
        tls: SSLContext | None = None,
        mode: str = "starttls",
    ) -> None:
        """Keep mails in the folder; port 0 takes a free one. With a login (user, password), nobody else may send.

        tls: with which certificate it offers TLS; mode `ssl`: from the first byte.
        """
        self.folder = folder
        self.misbehaviour = Misbehaviour()
        self.login = login
        self.tls = tls
        self.mode = mode
        self._controller = _Controller(self, port)

    def __enter__(self) -> "Mailbox":
        """Start to listen."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._controller.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        """Stop."""
        self._controller.stop()

    @property
    def port(self) -> int:
        """The port it listens on."""
        return self._controller.chosen_port()

    @property
    def url(self) -> str:
        """Its apprise URL."""
        return f"mailto://{HOST}:{self.port}" if self.tls is None else f"mailtos://{HOST}:{self.port}?mode={self.mode}"

    @property
    def mails(self) -> list[EmailMessage]:
        """Every mail kept, oldest first."""
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in self._paths()]

    def keep(self, content: bytes) -> None:
        """Write a mail under the next number, whole or not at all: another program may be watching the folder."""
        kept = self._paths()
        number = int(kept[-1].stem) + 1 if kept else 1
        part = self.folder / f"{number:04d}.part"
        part.write_bytes(content)
        part.rename(part.with_suffix(".eml"))

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.eml"), key=lambda path: int(path.stem))


class _Handler:
    """What aiosmtpd calls. Apart from the mailbox: aiosmtpd reads all attributes, all mails, at each connection."""

    def __init__(self, mailbox: Mailbox) -> None:
        self._mailbox = mailbox

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or answer as told."""
        answers = self._mailbox.misbehaviour.at_recipient.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - as above
        self, server: MisbehavingServer, _session: Session, envelope: Envelope
    ) -> str:
        """Keep a mail, or answer as told."""
        misbehaviour = self._mailbox.misbehaviour
        if misbehaviour.at_data:
            return misbehaviour.at_data.pop(0)
        if not misbehaviour.loses:
            self._mailbox.keep(envelope.original_content or b"")
        await server.leave_unsaid()
        return "250 kept"


class _Controller(Controller):
    """aiosmtpd's controller, which asks the system for the port where none is chosen."""

    def __init__(self, mailbox: Mailbox, port: int) -> None:
        from_the_first_byte = mailbox.tls if mailbox.mode == "ssl" else None
        super().__init__(_Handler(mailbox), hostname=HOST, port=port, ssl_context=from_the_first_byte)
        self._mailbox = mailbox

    def chosen_port(self) -> int:
        """Give the port on which it listens."""
        return int(cast("Server", self.server).sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        self.port = self.chosen_port()
        super()._trigger_server()  # type: ignore[no-untyped-call]

    def factory(self) -> SMTP:
        mailbox = self._mailbox
        offered = mailbox.tls if mailbox.mode == "starttls" else None
        return MisbehavingServer(
            self.handler,
            mailbox.misbehaviour,
            hostname="mailbox.localhost",
            tls_context=offered,
            authenticator=None if mailbox.login is None else self._authenticate,
            auth_required=mailbox.login is not None,
            auth_require_tls=offered is not None,
        )

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: object
    ) -> AuthResult:
        """Take the login that was chosen, and no other."""
        login = isinstance(given, LoginPassword) and (given.login.decode(), given.password.decode())
        return AuthResult(success=login == self._mailbox.login, handled=False)


def main() -> None:
    """Run it until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=1025)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        with suppress(KeyboardInterrupt), Mailbox(arguments.folder, arguments.port):
            threading.Event().wait()
    except OSError as error:
        parser.exit(2, f"mailbox: cannot listen on {HOST}:{arguments.port}: {error.strerror}\n")


if __name__ == "__main__":
    main()
