"""A real SMTP server on loopback that keeps every mail as a file: for the demo and for tests.

    python -m reports.demo.mailbox --port 1025 --folder mails

It can be told to misbehave (`Misbehaviour`), as mail servers do.
"""

import argparse
import threading
from asyncio import Server, Transport
from collections.abc import Callable
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Misbehaviour:
    """What the server answers instead of keeping a mail, and where it hangs up."""

    at_recipient: dict[str, list[str]] = field(default_factory=dict)  # address -> answers, used up one by one
    at_data: list[str] = field(default_factory=list)  # answers, used up one by one
    hang_up_after_data: bool = False  # keeps the mail and hangs up before it says so


class Mailbox:
    """The server; use it as a context manager. `url` is its apprise URL, `mails` what it has kept."""

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Keep mails in the folder; port 0 takes a free one."""
        self.folder = folder
        self.misbehaviour = Misbehaviour()
        self._kept = threading.Lock()
        self._controller = _Controller(self, hostname="127.0.0.1", port=port)

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
        return f"mailto://127.0.0.1:{self.port}"

    @property
    def mails(self) -> list[EmailMessage]:
        """Every mail kept, oldest first."""
        paths = sorted(self.folder.glob("*.eml"))
        return [message_from_bytes(path.read_bytes(), policy=policy.default) for path in paths]

    async def handle_RCPT(  # noqa: N802 - the name that aiosmtpd calls
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Take a recipient, or answer as told."""
        answers = self.misbehaviour.at_recipient.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep a mail, or answer as told."""
        if self.misbehaviour.at_data:
            return self.misbehaviour.at_data.pop(0)
        content = envelope.original_content or b""
        with self._kept:
            number = len(list(self.folder.glob("*.eml"))) + 1
            (self.folder / f"{number:04d}.eml").write_bytes(content)
        if self.misbehaviour.hang_up_after_data and server.transport is not None:
            cast("Transport", server.transport).abort()
        return "250 kept"


class _Controller(Controller):
    """aiosmtpd's controller, which asks the system for the port where none is chosen."""

    def chosen_port(self) -> int:
        """Give the port on which it listens."""
        return int(cast("Server", self.server).sockets[0].getsockname()[1])

    def _trigger_server(self) -> None:
        self.port = self.chosen_port()
        super()._trigger_server()  # type: ignore[no-untyped-call]

    def factory(self) -> SMTP:
        return SMTP(self.handler, hostname="mailbox.localhost")


def main(wait: Callable[[], object] | None = None) -> None:
    """Run it until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=1025)
    parser.add_argument("--folder", type=Path, required=True)
    arguments = parser.parse_args()
    with Mailbox(arguments.folder, arguments.port):
        (wait or threading.Event().wait)()


if __name__ == "__main__":
    main()
