"""A real SMTP server on loopback that keeps every mail as a file: for the demo and for tests.

    python -m reports.demo.mailbox --port 1025 --folder mails

It can be told to misbehave (`Misbehaviour`), as mail servers do.
"""

import argparse
import threading
from asyncio import Server, Transport
from contextlib import suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass
class Misbehaviour:
    """What the server answers instead of keeping a mail, and where it hangs up."""

    at_recipient: dict[str, list[str]] = field(default_factory=dict)  # address -> answers, used up one by one
    at_data: list[str] = field(default_factory=list)  # answers after the final dot, used up one by one
    hang_up_mid_data: bool = False  # after the first line of the mail
    hang_up_after_data: bool = False  # keeps the mail and hangs up before it says so


class Mailbox:
    """The server; use it as a context manager. `url` is its apprise URL, `mails` what it has kept."""

    def __init__(self, folder: Path, port: int = 0, login: tuple[str, str] | None = None) -> None:
        """Keep mails in the folder; port 0 takes a free one. With a login (user, password), nobody else may send."""
        self.folder = folder
        self.login = login
        self.misbehaviour = Misbehaviour()
        self._controller = _Controller(self, hostname=HOST, port=port)

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
        return f"mailto://{HOST}:{self.port}"

    @property
    def mails(self) -> list[EmailMessage]:
        """Every mail kept, oldest first."""
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in self._paths()]

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, given: object
    ) -> AuthResult:
        """Take the login that was chosen, and no other."""
        login = isinstance(given, LoginPassword) and (given.login.decode(), given.password.decode())
        return AuthResult(success=login == self.login, handled=False)

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or answer as told."""
        answers = self.misbehaviour.at_recipient.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - as above
        """Keep a mail, or answer as told."""
        if self.misbehaviour.at_data:
            return self.misbehaviour.at_data.pop(0)
        self._keep(envelope.original_content or b"")
        if self.misbehaviour.hang_up_after_data:
            _hang_up(server)
        return "250 kept"

    def _keep(self, content: bytes) -> None:
        """Write a mail under the next number, whole or not at all: another program may be watching the folder."""
        kept = self._paths()
        number = int(kept[-1].stem) + 1 if kept else 1
        part = self.folder / f"{number:04d}.part"
        part.write_bytes(content)
        part.rename(part.with_suffix(".eml"))

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.eml"), key=lambda path: int(path.stem))


class _Server(SMTP):
    """aiosmtpd's server, which can hang up in the middle of a mail."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - as above
        if self.event_handler.misbehaviour.hang_up_mid_data:
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            _hang_up(self)
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    """aiosmtpd's controller, which asks the system for the port where none is chosen."""

    def chosen_port(self) -> int:
        """Give the port on which it listens."""
        return int(cast("Server", self.server).sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        self.port = self.chosen_port()
        super()._trigger_server()  # type: ignore[no-untyped-call]

    def factory(self) -> SMTP:
        login: bool = self.handler.login is not None
        return _Server(
            self.handler,
            hostname="mailbox.localhost",
            authenticator=self.handler.authenticate if login else None,
            auth_required=login,
            auth_require_tls=False,
        )


def _hang_up(server: SMTP) -> None:
    if server.transport is not None:
        cast("Transport", server.transport).abort()


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
