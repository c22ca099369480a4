"""What the operators are told: one message for each event, however often a task comes upon it.

No message names a child, a worker or a reader: it speaks of reports, periods, issues and deliveries by number.
"""

import hashlib
import logging
import re
from contextlib import closing
from enum import StrEnum

from sqlalchemy.exc import SQLAlchemyError

from reports.deliver import send_alert
from reports.errors import AlertError
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger

log = logging.getLogger(__name__)

ADDRESS = re.compile(r"[^\s<>\"',;:]+@[^\s<>\"',;:]+")


class Kind(StrEnum):
    """What an operator can be told of (docs/operations.md)."""

    FAILED = "failed"
    HELD = "held"
    WAITING = "waiting"
    LATE = "late"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"
    NOBODY = "nobody"


TITLES = {
    Kind.FAILED: "{about} has failed",
    Kind.HELD: "{about} is held",
    Kind.WAITING: "{about} waits for its release",
    Kind.LATE: "{about} is late",
    Kind.REFUSED: "{about}: a mail was refused",
    Kind.UNCERTAIN: "{about}: a mail may or may not have arrived",
    Kind.NOBODY: "{about}: teams whose people nobody has named",
}
TO_DO = {
    Kind.FAILED: "Mend what it names, then clear the task in Airflow: it goes on where it stopped.",
    Kind.HELD: "Have the data mended and clear `pull`; or let them pass, with a reason, where Airflow asks for it.",
    Kind.WAITING: "Answer in Airflow, under Required Actions, if you are one of those who may.",
    Kind.LATE: "See in Airflow what it waits for, and tell its readers.",
    Kind.REFUSED: "Mend the address, the mailbox or the connection, then clear the task: nobody gets a second mail.",
    Kind.UNCERTAIN: "Ask the reader, then settle it: lineofsight deliveries resolve.",
    Kind.NOBODY: "Mend `teams` in recipients.yaml, then clear the task `teams`: who has theirs gets no second one.",
}


def alert(place: Workplace, kind: Kind, about: str, said: str, link: str = "", *, event: str = "") -> None:
    """Tell the operators of an event, unless they were told: the same kind, about the same, for the same reason.

    about: a report and its period. said: the reason. event: names what is the same event, however it is said.
    Raises AlertError where they cannot be told. A ledger that cannot be reached is no reason for silence: then they may
    be told twice.
    """
    said = ADDRESS.sub("an address", said)
    title = f"Line of Sight: {TITLES[kind].format(about=about)}"
    parts = [said, TO_DO[kind], f"docs/operations.md#{kind}", link]
    body = "\n\n".join(part for part in parts if part)
    event = hashlib.sha256(f"{kind}\0{about}\0{event or said}".encode()).hexdigest()
    try:
        with closing(open_ledger(place)) as ledger:
            if not ledger.alerts.begin(event, kind, title):
                return
            try:
                send_alert(place.alerts, title, body)
            except AlertError:
                ledger.alerts.failed(event)
                raise
            ledger.alerts.sent(event)
    except SQLAlchemyError as error:
        log.warning("the ledger cannot be reached (%s): the operators may be told twice", type(error).__name__)
        send_alert(place.alerts, title, body)
