"""An Airflow that serves the Reports page, and nothing else: what it answers, and to whom."""

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import Message
from functools import cache
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

from components import HOST, USER, Components, connection, free_port, passwords
from reports.issues import Ledger, State
from reports.periods import Period
from tests.page import records
from tests.page.records import MEMBER, Record

FAB = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
PASSWORD = "a password of the tests"
PATIENCE = 120  # seconds
COMMANDS = Path(__file__).with_name("airflow_commands.py")
VIEWER, NOBODY, GUEST, LIMITED, TRUSTED = "viewer", "nobody", "guest", "limited", "trusted"
ROLES = {  # of users under FAB
    USER: ["Admin"],
    VIEWER: ["Viewer"],
    NOBODY: ["Public"],
    GUEST: ["Guest"],
    LIMITED: ["Lead Member reader"],
    TRUSTED: ["Viewer", "Operational reader"],
}
INSTALLED = ["airflow db migrate", "airflow sync-perm", "airflow dags reserialize"]  # this by the dag-processor
OWN_ROLES = [
    "airflow roles create 'Guest' 'Lead Member reader' 'Operational reader'",
    "airflow roles add-perms 'Guest' -a can_read -r 'DAG Runs'",
    "airflow roles add-perms 'Lead Member reader' -a can_read -r 'DAG Runs' 'DAG:lead_member'",
]
OF_PEOPLE = "airflow roles add-perms 'Operational reader' -a can_read -r 'Operational reports'"


@dataclass(frozen=True)
class Answer:
    """An answer of the server."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        """What it says."""
        return self.body.decode(errors="replace")

    @property
    def json(self) -> Any:
        """What it says, read."""
        return json.loads(self.body)


class Site:
    """A running Airflow, and its ledger."""

    def __init__(self, folder: Path, airflow: Components) -> None:
        """Take what runs."""
        self.folder, self.airflow = folder, airflow
        self.ledger = Ledger(records.url(folder), "the test")
        self.own = airflow.address  # its origin
        self.given: CompletedProcess[str] | None = None  # how `OF_PEOPLE` ended
        self.token = cache(self._token)
        self._months = count(1)

    def get(self, address: str, user: str = "", **headers: str) -> Answer:
        """Ask for an address of the page."""
        return self.ask("GET", address, self._as(user) | headers)

    def post(self, address: str, user: str = "", body: Any = None, **headers: str) -> Answer:
        """Ask for something to be done."""
        wanted = {"reason": "seen by the test"} if body is None else body
        return self.ask("POST", address, self._as(user) | headers, wanted)

    def ask(self, method: str, address: str, headers: Mapping[str, str], body: Any = None) -> Answer:
        """Ask for an address of the page exactly as it is written."""
        return self._call(method, f"/reports/{address}", headers, body)

    def airflow_api(self, method: str, path: str, body: Any = None) -> Any:
        """Ask Airflow itself."""
        answer = self._call(method, f"/api/v2/{path}", self._as(USER), body)
        assert answer.status == 200, answer.text
        return answer.json

    def an_issue(self) -> Record:
        """Add an issue of the Lead Member's report that is rendered, for one test alone."""
        period = Period.parse("2026-09").shift(-next(self._months)).key
        issue = records.add(self.ledger, self.folder, MEMBER.report, period)
        return Record(MEMBER.report, period, issue.id, delivery=0)

    def a_delivery(self, state: State) -> Record:
        """Add such an issue that is released, and a delivery that ended so."""
        record = self.an_issue()
        issue = self.ledger.issues.release(record.issue, "policy")
        return replace(record, delivery=records.ended(self.ledger, issue, "lead.member@westmere.example", state).id)

    def wait(self) -> None:
        """Wait until it answers, and let it have a run of each report."""
        deadline = time.monotonic() + PATIENCE
        while True:
            self.airflow.check()
            try:
                assert self.get("api/me").status == 401, self.airflow.log("api-server").read_text()[-3000:]
                break
            except ConnectionError:
                assert time.monotonic() < deadline, "Airflow does not answer"
                time.sleep(0.2)
        for record in records.READERS:
            wanted = {"dag_run_id": record.run, "logical_date": None}
            self.airflow_api("POST", f"dags/{record.report}/dagRuns", wanted)

    def commands(self, *commands: str) -> CompletedProcess[str]:
        """Run commands of Airflow's command line, as an operator would."""
        return subprocess.run(
            [sys.executable, COMMANDS],
            input=json.dumps(commands),
            env=self.airflow.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def _as(self, user: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token(user)}"} if user else {}

    def _token(self, user: str) -> str:
        said = self._call("POST", "/auth/token", {}, {"username": user, "password": PASSWORD})
        assert said.status == 201, said.text
        return str(said.json["access_token"])

    def _call(self, method: str, path: str, headers: Mapping[str, str], body: Any = None) -> Answer:
        line = HTTPConnection(HOST, int(self.own.rpartition(":")[2]), timeout=60)
        try:
            typed = {"Content-Type": "application/json"} if body is not None else {}
            line.request(method, path, None if body is None else json.dumps(body), typed | dict(headers))
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            line.close()


def start(folder: Path, started: Callable[[int], None]) -> dict[str, Site]:
    """Start an Airflow under each auth manager; tell of each process that leads a session."""
    fab = _site(folder / "fab", {"CORE__AUTH_MANAGER": FAB}, started)
    simple = _site(folder / "simple", {"CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin,{VIEWER}:viewer"}, started)
    made = fab.commands(*INSTALLED, *OWN_ROLES, *users())
    assert made.returncode == 0, made.stdout + made.stderr
    shutil.copy(fab.airflow.home / "airflow.db", simple.airflow.home)
    passwords(simple.airflow.home).write_text(json.dumps(dict.fromkeys((USER, VIEWER), PASSWORD)))
    for site in (fab, simple):
        site.airflow.start("api-server")
    fab.wait()
    fab.given = fab.commands(OF_PEOPLE)
    simple.wait()
    return {"simple": simple, "fab": fab}


def users() -> Iterator[str]:
    """Give the commands that make the users of FAB and give them their roles."""
    for user, (role, *more) in ROLES.items():
        who = f"-u {user} -p '{PASSWORD}' -f {user} -l {user} -e {user}@westmere.example"
        yield f"airflow users create {who} -r '{role}'"
        yield from (f"airflow users add-role -u {user} -r '{other}'" for other in more)


def _site(folder: Path, settings: Mapping[str, object], started: Callable[[int], None]) -> Site:
    folder.mkdir()
    records.make(folder)
    here = {"LINEOFSIGHT_ARCHIVE": str(folder / "archive")}
    here |= connection("reports_ledger", conn_type="sqlite", host=str(folder / "ledger.db"))
    return Site(folder, Components(folder / "airflow", free_port(), here, settings, started))
