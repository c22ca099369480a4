"""How mail servers misbehave, on command: for the tests of all that sends mail."""

import asyncio
import time
from asyncio import Transport
from dataclasses import dataclass, field
from typing import Any, AnyStr, cast

from aiosmtpd.smtp import SMTP


@dataclass
class Misbehaviour:
    """What the server answers instead of what it should, where it hangs up, and where it falls silent."""

    greeting: str = ""  # instead of a welcome; then it hangs up
    at_tls: str = ""  # instead of beginning with TLS
    at_recipient: dict[str, list[str]] = field(default_factory=dict)  # address -> answers, used up one by one
    at_data: list[str] = field(default_factory=list)  # answers after the final dot, used up one by one
    largest: int = 33_554_432  # bytes that a mail may have: the server says so when it is greeted
    hang_up_mid_data: bool = False  # after the first line of the mail
    hang_up_after_data: bool = False  # before it says what became of the mail
    silent_after_data: bool = False  # never says what became of the mail
    loses: bool = False  # the mail of which it does not say what became; else it has kept it
    slow_after_data: float = 0  # seconds before it says what became of the mail; 0 ends the waiting


class MisbehavingServer(SMTP):
    """aiosmtpd's server, which misbehaves as it is told."""

    def __init__(self, handler: object, misbehaviour: Misbehaviour, **options: Any) -> None:
        """Take the handler, and how to misbehave."""
        super().__init__(handler, data_size_limit=misbehaviour.largest, **options)
        self._misbehaviour = misbehaviour
        self._welcomed = False

    async def push(self, status: AnyStr) -> None:
        """Answer."""
        welcomed, self._welcomed = self._welcomed, True
        if self._misbehaviour.greeting and not welcomed:
            await super().push(self._misbehaviour.greeting)
            cast("Transport", self.transport).close()
        else:
            await super().push(status)

    async def smtp_STARTTLS(self, arg: str) -> None:  # noqa: N802 - the name that aiosmtpd calls
        """Begin with TLS, or answer as told."""
        if self._misbehaviour.at_tls:
            await self.push(self._misbehaviour.at_tls)
        else:
            await super().smtp_STARTTLS(arg)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - as above
        """Take a mail, or hang up in its middle."""
        if self._misbehaviour.hang_up_mid_data:
            await self.push("354 go on")
            await self._reader.readuntil(b"\r\n")
            self.hang_up()
        else:
            await super().smtp_DATA(arg)

    async def leave_unsaid(self) -> None:
        """Where told so, do not say what became of the mail: hang up, or stay silent, for a while or for ever."""
        began = time.monotonic()
        while time.monotonic() - began < self._misbehaviour.slow_after_data:
            await asyncio.sleep(0.01)
        if self._misbehaviour.hang_up_after_data:
            self.hang_up()
        if self._misbehaviour.silent_after_data:
            await asyncio.Event().wait()  # ends with the client's hanging up: aiosmtpd cancels it

    def hang_up(self) -> None:
        """Break the connection."""
        if self.transport is not None:
            cast("Transport", self.transport).abort()
