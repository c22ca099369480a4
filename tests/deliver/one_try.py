"""One try to deliver, in a process of its own: its exit code says how it ended."""

import os
import signal
import sys
from multiprocessing.synchronize import Barrier
from typing import Any, NoReturn

from reports.deliver import Mail, deliver
from reports.errors import DeliveryUncertain, DeliveryUnderWay
from reports.issues import Ledger

SENT, UNCERTAIN, UNDER_WAY = 0, 3, 4


def one_try(url: str, server: str, together: Barrier | None = None, die_when: str = "") -> None:
    """Deliver issue 1 to the director, with others at the same moment if they wait at the barrier.

    It is killed by the system between claim and send (`claimed`), or when the server has the mail and before the
    ledger knows (`accepted`).
    """
    ledger = Ledger(url)
    if die_when == "accepted":
        ledger.deliveries.record = die  # type: ignore[method-assign]
    mail = Mail(server, "reports@westmere.example", "director@westmere.example", "SMT overview", "<p>Hello</p>", {})
    if together is not None:
        together.wait()
    try:
        deliver(ledger, 1, mail.to, "mail", die if die_when == "claimed" else lambda: mail)
    except DeliveryUncertain:
        sys.exit(UNCERTAIN)
    except DeliveryUnderWay:
        sys.exit(UNDER_WAY)
    sys.exit(SENT)


def die(*_: Any) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("still alive")
