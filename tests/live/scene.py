"""Airflow as it runs in production, in processes of its own, with a small authority, a ledger and a mail server."""

import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import psutil

from components import Components
from reports import demo
from reports.demo.mailbox import Mailbox
from reports.issues import Issue, Ledger
from reports.periods import Kind, Period
from reports.resources import CONFIG
from rest import Api, NotYet

PATIENCE = 120  # seconds that anything may take
REPORT = "return_interviews"
LAST_DAY = date(2026, 11, 23)  # of the authority's history
ENDED = {"success", "failed", "skipped", "upstream_failed"}


class Scene:
    """What runs, and what a test does with it. Each test takes a week of its own: `a_week`."""

    def __init__(self, folder: Path, airflow: Components, api: Api, mailbox: Mailbox) -> None:
        """Take what runs."""
        self.folder, self.airflow, self.api, self.mailbox = folder, airflow, api, mailbox
        self.ledger = Ledger(f"sqlite:///{folder / 'ledger.db'}", "the test")
        self._weeks = 0
        self.wait(self._known, f"Airflow does not know {REPORT}")

    def a_week(self) -> Period:
        """Give a week that no test has taken."""
        self._weeks += 1
        return Period.containing(LAST_DAY, Kind.WEEK).shift(-self._weeks)

    def policy(self, text: str = "") -> None:
        """Choose how the report is released, as YAML; without text, by itself."""
        lines = text or "release: automatic"
        body = "\n".join(f"    {line}" for line in lines.splitlines())
        (self.folder / "config" / "release.yaml").write_text(
            f"roles: {{lead: [admin], head: [h.okafor]}}\nreports:\n  {REPORT}:\n{body}\n"
        )

    def start(self, week: Period) -> str:
        """Start a run of the report on a week, as on the Monday after, and give its id."""
        return self.api.trigger(REPORT, week.key, {"as_at": f"{week.end}T06:00"})

    def tasks(self, run: str) -> dict[str, str]:
        """Give the state of each task of a run; of mapped ones, `deliver 0`."""
        path = f"dags/{REPORT}/dagRuns/{run}/taskInstances"
        return {
            task["task_id"] + (f" {task['map_index']}" if task["map_index"] >= 0 else ""): task["state"]
            for task in self.api.get(path, limit=100)["task_instances"]
        }

    def until(self, run: str, *states: str, task: str | None = None) -> dict[str, str]:
        """Wait until a run, or one of its tasks, is in one of some states; give its tasks."""
        path = f"dags/{REPORT}/dagRuns/{run}"

        def done() -> bool:
            state = str(self.api.get(path)["state"])
            tasks = self.tasks(run)
            found = tasks.get(task, "") if task else state
            assert found in states or state not in {"success", "failed"}, f"the run is {state}: {tasks}"
            return found in states

        self.wait(done, f"{task or 'the run'} did not become {' or '.join(states)}")
        return self.tasks(run)

    def until_asked(self, run: str, task: str = "release", times: int = 1) -> None:
        """Wait until a task asks a person, for the first time or once more, and Airflow has noted that it waits.

        An answer within the same second finds Airflow with the task's end as news, which it takes for a failure: then
        it asks once more.
        """
        said = f"task_id={task}, run_id={run}, map_index=-1, ti_id="
        log = self.airflow.log("scheduler")
        said = f"TaskInstance Finished: dag_id={REPORT}, {said}"
        self.wait(lambda: log.read_text().count(said) >= times, "Airflow has not noted that the task waits")
        self.until(run, "awaiting_input", task=task)

    def wait(self, done: Callable[[], object], what: str = "") -> None:
        """Wait until something is done."""
        deadline = time.monotonic() + PATIENCE
        while not done():
            self.airflow.check()
            assert time.monotonic() < deadline, what
            time.sleep(0.2)

    def issues(self, week: Period) -> list[Issue]:
        """Give the report's issues of a week."""
        return self.ledger.issues.of(REPORT, week.key)

    def readers(self, week: Period) -> list[str]:
        """Give the addresses that got the report on a week, once for each mail."""
        about = f"{REPORT} {week.key}"
        return sorted(mail["To"] for mail in self.mailbox.mails if mail["X-Report-Issue"] == about)

    def mails(self, week: Period) -> list[str]:
        """Give the text of each mail with the report on a week."""
        about = f"{REPORT} {week.key}"
        found = [mail for mail in self.mailbox.mails if mail["X-Report-Issue"] == about]
        return [mail.get_body(("plain",)).get_content() for mail in found]

    def _known(self) -> bool:
        try:
            return bool(self.api.get(f"dags/{REPORT}"))
        except NotYet:
            return False

    def sending(self) -> list[psutil.Process]:
        """Give the processes that are connected to the mail server."""
        ours = os.getpid()
        found = []
        for process in psutil.process_iter():
            try:
                ports = {each.raddr.port for each in process.net_connections("tcp") if each.raddr}
            except (psutil.NoSuchProcess, psutil.AccessDenied):
                continue
            if process.pid != ours and self.mailbox.port in ports:
                found.append(process)
        return found


def make_authority(folder: Path) -> dict[str, str]:
    """Fill the folder with an authority and its settings, and give what Airflow's tasks find of it."""
    from components import connection

    demo.write(demo.make(children=200, until=LAST_DAY, clean=True), str(folder / "authority.db"))
    shutil.copytree(CONFIG, folder / "config")
    return {
        "LINEOFSIGHT_ARCHIVE": str(folder / "archive"),
        "LINEOFSIGHT_CONFIG": str(folder / "config"),
        **connection("case_management", conn_type="sqlite", host=str(folder / "authority.db")),
        **connection("reports_ledger", conn_type="sqlite", host=str(folder / "ledger.db")),
    }
