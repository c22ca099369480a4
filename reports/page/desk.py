"""What every view works with: who looks, the ledger, the settings, the time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from fastapi import HTTPException

from reports.documents.catalogue import REPORTS
from reports.errors import LedgerError
from reports.issues import Issue, Ledger
from reports.page.host import Host
from reports.periods import LONDON, now
from reports.series import report_of
from reports.settings import Settings
from reports.workflow import Workplace


@dataclass(frozen=True)
class Desk:
    """Where a request is answered."""

    place: Workplace
    ledger: Ledger
    settings: Settings
    at: datetime
    host: Host
    user: Any

    @property
    def readable(self) -> list[str]:
        """The reports whose issues the user may see."""
        return [report for report in REPORTS if self.host.may_read(self.user, report)]

    @property
    def actor(self) -> str:
        """The user, as the audit trail names them."""
        return f"{self.host.name(self.user)} (Airflow)"

    def demand_readable(self, report: str) -> None:
        """Raise HTTPException 404 where there is no such report, or the user may not know."""
        if report not in REPORTS or not self.host.may_read(self.user, report):
            raise HTTPException(404, f"there is no report {report}, or your login may not read it")

    def issue(self, issue_id: int) -> Issue:
        """Give an issue. Raises HTTPException 404 where there is none, or the user may not know that there is."""
        try:
            issue = self.ledger.issues.get(issue_id)
        except LedgerError:
            issue = None
        report = report_of(issue.report) if issue else ""
        if issue is None or report not in REPORTS or not self.host.may_read(self.user, report):
            raise HTTPException(404, f"there is no issue {issue_id}, or your login may not read its report")
        return issue

    def may_act(self, report: str) -> bool:
        """Tell whether the user may release, send, correct or withdraw a report, or a series of it."""
        return self.host.may_act(self.user, report_of(report))

    def may_open(self, issue: Issue) -> bool:
        """Tell whether the user may see what an issue's files say: its tier's permission."""
        return issue.tier != "operational" or self.host.may_see_people(self.user)


def desk_of(host: Host, place: Callable[[], Workplace], user: Any) -> Desk:
    """Give the desk of a user's request. Raises HTTPException 403 for who may read no report."""
    if not any(host.may_read(user, report) for report in REPORTS):
        raise HTTPException(403, "your login may read no report: ask the operators of Airflow for the DAG of one")
    here = place()
    return Desk(here, _ledger(here.ledger, here.actor), here.settings(), now(), host, user)


@lru_cache(maxsize=1)
def _ledger(url: str, actor: str) -> Ledger:
    """Open the ledger once for all requests: its engine keeps the connections."""
    ledger = Ledger(url, actor)
    ledger.migrate()
    return ledger


def instant(time: datetime | None) -> str | None:
    """Give an instant as the browser reads it, in London's time."""
    return None if time is None else time.astimezone(LONDON).isoformat(timespec="seconds")
