"""`lineofsight status`: the heartbeat for an outside watchdog, whose exit code tells."""

from typing import Annotated

import httpx
import typer

from reports.commands.options import PARTLY, AsAt, AsJson, Config, LedgerUrl, reader
from reports.commands.printing import as_json, pairs, table, time
from reports.periods import now, parse_instant
from reports.workflow.status import ALIVE, DEAD, NOT_ASKED, Status
from reports.workflow.status import status as status_at

PATIENCE = 10.0  # seconds for Airflow's answer
Airflow = Annotated[
    str | None,
    typer.Option(envvar="LINEOFSIGHT_AIRFLOW", help="Where Airflow is, such as http://127.0.0.1:8080; else not asked."),
]


def status(
    ledger: LedgerUrl, airflow: Airflow = None, as_at: AsAt = None, config: Config = None, json: AsJson = False
) -> None:
    """Say for every report what went out last and what is due next, and whether anything needs a person.

    Exit code 0 while all is well; 1 where a report is late, a delivery or an alert is not sent, or the scheduler is
    dead; 2 where it cannot be told.
    """
    at = parse_instant(as_at) if as_at else now()
    found = status_at(reader(ledger, config), at, scheduler_at(airflow) if airflow else NOT_ASKED)
    if json:
        as_json(found.as_json())
    else:
        _print(found)
    if not found.good:
        raise typer.Exit(PARTLY)


def scheduler_at(airflow: str) -> str:
    """Ask Airflow whether its scheduler lives; one that does not answer is dead."""
    try:
        answer = httpx.get(f"{airflow.rstrip('/')}/api/v2/monitor/health", timeout=PATIENCE, follow_redirects=True)
        health = answer.raise_for_status().json()
        return ALIVE if health["scheduler"]["status"] == "healthy" else DEAD
    except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
        return DEAD


def _print(found: Status) -> None:
    lines = [
        (
            (report.report, report.last_out or "none yet", time(report.last_out_at), time(report.next_due)),
            f"late: {report.late}" if report.late else "",
        )
        for report in found.reports
    ]
    table(("report", "last out", "at", "next due"), lines)
    since = f", since {time(found.unresolved_since)}: lineofsight deliveries list --unresolved"
    pairs(
        [
            ("scheduler", found.scheduler),
            ("deliveries not sent", f"{found.unresolved}{since if found.unresolved else ''}"),
            ("alerts not sent", str(found.alerts_not_sent)),
            ("in all", "well" if found.good else "somebody must look"),
        ]
    )
