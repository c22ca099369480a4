"""What the tests do with the compose file's services: start runs, wait, kill, ask the databases and the mail server."""

import json
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import psycopg
from redis import Redis

from components import HOST
from processes import session
from reports.issues import Ledger, State
from reports.settings import load
from rest import Api, NotYet
from tests.topology.place import HeldMailbox
from topology import Topology

PATIENCE = 300  # seconds that anything may take, on a machine that has much else to do
DAGS = ("monthly_figures", "smt_overview", "lead_member", "weekly_figures", "return_interviews")
WORKERS = ("worker-1", "worker-2")
TRIES = """
    SELECT DISTINCT ON (dag_id, run_id, task_id, map_index, try_number)
        dag_id, run_id, task_id, map_index, try_number, hostname, state
    FROM (
        SELECT *, 1 AS place FROM (SELECT {columns} FROM task_instance_history) AS ended
        UNION ALL SELECT *, 2 FROM (SELECT {columns} FROM task_instance WHERE try_number > 0) AS last
    ) AS tries
    ORDER BY dag_id, run_id, task_id, map_index, try_number, place
""".format(columns="dag_id, run_id, task_id, map_index, try_number, hostname, state")


class Try(NamedTuple):
    """A try of a task, as Airflow's database has it."""

    dag: str
    run: str
    task: str
    index: int
    number: int
    host: str
    state: str


class Scene:
    """The services as they run, and the mail server."""

    def __init__(self, stack: Topology, api: Api, mailbox: HeldMailbox, settings: Path, traffic: Path) -> None:
        """Take what runs. traffic: the file of what Redis is told."""
        self.stack, self.api, self.mailbox, self.traffic = stack, api, mailbox, traffic
        people = load(settings).recipients.reports
        self.recipients = {str(report): [person.email for person in people[report]] for report in people}
        self.ledger = Ledger(stack.database("ledger").replace("postgresql:", "postgresql+psycopg:"), "the test")
        self.summary: list[str] = []

    def unpause(self) -> None:
        """Let every DAG run, once Airflow knows it."""
        for dag in DAGS:
            self.wait(partial(self._unpaused, dag), f"Airflow does not know {dag}")

    def _unpaused(self, dag: str) -> bool:
        try:
            self.api.unpause(dag)
        except NotYet:
            return False
        return True

    def start(self, dag: str, period: str, as_at: str) -> str:
        """Start a run and give its id."""
        return self.api.trigger(dag, period, {"as_at": as_at})

    def run_of(self, dag: str) -> str:
        """Wait for the one run of a DAG and give its id."""
        path = f"dags/{dag}/dagRuns"
        self.wait(lambda: self.api.get(path)["total_entries"], f"{dag} does not begin")
        (run,) = self.api.get(path)["dag_runs"]
        return str(run["dag_run_id"])

    def tasks(self, dag: str, run: str) -> dict[tuple[str, int], dict[str, Any]]:
        """Give the tasks of a run by name and map index."""
        found = self.api.get(f"dags/{dag}/dagRuns/{run}/taskInstances", limit=100)["task_instances"]
        return {(task["task_id"], task["map_index"]): task for task in found}

    def until_ended(self, dag: str, run: str) -> str:
        """Wait until a run has ended, and give how; what would be tried again later is tried again now."""
        path = f"dags/{dag}/dagRuns/{run}"

        def done() -> bool:
            for name in {name for (name, _), task in self.tasks(dag, run).items() if task["state"] == "up_for_retry"}:
                self.until_tried(dag, run, name)
                if name == "deliver":
                    self.end_claims(dag, self.api.get(path)["partition_key"])
                self.clear(dag, run, name)
            return self.api.get(path)["state"] in {"success", "failed"}

        self.wait(done, f"{dag} does not end")
        return str(self.api.get(path)["state"])

    def finish(self, dag: str, run: str) -> None:
        """Wait until a run has succeeded; a person settles what became uncertain."""
        while self.until_ended(dag, run) == "failed":
            assert self.settle(), f"{dag} has failed: {self.tasks(dag, run)}"
            self.clear(dag, run, "deliver")

    def settle(self) -> int:
        """Settle every delivery that is uncertain as a person does, who asks the readers; give how many those were."""
        uncertain = self.ledger.deliveries.unresolved()
        for delivery in uncertain:
            assert delivery.state is State.UNCERTAIN
            issue = self.ledger.issues.get(delivery.issue_id)
            arrived = delivery.recipient in self.readers(issue.report, issue.period)
            became = "--arrived" if arrived else "--send-again"
            self.by_hand("deliveries", "resolve", str(delivery.id), became, "--reason", "the reader was asked")
            self.summary.append(f"delivery {delivery.id} of {issue.name} was uncertain: settled with {became}")
        return len(uncertain)

    def until_task(self, dag: str, run: str, task: str, state: str, index: int = -1) -> dict[str, Any]:
        """Wait until a task of a run is in a state; give it. index: of a mapped one."""
        found: dict[str, Any] = {}

        def done() -> bool:
            found.update(self.tasks(dag, run).get((task, index), {}))
            return found.get("state") == state

        self.wait(done, f"{dag} {task} is not {state}")
        return found

    def until_tried(self, dag: str, run: str, task: str) -> None:
        """Wait until no try of a mapped task is under way."""
        ended = {"success", "failed", "up_for_retry"}
        self.wait(
            lambda: {each["state"] for (name, _), each in self.tasks(dag, run).items() if name == task} <= ended,
            f"{dag} {task} is under way still",
        )

    def clear(self, dag: str, run: str, task: str) -> None:
        """Let a task, and what follows it, run again, once the scheduler has noted how all its tries have ended."""
        log = self.stack.log("scheduler")
        said = f"TaskInstance Finished: dag_id={dag}, task_id={task}, run_id={run}, map_index="
        ended = sum(each.run == run for each in self.tries(dag, task))
        self.wait(lambda: log.read_text().count(said) >= ended, f"the end of {dag} {task} is not noted")
        self.api.clear(dag, run, task)

    def end_claims(self, report: str, period: str) -> None:
        """Let the claims that nobody will record be old, as after six minutes: their tries have ended."""
        for issue in self.ledger.issues.of(report, period):
            for each in self.ledger.deliveries.of(issue.id):
                self.ledger.deliveries.claim(issue.id, each.recipient, each.channel, lasts=timedelta())

    def hand_out_again(self) -> int:
        """Let Redis hand out again the tasks that no worker has said to have ended; give how many those were.

        Wait until a worker has had each of them.
        """
        password = self.stack.secret("redis", "redis_password")
        with Redis(HOST, self.stack.port("redis", 6379), password=password) as redis:
            held = {json.loads(content)[0]["headers"]["id"] for content in redis.hvals("unacked")}
            redis.zadd("unacked_index", dict.fromkeys(redis.zrange("unacked_index", 0, -1), 0), xx=True)
        self.wait(lambda: self.ended(held) == held, "no worker takes them")
        return len(held)

    def ended(self, tasks: set[str]) -> set[str]:
        """Give those of some of Celery's tasks that have ended, well or not."""
        query = "SELECT task_id FROM celery_taskmeta WHERE status IN ('SUCCESS', 'FAILURE') AND task_id = ANY(%s)"
        with psycopg.connect(self.stack.database("celery")) as connection:
            return {task for (task,) in connection.execute(query, [list(tasks)])}

    def last_try(self, task: str) -> None:
        """Let the tries of a task that are under way be its last ones, as if it had been tried for an hour."""
        with psycopg.connect(self.stack.database("airflow")) as connection:
            query = "UPDATE task_instance SET max_tries = 0 WHERE task_id = %s AND state = 'running'"
            assert connection.execute(query, [task]).rowcount == 1

    def rendering_on(self, name: str) -> bool:
        """Tell whether a page is being rendered on a host."""
        return any("render/worker.py" in line for line in map(_command, session(self.stack.processes[name].pid)))

    def kill(self, name: str, what: str) -> None:
        """Kill a worker as the end of its container does, and start it again as its restart policy does."""
        assert self.stack.host(name).service.restart == "unless-stopped"
        killed = self.stack.kill(name)
        self.summary.append(f"killed {name}, {what}: {len(killed)} processes {killed}")
        self.stack.start(name)

    def readers(self, report: str, period: str) -> list[str]:
        """Give the addresses that got a report, once for each mail."""
        about = f"{report} {period}"
        return sorted(mail["To"] for mail in self.mailbox.mails if mail["X-Report-Issue"] == about)

    def told(self) -> list[str]:
        """Give the subjects of what the operators were told."""
        return [mail["Subject"] for mail in self.mailbox.mails if mail["To"] == "operators@westmere.example"]

    def tries(self, dag: str = "", task: str = "") -> list[Try]:
        """Give every try that has begun, of every task or of one, each task's in their order."""
        with psycopg.connect(self.stack.database("airflow")) as connection:
            found = [each for each in map(Try._make, connection.execute(TRIES)) if each.host]
        return [each for each in found if (dag or each.dag, task or each.task) == (each.dag, each.task)]

    def log_of(self, of: Try) -> list[dict[str, Any]]:
        """Give the log of a try as the api-server shows it."""
        path = f"dags/{of.dag}/dagRuns/{of.run}/taskInstances/{of.task}/logs/{of.number}"
        lines: list[dict[str, Any]] = self.api.get(path, map_index=of.index, full_content="true")["content"]
        return lines

    def dump(self, name: str) -> bytes:
        """Give all that a database holds."""
        done = self.stack.run("postgres", "pg_dump", f"{self.stack.database('postgres').rpartition('/')[0]}/{name}")
        assert done.returncode == 0, done.stderr
        return done.stdout.encode()

    def written(self) -> list[Path]:
        """Give every file of Airflow's that it or its tasks have written, what they have said, and Redis' own."""
        folders = [self.stack.folder / "said", *(self.stack.hosts.volume(name) for name in ("logs", "redis"))]
        folders += [self.stack.folder / name / "airflow" for name in self.stack.processes]
        return [self.traffic, *(path for folder in folders for path in folder.rglob("*") if path.is_file())]

    def by_hand(self, *command: str) -> str:
        """Run the command line as a person does, in a worker; give what it says."""
        done = self.stack.run(WORKERS[0], "by-hand", *command)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def wait(self, done: Callable[[], object], what: str) -> None:
        """Wait until something is done."""
        deadline = time.monotonic() + PATIENCE
        while not done():
            self.stack.check()
            assert time.monotonic() < deadline, what
            time.sleep(0.1)


def _command(process: int) -> str:
    try:
        return " ".join(psutil.Process(process).cmdline())
    except psutil.NoSuchProcess:
        return ""
