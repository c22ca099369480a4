"""Airflow as it runs in production, in processes of its own, with a small authority, a ledger and a mail server."""

import os
import shutil
import signal
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import NamedTuple

import psutil
from upath import UPath

from components import Components
from reports import demo
from reports.demo.mailbox import Mailbox
from reports.issues import Delivery, Issue, Ledger
from reports.periods import Kind, Period, now
from reports.resources import CONFIG
from reports.workflow import Workplace
from reports.workflow.alerting import TITLES
from rest import NOT_MAPPED, Api, NotYet
from tests.marked import marked

PATIENCE = 300  # seconds that anything may take, on a machine that has much else to do
REPORT, FIGURES = "return_interviews", "weekly_figures"
TEAMS, FIGURES_OF_TEAMS = "team_oversight", "monthly_figures"
LAST_DAY = date(2026, 11, 23)  # of the authority's history
RECIPIENTS = """
allowed_domains: [westmere.example]
sender: reports@westmere.example
reports:
  return_interviews:
    - {name: Assistant Director, email: assistant.director@westmere.example}
    - {name: Missing Children Coordinator, email: missing.coordinator@westmere.example}
teams:
  T001: [{name: A manager, email: manager.t001@westmere.example}]
  T002: [{name: A manager, email: manager.t002@westmere.example}]
"""


class Run(NamedTuple):
    """A run of a DAG."""

    dag: str
    id: str


class Scene:
    """What runs, and what a test does with it. Each test takes a week of its own: `a_week`."""

    def __init__(self, folder: Path, airflow: Components, api: Api, mailbox: Mailbox) -> None:
        """Take what runs."""
        self.folder, self.airflow, self.api, self.mailbox = folder, airflow, api, mailbox
        self.url = f"sqlite:///{folder / 'ledger.db'}"
        self.ledger = Ledger(self.url, "the test")
        self._weeks = 0
        for dag in (FIGURES, REPORT, FIGURES_OF_TEAMS, TEAMS):
            self.wait(partial(self._unpaused, dag), f"Airflow does not know {dag}")

    def a_week(self) -> Period:
        """Give a week that no test has taken, and not the last one, of which the report may be due now."""
        self._weeks += 1
        week = Period.containing(LAST_DAY, Kind.WEEK).shift(-self._weeks)
        return self.a_week() if week == Period.last_complete(Kind.WEEK, now()) else week

    def policy(self, text: str = "", report: str = REPORT) -> None:
        """Choose how a report is released, as YAML; without text, by itself."""
        lines = text or "release: automatic"
        body = "\n".join(f"    {line}" for line in lines.splitlines())
        (self.folder / "config" / "release.yaml").write_text(
            f"roles: {{lead: [admin], head: [h.okafor]}}\nreports:\n  {report}:\n{body}\n"
        )

    def start_figures(self, week: Period, as_at: str = "", hours_ago: int = 0) -> Run:
        """Start to make a week's figures, as on the Monday after, and give that run; it was due hours ago."""
        after = datetime.now(UTC) - timedelta(hours=hours_ago) if hours_ago else None
        conf = {"as_at": as_at or f"{week.end}T06:00:00Z"}
        return Run(FIGURES, self.api.trigger(FIGURES, week.key, conf, after))

    def start(self, week: Period, as_at: str = "", hours_ago: int = 0) -> Run:
        """Have a week's figures made, and give the run of the report that begins by itself then."""
        before = len(self.runs(REPORT, week))
        self.until(self.start_figures(week, as_at, hours_ago), "success")
        return self.run_of(REPORT, week, before)

    def run_of(self, dag: str, period: Period, before: int = 0) -> Run:
        """Wait until a report on a period begins, and give its run. before: how many runs of it there were already."""
        self.wait(lambda: len(self.runs(dag, period)) > before, f"{dag} does not begin")
        return self.runs(dag, period)[-1]

    def runs(self, dag: str, period: Period) -> list[Run]:
        """Give the runs of a DAG for a period, the oldest first."""
        found = self.api.get(f"dags/{dag}/dagRuns", order_by="id", limit=100)["dag_runs"]
        return [Run(dag, each["dag_run_id"]) for each in found if each["partition_key"] == period.key]

    def answer(self, run: Run, task: str, option: str, index: int = NOT_MAPPED, **form: str | None) -> None:
        """Answer what a task of a run asks, as a person does under Required Actions."""
        asked = {"reason": None} if task == "check" else {"reason": None, "commentary": None}
        self.api.answer(*run, task, option, asked | form, index)

    def clear(self, run: Run, task: str, tries: int = 1) -> None:
        """Let a task, and what follows it, run again, once Airflow has noted how its tries ended."""
        self._until_noted(run, task, tries)
        self.api.clear(*run, task)

    def tasks(self, run: Run) -> dict[str, str]:
        """Give the state of each task of a run; of mapped ones, `deliver 0`."""
        path = f"dags/{run.dag}/dagRuns/{run.id}/taskInstances"
        return {
            task["task_id"] + (f" {task['map_index']}" if task["map_index"] >= 0 else ""): task["state"]
            for task in self.api.get(path, limit=100)["task_instances"]
        }

    def until(self, run: Run, *states: str, task: str | None = None, at_once: bool = False) -> dict[str, str]:
        """Wait until a run, or one of its tasks, is in one of some states; give its tasks.

        at_once: what is to be tried again in a minute is tried again now.
        """
        path = f"dags/{run.dag}/dagRuns/{run.id}"

        def done() -> bool:
            state = str(self.api.get(path)["state"])
            tasks = self.tasks(run)
            for name in [name for name, state in tasks.items() if at_once and state == "up_for_retry"]:
                self.clear(run, name.partition(" ")[0])
            found = tasks.get(task, "") if task else state
            assert found in states or state not in {"success", "failed"}, f"the run is {state}: {tasks}"
            return found in states

        self.wait(done, f"{task or 'the run'} did not become {' or '.join(states)}")
        return self.tasks(run)

    def until_left(self, run: Run, task: str, state: str) -> str:
        """Wait until a task is in a state no more; give in which it is."""
        self.wait(lambda: self.tasks(run)[task] != state, f"{task} is {state} still")
        return self.tasks(run)[task]

    def until_asked(self, run: Run, task: str = "release", times: int = 1) -> None:
        """Wait until a task asks a person, for the first time or once more, and Airflow has noted that it waits.

        An answer within the same second finds Airflow with the task's end as news, which it takes for a failure: then
        it asks once more.
        """
        self._until_noted(run, task, times)
        for name in [name for name in self.tasks(run) if name.partition(" ")[0] == task]:
            self.until(run, "awaiting_input", task=name)

    def _until_noted(self, run: Run, task: str, times: int) -> None:
        """Wait until the scheduler has noted that a try of a task has ended, or of each of the mapped ones."""
        log = self.airflow.log("scheduler")
        said = f"TaskInstance Finished: dag_id={run.dag}, task_id={task}, run_id={run.id}, map_index="
        wanted = times * sum(name.partition(" ")[0] == task for name in self.tasks(run))
        self.wait(lambda: log.read_text().count(said) >= wanted, f"Airflow has not noted that {task} has ended")

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

    def told(self, week: Period) -> list[str]:
        """Give the kind of each message that the operators had about a week's figures and the report made of them."""
        subjects = [mail["Subject"] for mail in self.mailbox.mails if mail["To"] == "operators@westmere.example"]
        kinds = {
            f"Line of Sight: {title.format(about=f'{dag} {week.key}')}": str(kind)
            for kind, title in TITLES.items()
            for dag in (FIGURES, REPORT)
        }
        return [kinds[subject] for subject in subjects if subject in kinds]

    def deliveries(self, week: Period) -> list[Delivery]:
        """Give the deliveries of the report on a week."""
        return [each for issue in self.issues(week) for each in self.ledger.deliveries.of(issue.id)]

    def end_claims(self, week: Period) -> None:
        """Let the claims that nobody will record be old: their tries have ended."""
        for each in self.deliveries(week):
            self.ledger.deliveries.claim(each.issue_id, each.recipient, each.channel, lasts=timedelta())

    @property
    def place(self) -> Workplace:
        """The place in which a person at the command line works."""
        archive = UPath(self.folder / "archive")
        return Workplace(archive, self.url, config=self.folder / "config", mail=self.mailbox.url, actor="a person")

    def _unpaused(self, dag: str) -> bool:
        try:
            self.api.unpause(dag)
        except NotYet:
            return False
        return True

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


def end(leader: int) -> None:
    """End a session and all that it has started."""
    for process in [*psutil.process_iter()]:
        try:
            if os.getsid(process.pid) == leader:
                process.send_signal(signal.SIGKILL)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue


def make_authority(folder: Path) -> dict[str, str]:
    """Fill the folder with an authority, its people marked, and its settings; give what Airflow's tasks find of it."""
    from components import connection

    demo.write(marked(demo.make(children=200, months=27, until=LAST_DAY, clean=True)), str(folder / "authority.db"))
    shutil.copytree(CONFIG, folder / "config")
    (folder / "config" / "recipients.yaml").write_text(RECIPIENTS)
    (folder / "config" / "gates.yaml").write_text("rows_in_error: 1\nstale_after_days: 60\n")  # for old weeks
    return {
        "LINEOFSIGHT_ARCHIVE": str(folder / "archive"),
        "LINEOFSIGHT_CONFIG": str(folder / "config"),
        **connection("case_management", conn_type="sqlite", host=str(folder / "authority.db")),
        **connection("reports_ledger", conn_type="sqlite", host=str(folder / "ledger.db")),
    }
