"""What Airflow adds to the command line: `.venv/bin/python benchmarks/airflow_share.py`.

Airflow runs as in the demo (SQLite, LocalExecutor) with the benchmarks' county: the weekly report and the monthly pair,
from triggered to delivered. Then how long each DAG file takes to parse, and what each component needs when idle; of the
whole stack of the compose file too (PostgreSQL, Redis, Celery), where its programs are installed.
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.an_airflow import DONE, Api, StackError, airflow, moment, unpause
from benchmarks.measuring import (
    AS_AT,
    PERIODS,
    TIMES,
    pss,
    reached,
    render_command,
    run,
    table,
)
from reports.policy import FIGURES_OF, KIND_OF
from reports.resources import CONFIG

WEEK, MONTH = ("weekly_figures", "return_interviews"), ("monthly_figures", "smt_overview", "lead_member")
DAGS = [*FIGURES_OF.values(), *(report.value for report in KIND_OF), "correction", "send_by_hand"]
PARSE = 0.050  # seconds: the goal
LONGEST = 20 * 60  # seconds that the runs may take
SETTLE = 30  # seconds after which what is started is idle


def main() -> None:
    """Print it."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with airflow(folder) as (components, api, _):
            time.sleep(SETTLE)
            idle = {part: pss(process.pid) for part, process in components.processes.items()}
            runs, tasks = month_and_week(api)
            parsed = {dag: parse(dag, components.environment) for dag in DAGS}
        print(shares(runs, tasks, folder), "\n")
        print(parsing(parsed), "\n")
        print(memory("LocalExecutor, SQLite", idle))
        try:
            stack = whole_stack(folder)
        except StackError as error:
            print(f"\nThe compose file's stack did not start: {str(error).partition(': see')[0]}.")
        else:
            print("\n" + memory("the compose file's stack, two Celery workers", stack) if stack else "")


def month_and_week(api: Api) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Run the month and then the week; give the runs and their task instances."""
    deadline = time.monotonic() + LONGEST
    for dag in (*WEEK, *MONTH):
        unpause(api, dag, deadline)
    for awaited in (MONTH, WEEK):
        api.trigger(awaited[0], PERIODS[awaited[-1]], {"as_at": AS_AT})
        while True:
            runs = [each for each in api.runs() if each["dag_id"] in awaited]
            if {each["dag_id"] for each in runs} == set(awaited) and all(each["state"] in DONE for each in runs):
                break
            if time.monotonic() > deadline:
                raise TimeoutError(f"{awaited[0]}: its runs are not done after {LONGEST // 60} minutes")
            time.sleep(1)
    return api.runs(), api.tasks()


def shares(runs: list[dict[str, Any]], tasks: list[dict[str, Any]], folder: Path) -> str:
    """Table each run: its seconds, those in which a task of it ran, those between; and the command line's."""
    rows, spans = [], {}
    for one in sorted(runs, key=lambda each: each["start_date"]):
        own = [task for task in tasks if task["dag_run_id"] == one["dag_run_id"] and task["dag_id"] == one["dag_id"]]
        ran = [(moment(task["start_date"]), moment(task["end_date"])) for task in own if task["start_date"]]
        spans[one["dag_id"]] = moment(one["start_date"]), moment(one["end_date"])
        whole, busy = spans[one["dag_id"]][1] - spans[one["dag_id"]][0], _covered(ran)
        each = sum(end - start for start, end in ran) / len(ran)
        rows.append(
            [one["dag_id"], one["state"], str(len(ran)), f"{whole:.1f}", f"{busy:.1f}", f"{each:.1f}",
             f"{(whole - busy) / len(ran):.1f}"]
        )  # fmt: skip
    heads = ["run", "", "tasks", "from begin to end, s", "a task ran, s", "s a task", "s between, a task"]
    return table(heads, rows) + "\n\n" + _beside_commands(spans, folder)


def _beside_commands(spans: dict[str, tuple[float, float]], folder: Path) -> str:
    rows = []
    for what, reports, dags in (
        ("the weekly report", WEEK[1:], WEEK),
        ("the monthly pair", MONTH[1:], MONTH),
    ):
        commands = sum(run(render_command(report, folder / report)).wall for report in reports)
        ours = max(spans[dag][1] for dag in dags) - min(spans[dag][0] for dag in dags)
        rows.append([what, f"{ours:.1f}", f"{commands:.1f}", f"{(ours - commands) / len(reports):.1f}"])
    return table(["", "in Airflow, from begin to end, s", "its commands, s", "Airflow above them, s a report"], rows)


def _covered(spans: list[tuple[float, float]]) -> float:
    """Give the seconds that at least one of the spans covers."""
    covered, until = 0.0, float("-inf")
    for start, end in sorted(spans):
        covered += max(0.0, end - max(start, until))
        until = max(until, end)
    return covered


def parse(dag: str, environment: dict[str, str]) -> dict[str, Any]:
    """Parse a DAG's file in processes of their own; give the medians and what was loaded."""
    command = [sys.executable, str(Path(__file__).with_name("dag_parsing.py")), f"{dag}.py"]
    runs = []
    for _ in range(TIMES):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return {**runs[0], **{name: median(each[name] for each in runs) for name in ("plugins", "first", "again")}}


def parsing(parsed: dict[str, dict[str, Any]]) -> str:
    """Table how long the files take, and what is loaded then."""
    rows = [
        [dag, f"{1000 * each['first']:.0f}", f"{1000 * each['again']:.0f}", reached(each["again"] <= PARSE),
         ", ".join(sorted(set(each["with_dags"]) - set(each["with_plugins"]))) or "nothing"]
        for dag, each in parsed.items()
    ]  # fmt: skip
    every = sum(each["again"] for each in parsed.values())
    rows.append([f"all {len(parsed)}", "", f"{1000 * every:.0f}", reached(every <= PARSE), ""])
    one = next(iter(parsed.values()))
    said = f"Our plugins take {one['plugins']:.2f} s to load, with Airflow's own, and load what is heavy: "
    heads = ["DAG file", "first parse, ms", "imports done, ms", f"goal: {1000 * PARSE:.0f}", "loads of what is heavy"]
    return table(heads, rows) + "\n\n" + said + (", ".join(one["with_plugins"]) or "nothing") + "."


def memory(what: str, idle: dict[str, float]) -> str:
    """Table the memory of each component."""
    rows = [[part, f"{megabytes:.0f}"] for part, megabytes in idle.items()]
    return table([f"idle: {what}", "PSS, MB"], [*rows, ["in all", f"{sum(idle.values()):.0f}"]])


def whole_stack(folder: Path) -> dict[str, float]:
    """Give the idle memory of each host of the compose file, in MB; of none where its programs are not installed."""
    if not shutil.which("redis-server"):
        return {}
    import topology  # noqa: PLC0415 - only where it can run

    told = {"SETTINGS": str(CONFIG), "SECRETS": str(topology.make_secrets(folder / "secrets", {}))}
    with topology.running(folder / "stack", told) as stack:
        time.sleep(SETTLE)
        return {host: memory / 1e6 for host, memory in stack.memory().items()}


if __name__ == "__main__":
    main()
