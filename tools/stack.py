"""Airflow and a mail server on loopback, for the demo: everything that they write lies in `.demo`."""

import base64
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from processes import end_processes, remember
from reports.demo.mailbox import Mailbox
from rest import Api, NotYet

ROOT = Path(__file__).parents[1]
DEMO = ROOT / ".demo"
AUTHORITY = DEMO / "authority.db"
ARCHIVE = DEMO / "archive"
LEDGER = DEMO / "ledger.db"
MAILS = DEMO / "mails"
HOME = DEMO / "airflow"
SECRETS = HOME / "secrets.json"
PASSWORDS = HOME / "passwords.json"
USER = "admin"
HOST = "127.0.0.1"
COMPONENTS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],  # it would serve them to the whole network
    "dag-processor": ["dag-processor"],
}
START_SECONDS = 300


class StackError(Exception):
    """Something did not start, or ended; the message says what and where to look."""


@dataclass(frozen=True)
class Stack:
    """Airflow as it runs: where, and how one logs in."""

    api: Api
    address: str
    password: str
    processes: dict[str, subprocess.Popen[bytes]]

    def check(self) -> None:
        """Raise StackError where a component has ended."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise StackError(f"Airflow's {name} has ended: see {_log(name).relative_to(ROOT)}")


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
        port = port or free_port()
        environment = _environment(port, mailbox.port)
        _migrate(environment)
        processes = {name: _start(name, environment) for name in COMPONENTS}
        try:
            yield _ready(port, processes)
        finally:
            end_processes()


def free_port(wanted: int = 0) -> int:
    """Give the port if it is free on loopback, else any that is."""
    with socket.socket() as probe:
        try:
            probe.bind((HOST, wanted))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _environment(port: int, mail_port: int) -> dict[str, str]:
    own = _secrets()
    connections = {
        "CASE_MANAGEMENT": {"conn_type": "sqlite", "host": str(AUTHORITY)},
        "REPORTS_LEDGER": {"conn_type": "sqlite", "host": str(LEDGER)},
        "MAIL_SERVER": {"conn_type": "smtp", "host": HOST, "port": mail_port, "extra": {"mode": "insecure"}},
    }
    settings = {
        "CORE__DAGS_FOLDER": ROOT / "dags",
        "CORE__PLUGINS_FOLDER": ROOT / "plugins",
        "CORE__LOAD_EXAMPLES": False,
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": False,
        "CORE__PARALLELISM": 4,
        "CORE__EXECUTION_API_SERVER_URL": f"http://{HOST}:{port}/execution/",
        "CORE__FERNET_KEY": own["fernet"],
        "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": PASSWORDS,
        "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{HOME / 'airflow.db'}",
        "API__HOST": HOST,
        "API__PORT": port,
        "API__BASE_URL": f"http://{HOST}:{port}",
        "API__SECRET_KEY": own["api"],
        "API__WORKERS": 1,
        "API_AUTH__JWT_SECRET": own["jwt"],
        "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": 120,  # seconds; leaves the processors to the reports
        "USAGE_DATA_COLLECTION__ENABLED": False,
    }
    return {
        **os.environ,
        "AIRFLOW_HOME": str(HOME),
        "LINEOFSIGHT_ARCHIVE": str(ARCHIVE),
        **{f"AIRFLOW__{name}": str(value) for name, value in settings.items()},
        **{f"AIRFLOW_CONN_{name}": json.dumps(connection) for name, connection in connections.items()},
    }


def _secrets() -> dict[str, str]:
    """Give this demo's own keys, made when they are first needed."""
    if not SECRETS.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        SECRETS.touch(mode=0o600)
        SECRETS.write_text(json.dumps({"fernet": fernet, "jwt": secrets.token_hex(32), "api": secrets.token_hex(32)}))
    own: dict[str, str] = json.loads(SECRETS.read_text())
    return own


def _migrate(environment: dict[str, str]) -> None:
    """Make Airflow's own database, unless this Airflow has made it."""
    made = HOME / f"migrated-{version('apache-airflow')}"
    if made.exists():
        return
    with _log("migrate").open("wb") as log:
        done = subprocess.run(_airflow("db", "migrate"), env=environment, stdout=log, stderr=log, check=False)
    if done.returncode:
        raise StackError(f"Airflow's database cannot be made: see {_log('migrate').relative_to(ROOT)}")
    made.touch()


def _start(name: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    with _log(name).open("wb") as log:
        # in a session of its own: Ctrl-C reaches only us, who then stop it
        process = subprocess.Popen(
            _airflow(*COMPONENTS[name]), env=environment, stdout=log, stderr=log, start_new_session=True
        )
    remember(process.pid)
    return process


def _ready(port: int, processes: dict[str, subprocess.Popen[bytes]]) -> Stack:
    """Wait until every component says that it is well."""
    address = f"http://{HOST}:{port}"
    api = Api(address)
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        time.sleep(0.3)
        try:
            health = api.get("monitor/health")
            if all(health[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor")):
                password = json.loads(PASSWORDS.read_text())[USER]
                api.log_in(USER, password)
                return Stack(api, address, password, processes)
        except NotYet:
            Stack(api, address, "", processes).check()
    raise StackError(f"Airflow is not well after {START_SECONDS} s: see {HOME.relative_to(ROOT)}/*.log")


def _airflow(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


def _log(name: str) -> Path:
    return HOME / f"{name}.log"
