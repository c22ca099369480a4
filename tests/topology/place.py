"""An authority that runs the compose file's services: its settings, secrets, database and mail server."""

import shutil
from datetime import date
from pathlib import Path
from threading import Event

import psycopg

from components import HOST
from reports import demo
from reports.demo.mailbox import Mailbox
from reports.resources import CONFIG
from stack import OPERATORS
from tests.marked import marked

LAST_DAY = date(2024, 11, 18)  # of the authority's history, a Monday
READER, CASES = "reader", "cases"  # who reads the database of cases, and nothing else


class HeldMailbox(Mailbox):
    """A mail server that, where it is held, has a mail and says nothing to anybody until it may go on."""

    def __init__(self, folder: Path) -> None:
        """Begin as one that goes on."""
        super().__init__(folder)
        self.goes_on = Event()
        self.goes_on.set()

    def keep(self, content: bytes) -> None:
        """Keep a mail; the server does nothing else before it may go on."""
        super().keep(content)
        self.goes_on.wait()

    def __exit__(self, *exception: object) -> None:
        """Stop, held or not."""
        self.goes_on.set()
        super().__exit__(*exception)


def write_settings(folder: Path) -> Path:
    """Give a folder of settings: the project's, but for the gates, which would hold reports on weeks of long ago."""
    shutil.copytree(CONFIG, folder)
    (folder / "gates.yaml").write_text("rows_in_error: 1\nstale_after_days: 60\n")
    return folder


def connections(mailbox: Mailbox) -> dict[str, dict[str, object]]:
    """Give Airflow's connections as the authority writes them."""
    return {
        "case_management": {
            "conn_type": "postgres",
            "host": "postgres",
            "port": 5432,
            "schema": CASES,
            "login": READER,
            "password": READER,
        },
        "mail_server": {"conn_type": "smtp", "host": HOST, "port": mailbox.port, "extra": {"mode": "insecure"}},
        "operator_alerts": {"conn_type": "generic", "password": f"{mailbox.url}?{OPERATORS}"},
    }


def fill(server: str) -> None:
    """Make a database of cases, its people marked, that one may read only. server: the URL of a superuser."""
    cases = server.rpartition("/")[0] + f"/{CASES}"
    with psycopg.connect(server, autocommit=True) as administrator:
        administrator.execute(f"CREATE DATABASE {CASES}")
        administrator.execute(f"CREATE ROLE {READER} LOGIN PASSWORD '{READER}'")
    frames = marked(demo.make(children=200, months=27, until=LAST_DAY, clean=True))
    demo.write(frames, cases.replace("postgresql:", "postgresql+psycopg:"))
    with psycopg.connect(cases) as administrator:
        administrator.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {READER}")
