"""Airflow and a mail server on loopback, for the demo: everything that they write lies in `.demo`."""

import fcntl
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from components import COMPONENTS, HOST, ROOT, Components, StackError, connection, free_port
from processes import end_processes, remember
from reports.demo.mailbox import Mailbox
from rest import Api

DEMO = ROOT / ".demo"
AUTHORITY = DEMO / "authority.db"
ARCHIVE = DEMO / "archive"
LEDGER = DEMO / "ledger.db"
MAILS = DEMO / "mails"
HOME = DEMO / "airflow"
OPERATORS = "from=line.of.sight@westmere.example&to=operators@westmere.example"


class Stack:
    """Airflow as it runs: where, and how one logs in."""

    def __init__(self, airflow: Components, api: Api) -> None:
        """Take what runs."""
        self.api, self.address, self.password, self.check = api, airflow.address, airflow.password, airflow.check


@contextmanager
def alone() -> Iterator[None]:
    """Keep others out of the demo's folder, and end what a killed run left behind."""
    DEMO.mkdir(exist_ok=True)
    with (DEMO / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StackError("`make demo` or `make airflow` runs in this folder already: stop it first") from None
        end_processes()
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # tidies up as Ctrl-C does
        yield


@contextmanager
def running(port: int | None = None) -> Iterator[Stack]:
    """Run Airflow and the mail server while the context lasts; on a free port unless one is given."""
    with Mailbox(MAILS) as mailbox:
        environment = {
            "LINEOFSIGHT_ARCHIVE": str(ARCHIVE),
            **connection("case_management", conn_type="sqlite", host=str(AUTHORITY)),
            **connection("reports_ledger", conn_type="sqlite", host=str(LEDGER)),
            **connection("mail_server", conn_type="smtp", host=HOST, port=mailbox.port, extra={"mode": "insecure"}),
            **connection("operator_alerts", conn_type="generic", password=f"{mailbox.url}?{OPERATORS}"),
        }
        airflow = Components(HOME, port or free_port(), environment, started=remember)
        airflow.migrate()
        try:
            for name in COMPONENTS:
                airflow.start(name)
            yield Stack(airflow, airflow.ready())
        finally:
            end_processes()
