"""Where an issue is recorded: its row in the ledger, its files in the archive. Light to import, for every step."""

from collections.abc import Mapping

from reports.archive import read_whole
from reports.issues import Issue, Ledger
from reports.workflow.place import Workplace

MAIL_TEXT, MAIL_HTML = "-mail.txt", "-mail.html"  # how the names of the mail's bodies end


def open_ledger(place: Workplace) -> Ledger:
    """Give the ledger, its tables at the present version; close it after use."""
    ledger = Ledger(place.ledger, place.actor)
    ledger.migrate()
    return ledger


def file(place: Workplace, issue: Issue, name: str) -> bytes:
    """Give the content of one of an issue's files. Raises SnapshotError where it is gone or not what was issued."""
    return _read(place, issue, issue.files[name])


def input_file(place: Workplace, issue: Issue, name: str) -> bytes:
    """Give the content of a file that an issue was made with. Raises SnapshotError as `file` does."""
    return _read(place, issue, issue.inputs["files"][name])


def _read(place: Workplace, issue: Issue, entry: Mapping[str, str]) -> bytes:
    return read_whole(place.archive / entry["path"], entry["sha256"], f"issue {issue.label} of {issue.report}")
