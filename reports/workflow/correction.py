"""A correction: a new issue of a period that was released before, and what it changes."""

from contextlib import closing
from dataclasses import dataclass

import pandas as pd

from reports.errors import LedgerError, PeriodError
from reports.figures import changed
from reports.issues import Issue, IssueState
from reports.logs import step
from reports.source import snapshot
from reports.workflow.issue import render
from reports.workflow.place import Workplace
from reports.workflow.records import open_ledger


@dataclass(frozen=True)
class NewVersion:
    """An issue that corrects another one, and the figures that differ (`reports.figures.changed`)."""

    issue: Issue
    corrects: Issue
    changed: pd.DataFrame


def to_correct(place: Workplace, report: str, period: str) -> Issue:
    """Give the issue of a period that a correction corrects. Raises LedgerError where none is released."""
    with closing(open_ledger(place)) as ledger:
        found = ledger.issues.released(report, period)
        if found is not None:
            return found
        there = ledger.issues.of(report, period)
    said = "it has none" if not there else f"{there[-1].label} is {there[-1].state}"
    if any(each.state is IssueState.WITHDRAWN for each in there):
        said += "; after a withdrawal, run the report again in Airflow: it waits there for a person"
    raise LedgerError(f"{report}, {period}: only a released issue can be corrected, and {said}")


@step()
def correct(place: Workplace, report: str, period: str, snapshot_id: str, reason: str) -> NewVersion:
    """Make the issue that corrects the released one of a period from another snapshot; nobody has it yet.

    Raises LedgerError without a reason and where none is released, PeriodError for a snapshot of another period, else
    as `reports.workflow.issue.render`.
    """
    if not reason.strip():
        raise LedgerError("a correction needs a reason: it stands on its first page")
    before, frozen = to_correct(place, report, period), snapshot.read_manifest(snapshot_id, place.archive)
    if frozen["period"] != period:
        raise PeriodError(f"snapshot {snapshot_id} is of {frozen['period']}, not of {period}")
    issue_id = render(place, report, snapshot_id, correction=reason.strip())
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.get(issue_id)
        issued = ledger.figures([before])
        return NewVersion(issue, before, changed(issued, ledger.figures([issue]), [*issued["breakdown"].unique()]))
