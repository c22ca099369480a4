"""`make demo`: every report of a synthetic authority, made by the DAGs in Airflow and mailed to a server here.

Run again, it finds the same issues and sends nothing twice. A run that was broken off is started afresh.
"""

import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from typing import Any

from rich.console import Console
from rich.table import Table

from authority import BROKEN, make_authority, periods, start_afresh
from components import ROOT, StackError
from reports import settings
from reports.errors import ReportsError
from reports.issues import Batch, Issue, Ledger, State
from reports.periods import Period, midnight
from reports.policy import FIGURES_OF, KIND_OF
from reports.section import ReportName
from rest import NotYet
from stack import ARCHIVE, DEMO, HOME, LEDGER, MAILS, Stack, alone, running

DONE = {"success", "failed"}
QUIET = {None, "none", "scheduled", "queued", "removed"}  # states that are not worth a line
LONGEST = 40 * 60  # seconds


class Progress:
    """Says in one line each what the runs and their tasks come to."""

    def __init__(self) -> None:
        """Begin to count the seconds."""
        self._began = time.monotonic()
        self._seen: dict[tuple[str, ...], str] = {}

    @property
    def seconds(self) -> float:
        """How long it has been."""
        return time.monotonic() - self._began

    def say(self, text: str) -> None:
        """Print a line with the seconds so far."""
        print(f"{self.seconds:4.0f} s  {text}", flush=True)

    def show(self, runs: list[dict[str, Any]], tasks: list[dict[str, Any]]) -> None:
        """Print what has changed in the runs since the last look."""
        ids = {run["dag_run_id"] for run in runs}
        for task in tasks:
            if task["dag_run_id"] in ids:
                name, index, whose = task["task_id"], task["map_index"], task["rendered_map_index"]
                known = whose and whose != str(index)  # the name comes when the task has begun
                what = (task["dag_id"], task["dag_run_id"], name, str(index))
                self._changed(what, task["state"], f"{name} [{whose}]" if known else name)
        for run in runs:
            self._changed((run["dag_id"], run["dag_run_id"]), run["state"], "the run")

    def _changed(self, what: tuple[str, ...], state: str, name: str) -> None:
        if state in QUIET or self._seen.get(what) == state:
            return
        self._seen[what] = state
        self.say(f"{what[0]:<18} {name}: {state}")


def main() -> int:
    """Run it and give the exit code."""
    with alone():
        if BROKEN.exists():
            print("The last run was broken off: starting afresh.", flush=True)
            start_afresh()
        BROKEN.touch()
        progress, began = Progress(), datetime.now(UTC)
        until = make_authority()
        progress.say("starting Airflow and a mail server")
        with running() as stack:
            succeeded = _run(stack, until, progress)
        if not succeeded:
            print(f"\nA run failed: its log is in {HOME.relative_to(ROOT)}/logs; `make airflow` shows it.")
            return 1
        _print_table(until, began)
        BROKEN.unlink()
        print(f"\nDone in {progress.seconds:.0f} s. `make airflow` shows the runs, and the Reports page.")
        return 0


def _run(stack: Stack, until: date, progress: Progress) -> bool:
    """Trigger what a calendar would, wait for every report that goes to somebody, and tell whether all went well."""
    reports, conf = _reports(), {"as_at": midnight(until).isoformat()}
    figures = {FIGURES_OF[KIND_OF[report]]: periods(until)[KIND_OF[report]] for report in reports}
    awaited = {*figures, *reports}
    _wait_for_dags(stack, awaited)
    before = {run["dag_run_id"] for run in stack.api.runs()}
    for dag, period in figures.items():
        stack.api.trigger(dag, period.key, conf)
    while progress.seconds < LONGEST:
        stack.check()
        runs = [run for run in stack.api.runs() if run["dag_run_id"] not in before and run["dag_id"] in awaited]
        tasks = stack.api.tasks()
        progress.show(runs, tasks)
        stack.api.approve(task for task in tasks if task["dag_id"] in awaited)
        if any(run["state"] == "failed" for run in runs):
            return False
        if awaited <= {run["dag_id"] for run in runs} and all(run["state"] in DONE for run in runs):
            return True
        time.sleep(1)
    raise StackError(f"the runs are not done after {LONGEST // 60} minutes: see {HOME.relative_to(ROOT)}/logs")


def _reports() -> list[ReportName]:
    recipients = settings.load().recipients
    return [report for report in KIND_OF if recipients.goes_to_somebody(report)]


def _wait_for_dags(stack: Stack, dags: Iterable[str]) -> None:
    while True:
        stack.check()
        try:
            for dag in dags:
                stack.api.get(f"dags/{dag}")
            return
        except NotYet:
            time.sleep(0.3)


def _print_table(until: date, began: datetime) -> None:
    table = Table("report", "period", "issue", "pages", "delivered to", show_lines=True)
    table.add_column("PDF", overflow="fold")
    with closing(Ledger(f"sqlite:///{LEDGER}")) as ledger:
        for report in _reports():
            period = periods(until)[KIND_OF[report]]
            for row in _rows(ledger, report, period, began):
                table.add_row(report, period.label, *row)
    print()
    Console(width=None if sys.stdout.isatty() else 160).print(table)
    print(f"The mails are in {MAILS.relative_to(ROOT)}, everything else is in {DEMO.relative_to(ROOT)} too.")


def _rows(ledger: Ledger, report: str, period: Period, began: datetime) -> Iterator[tuple[str, str, str, str]]:
    """Give the label, pages, readers and PDF of a report's issue; of a report of teams, those of the first team."""
    issues = Batch(report, period.key, ledger.issues.of(report, period.key)).current
    for issue in issues[:1]:
        pdf = ARCHIVE / next(iter(issue.files.values()))["path"]
        more = f"\nand {len(issues) - 1} more, each to its own team" if len(issues) > 1 else ""
        yield issue.label, str(issue.pages), _delivered_to(ledger, issue, began) + more, str(pdf.relative_to(ROOT))


def _delivered_to(ledger: Ledger, issue: Issue, began: datetime) -> str:
    recipients = settings.load().recipients
    names = {person.email: person.name for person in recipients.of(issue.report, issue.team_name)}
    sent = [each for each in ledger.deliveries.of(issue.id) if each.state is State.SENT]
    earlier = sum(each.decided_at is not None and each.decided_at < began for each in sent)
    note = ["(before this run: not sent again)"] if sent and earlier == len(sent) else []
    return "\n".join([*(names.get(each.recipient, each.recipient) for each in sent), *note])


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit("\nBroken off. `make demo` starts afresh.")
    except (StackError, NotYet, ReportsError) as error:
        sys.exit(f"error: {error}")
