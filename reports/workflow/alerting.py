"""Messages to the operators about what happens to a report."""

import logging

from reports.workflow.place import Workplace

log = logging.getLogger(__name__)


def alert(place: Workplace, kind: str, about: str, said: str) -> None:  # noqa: ARG001 - it is sent in the next commit
    """Tell the operators; as yet, in the log of the task."""
    log.warning("%s is %s: %s", about, kind, said)
