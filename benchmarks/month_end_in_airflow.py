"""A month's end of the demo county in Airflow, with the three first reports and with all of a month and a week.

`.venv/bin/python benchmarks/month_end_in_airflow.py`. Airflow runs as in the demo (SQLite, LocalExecutor): the figures
of the month and of the week are triggered at once, and their reports follow; what a person is asked for is approved as
soon as it is seen. Seconds are from the begin of the first run to the end of the last. For the three first, the
settings name nobody for the others, and their DAGs are paused. Each time is of an Airflow, an archive and a ledger that
are new.
"""

import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.an_airflow import DONE, Api, airflow, moment, unpause
from benchmarks.measuring import AS_AT, TIMES, reached, table
from benchmarks.month_end import GOAL, PERIODS, SCENES, settings_of
from reports.periods import Kind
from reports.policy import FIGURES_OF, KIND_OF

LONGEST = 20 * 60  # seconds that the runs may take
KINDS = (Kind.MONTH, Kind.WEEK)


def main() -> None:
    """Print it. The scenes take turns, so that a machine that is slow for a while is slow for both."""
    scenes = {name: reports for name, (reports, kinds) in SCENES.items() if kinds == KINDS}
    runs: dict[str, list[tuple[float, int, int]]] = {name: [] for name in scenes}
    for _ in range(TIMES):
        for name, reports in scenes.items():
            runs[name].append(run(reports))
    rows, took = [], []
    for name, each in runs.items():
        took.append(median(seconds for seconds, _, _ in each))
        _, tasks, mails = each[0]
        span = f"{min(each)[0]:.1f} to {max(each)[0]:.1f}"
        rows.append([name, str(tasks), str(mails), f"{took[-1]:.1f}", span])
    print(table(["in Airflow", "tasks", "mails", "from begin to end, s", f"of {TIMES}"], rows))
    ratio = took[1] / took[0]
    print(f"\nAll reports take {ratio:.1f} times the three first; the goal is {GOAL:.0f}: {reached(ratio <= GOAL)}.")


def run(reports: tuple[str, ...]) -> tuple[float, int, int]:
    """Make the reports of a month and a week; give the seconds, the tasks that ran and the mails that arrived."""
    wanted = [name for name in reports if KIND_OF[name] in KINDS]  # type: ignore[index] # a ReportName is a str
    with TemporaryDirectory() as name:
        config = settings_of(Path(name) / "config", reports)
        with airflow(Path(name), {"LINEOFSIGHT_CONFIG": str(config)}) as (_, api, mailbox):
            runs = _made(api, [*(FIGURES_OF[kind] for kind in KINDS), *wanted])
            begun = min(moment(each["start_date"]) for each in runs)
            seconds = max(moment(each["end_date"]) for each in runs) - begun
            tasks = sum(_tasks(api, each) for each in runs)
            return seconds, tasks, sum(mail["X-Report-Issue"] is not None for mail in mailbox.mails)


def _tasks(api: Api, run: dict[str, Any]) -> int:
    """Count the tasks of a run."""
    found = api.get(f"dags/{run['dag_id']}/dagRuns/{run['dag_run_id']}/taskInstances", limit=1)
    return int(found["total_entries"])


def _made(api: Api, dags: list[str]) -> list[dict[str, Any]]:
    """Run DAGs until each has ended well; give their runs."""
    deadline = time.monotonic() + LONGEST
    for dag in dags:
        unpause(api, dag, deadline)
    for kind in KINDS:
        api.trigger(FIGURES_OF[kind], PERIODS[kind], {"as_at": AS_AT})
    while time.monotonic() < deadline:
        api.approve(api.tasks())
        runs = api.runs()
        if any(each["state"] == "failed" for each in runs):
            raise RuntimeError(f"{[each['dag_id'] for each in runs if each['state'] == 'failed']} failed")
        if {each["dag_id"] for each in runs} == set(dags) and all(each["state"] in DONE for each in runs):
            return runs
        time.sleep(1)
    raise TimeoutError(f"the runs are not done after {LONGEST // 60} minutes")


if __name__ == "__main__":
    main()
