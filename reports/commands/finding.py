"""From what a person calls an issue to the issue."""

from contextlib import closing

from reports.errors import LedgerError
from reports.issues import Issue
from reports.periods import Period
from reports.workflow import Workplace
from reports.workflow.records import open_ledger

HELD = "held"  # stands for the version of an issue that was held before it was rendered


def find(place: Workplace, report: str, label: str) -> Issue:
    """Give the issue with a label, `2026-10/1`; of a period alone, `2026-10`, its latest.

    A held issue without a version is `2026-10/held`. Raises LedgerError where there is none, and says which there are;
    PeriodError for a label that names no period.
    """
    period, _, version = label.partition("/")
    key = Period.parse(period).key
    with closing(open_ledger(place)) as ledger:
        there = ledger.issues.of(report, key)
    wanted = f"{key}/{version}" if version else ""
    found = [issue for issue in there if not wanted or issue.label == wanted]
    if found:
        return max(found, key=lambda issue: (issue.version or 0, issue.id))
    known = ", ".join(dict.fromkeys(issue.label for issue in there)) or "none"
    raise LedgerError(f"{report} {label}: there is no such issue; of {key} there are: {known}")
