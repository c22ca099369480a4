"""Claim, send, record: one issue to one recipient.

SMTP cannot be exactly once. A claim is committed before the message is handed over; what is left claimed by a
killed try, and a connection that breaks while a message may have been accepted, is uncertain: nothing more is
sent until a person has looked.
"""

import logging
from collections.abc import Callable

from reports.deliver.mail import Mail, send
from reports.errors import DeliveryUncertain
from reports.issues import Ledger, State

log = logging.getLogger(__name__)


def deliver(ledger: Ledger, issue_id: int, recipient: str, channel: str, mail: Callable[[], Mail]) -> State:
    """Send an issue to a recipient unless it was sent already; give its state, `sent`.

    `mail` is made only when it is to be sent. Raises DeliveryUncertain where it may have arrived, DeliveryRefused
    where the server will not have it, and MailServerAway where trying again may help; all are in the ledger.
    """
    claim = ledger.claim(issue_id, recipient, channel)
    delivery = claim.delivery.id
    if not claim.mine:
        return _found(ledger, delivery, claim.delivery.state)
    try:
        send(mail())
    except DeliveryUncertain as error:
        ledger.record(delivery, State.UNCERTAIN, str(error))
        raise
    except Exception as error:  # a definite no, or the mail could not even be made: the claim is free again
        ledger.record(delivery, State.REFUSED, str(error))
        raise
    ledger.record(delivery, State.SENT)
    log.info("issue %s: delivery %s sent", issue_id, delivery)
    return State.SENT


def _found(ledger: Ledger, delivery: int, state: State) -> State:
    """Answer for a delivery that is not this caller's to send."""
    if state is State.SENT:
        log.info("delivery %s: sent already, nothing to do", delivery)
        return state
    if state is State.CLAIMED:
        ledger.record(delivery, State.UNCERTAIN, "an earlier try ended between claim and record")
    raise DeliveryUncertain(
        f"delivery {delivery}: an earlier try may have sent it; ask the recipient, then settle it in the ledger"
    )
