"""An Airflow as in the demo (SQLite, LocalExecutor), with the benchmarks' county: started, asked and ended."""

import os
import signal
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from benchmarks.measuring import ROOT, county, environment
from reports.demo.mailbox import Mailbox

sys.path.append(str(ROOT / "tools"))  # its modules import each other by name

from components import COMPONENTS, HOST, Components, StackError, connection, free_port
from processes import session
from rest import Api, NotYet

__all__ = ["DONE", "Api", "StackError", "airflow", "moment", "unpause"]
OPERATORS = "from=line.of.sight@westmere.example&to=operators@westmere.example"
DONE = {"success", "failed"}


@contextmanager
def airflow(folder: Path, more: Mapping[str, str] | None = None) -> Iterator[tuple[Components, Api, Mailbox]]:
    """Run Airflow, with the county as its source and a mail server here. more: of its environment."""
    ours = environment()
    with Mailbox(folder / "mails") as mailbox:
        told = {
            **{name: ours[name] for name in ("PYTHONPYCACHEPREFIX",)},
            "LINEOFSIGHT_ARCHIVE": str(folder / "archive"),
            **connection("case_management", conn_type="sqlite", host=str(county())),
            **connection("reports_ledger", conn_type="sqlite", host=str(folder / "ledger.db")),
            **connection("mail_server", conn_type="smtp", host=HOST, port=mailbox.port, extra={"mode": "insecure"}),
            **connection("operator_alerts", conn_type="generic", password=f"{mailbox.url}?{OPERATORS}"),
            **(more or {}),
        }
        components = Components(folder / "airflow", free_port(), told, {"CORE__DAGS_ARE_PAUSED_AT_CREATION": True})
        components.environment.pop("PYTHONDONTWRITEBYTECODE", None)
        components.migrate()
        try:
            for name in COMPONENTS:
                components.start(name)
            yield components, components.ready(), mailbox
        finally:
            for process in components.processes.values():
                for each in session(process.pid):
                    os.kill(each, signal.SIGKILL)
                process.wait()


def unpause(api: Api, dag: str, deadline: float) -> None:
    """Let a DAG run, once Airflow has read it."""
    while True:
        try:
            return api.unpause(dag)
        except NotYet:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)


def moment(text: str) -> float:
    """Give a time of Airflow's API as seconds."""
    return datetime.fromisoformat(text).timestamp()
