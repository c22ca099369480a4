"""Where an issue is recorded: its row in the ledger, its files in the archive. Light to import, for every step."""

import hashlib

from reports.errors import SnapshotError
from reports.issues import Issue, Ledger
from reports.workflow.place import Workplace

MAIL_TEXT, MAIL_HTML = "-mail.txt", "-mail.html"  # how the names of the mail's bodies end


def open_ledger(place: Workplace) -> Ledger:
    """Give the ledger, its tables at the present version; close it after use."""
    ledger = Ledger(place.ledger)
    ledger.migrate()
    return ledger


def file(place: Workplace, issue: Issue, name: str) -> bytes:
    """Give the content of one of an issue's files. Raises SnapshotError where it is not what was issued."""
    entry = issue.files[name]
    content = (place.archive / entry["path"]).read_bytes()
    if hashlib.sha256(content).hexdigest() != entry["sha256"]:
        raise SnapshotError(f"issue {issue.label} of {issue.report}: {name} in the archive is not what was issued")
    return content
