"""Claim, send, record: one message about an issue to one recipient.

SMTP cannot be exactly once. A claim is committed before the message is handed over; what is left claimed by a
killed try, and a connection that breaks while a message may have been accepted, is uncertain: nothing more is
sent until a person has looked.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from reports.deliver.mail import Mail, send
from reports.errors import DeliveryUncertain, DeliveryUnderWay
from reports.issues import Delivery, Ledger, Message, State
from reports.issues.deliveries import CLAIM_LASTS

log = logging.getLogger(__name__)


def deliver(
    ledger: Ledger,
    issue_id: int,
    recipient: str,
    channel: str,
    mail: Callable[[], Mail],
    message: Message = Message.REPORT,
    *,
    again: str = "",
    lasts: timedelta = CLAIM_LASTS,
) -> State:
    """Send a message about an issue to a recipient unless it was sent already; give its state, `sent`.

    `mail` is made only when it is to be sent. `again`: a person's reason to send it once more. Raises DeliveryUncertain
    where it may have arrived, DeliveryRefused where the server will not have it, MailServerAway where trying again may
    help, all of which are in the ledger, and DeliveryUnderWay where another try is sending it.
    """
    claim = ledger.deliveries.claim(issue_id, recipient, channel, message, again=again, lasts=lasts)
    if not claim.mine:
        return _found(claim.delivery)
    delivery = claim.delivery
    try:
        send(mail())
    except DeliveryUncertain as error:
        ledger.deliveries.record(delivery, State.UNCERTAIN, str(error))
        raise _uncertain(delivery, str(error)) from None
    except Exception as error:  # a definite no, or the mail could not even be made: the claim is free again
        ledger.deliveries.record(delivery, State.REFUSED, str(error))
        raise
    ledger.deliveries.record(delivery, State.SENT)
    log.info("issue %s: delivery %s sent", issue_id, delivery.id)
    return State.SENT


def _found(delivery: Delivery) -> State:
    """Answer for a delivery that is not this caller's to send."""
    if delivery.state is State.SENT:
        log.info("delivery %s: sent already, nothing to do", delivery.id)
        return delivery.state
    if delivery.state is State.CLAIMED:
        raise DeliveryUnderWay(f"delivery {delivery.id}: another try is sending it; try again in some minutes")
    raise _uncertain(delivery, "an earlier try may have sent it; ask the recipient")


def _uncertain(delivery: Delivery, why: str) -> DeliveryUncertain:
    settle = f"lineofsight deliveries resolve {delivery.id}"
    attempt = f"{delivery.id}/{delivery.attempts}"
    return DeliveryUncertain(f"delivery {delivery.id}: {why}, then settle it: {settle}", attempt=attempt)
