"""Airflow's components as processes on loopback, for the demo and for tests: all that they write lies in one folder."""

import base64
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from rest import Api, NotYet

ROOT = Path(__file__).parents[1]
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


class Components:
    """Airflow, whose processes are started one by one.

    home: where its database, logs and keys lie. environment: what its tasks find besides (connections, variables).
    settings: Airflow's own, `SECTION__NAME`. started: is told the process that leads each session.
    """

    def __init__(
        self,
        home: Path,
        port: int,
        environment: Mapping[str, str],
        settings: Mapping[str, object] | None = None,
        started: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Choose; nothing is started."""
        self.home, self.address, self._started = home, f"http://{HOST}:{port}", started
        self.environment = _environment(home, port, settings or {}) | dict(environment)
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def migrate(self) -> None:
        """Make Airflow's own database, unless this Airflow has made it."""
        made = self.home / f"migrated-{version('apache-airflow')}"
        if made.exists():
            return
        with self.log("migrate").open("wb") as log:
            done = subprocess.run(_airflow("db", "migrate"), env=self.environment, stdout=log, stderr=log, check=False)
        if done.returncode:
            raise StackError(f"Airflow's database cannot be made: see {_shown(self.log('migrate'))}")
        made.touch()

    def start(self, name: str) -> None:
        """Start a component, in a session of its own: Ctrl-C reaches only us, who then stop it."""
        with self.log(name).open("ab") as log:
            process = subprocess.Popen(
                _airflow(*COMPONENTS[name]), env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.processes[name] = process
        self._started(process.pid)

    def ready(self) -> Api:
        """Wait until every component says that it is well, and log in."""
        api = Api(self.address)
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            time.sleep(0.3)
            try:
                health = api.get("monitor/health")
                if all(health[part]["status"] == "healthy" for part in ("metadatabase", "scheduler", "dag_processor")):
                    api.log_in(USER, self.password)
                    return api
            except NotYet:
                self.check()
        raise StackError(f"Airflow is not well after {START_SECONDS} s: see {_shown(self.home)}/*.log")

    def check(self) -> None:
        """Raise StackError where a component has ended."""
        for name, process in self.processes.items():
            if process.poll() is not None:
                raise StackError(f"Airflow's {name} has ended: see {_shown(self.log(name))}")

    @property
    def password(self) -> str:
        """The password of `USER`, made by Airflow when it first starts."""
        return str(json.loads(passwords(self.home).read_text())[USER])

    def log(self, name: str) -> Path:
        """Give the file of a component's log."""
        return self.home / f"{name}.log"


def passwords(home: Path) -> Path:
    """Give the file in which Airflow keeps its users' passwords."""
    return home / "passwords.json"


def free_port(wanted: int = 0) -> int:
    """Give the port if it is free on loopback, else any that is."""
    with socket.socket() as probe:
        try:
            probe.bind((HOST, wanted))
        except OSError:
            probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def connection(name: str, **fields: Any) -> dict[str, str]:
    """Give a connection of Airflow as a variable of its environment."""
    return {f"AIRFLOW_CONN_{name.upper()}": json.dumps(fields)}


def _environment(home: Path, port: int, more: Mapping[str, object]) -> dict[str, str]:
    own = _secrets(home / "secrets.json")
    settings = {
        "CORE__DAGS_FOLDER": ROOT / "dags",
        "CORE__PLUGINS_FOLDER": ROOT / "plugins",
        "CORE__LOAD_EXAMPLES": False,
        "CORE__DAGS_ARE_PAUSED_AT_CREATION": False,
        "CORE__PARALLELISM": 4,
        "CORE__EXECUTION_API_SERVER_URL": f"http://{HOST}:{port}/execution/",
        "CORE__FERNET_KEY": own["fernet"],
        "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
        "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": passwords(home),
        "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "API__HOST": HOST,
        "API__PORT": port,
        "API__BASE_URL": f"http://{HOST}:{port}",
        "API__SECRET_KEY": own["api"],
        "API__WORKERS": 1,
        "API_AUTH__JWT_SECRET": own["jwt"],
        "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": 120,  # seconds; leaves the processors to the reports
        **more,
    }
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("AIRFLOW__")},  # another Airflow's
        "AIRFLOW_HOME": str(home),
        "PYTHONUNBUFFERED": "1",  # a log tells what has happened so far
        **{f"AIRFLOW__{name}": str(value) for name, value in settings.items()},
    }


def _secrets(file: Path) -> dict[str, str]:
    """Give this Airflow's own keys, made when they are first needed."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        fernet = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
        file.touch(mode=0o600)
        file.write_text(json.dumps({"fernet": fernet, "jwt": secrets.token_hex(32), "api": secrets.token_hex(32)}))
    own: dict[str, str] = json.loads(file.read_text())
    return own


def _airflow(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "airflow", *arguments]


def _shown(path: Path) -> Path:
    return path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
