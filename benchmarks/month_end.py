"""A month's end of the demo county from pull to mail, with the three first reports and with all twelve.

`.venv/bin/python benchmarks/month_end.py`. A process does what the DAGs do, without Airflow: figures of the month and
of a week are pulled, checked and measured once, then each report is made, kept, entered in the ledger, released and
mailed to all who get it, on a mail server on loopback; of `team_oversight` one for each of forty teams. For the three
first, the settings name nobody for the others, so that only the tables of these three are read. What a person is asked
for is approved at once.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

import yaml
from upath import UPath

from benchmarks.measuring import AS_AT, NAMES, TIMES, Cost, county, measured, reached, table
from reports.demo.mailbox import Mailbox
from reports.periods import Kind
from reports.policy import KIND_OF
from reports.resources import CONFIG
from reports.workflow import Workplace, burst, data, delivery, issue, release, sending, teams
from reports.workflow.readers import audience

GOAL = 2.0
PERIODS = {Kind.MONTH: "2026-10", Kind.WEEK: "2026-11-16", Kind.QUARTER: "2026-Q2", Kind.YEAR: "2025-26"}
FIRST = tuple(NAMES)
SCENES: dict[str, tuple[tuple[str, ...], tuple[Kind, ...]]] = {
    "three first reports, a month and a week": (FIRST, (Kind.MONTH, Kind.WEEK)),
    "all reports, a month and a week": (tuple(map(str, KIND_OF)), (Kind.MONTH, Kind.WEEK)),
    "all reports, also a quarter and a year": (tuple(map(str, KIND_OF)), tuple(Kind)),
}
STEPS = ("pull", "check", "measure", "reports", "teams")


def main() -> None:
    """Print it."""
    county()
    rows, costs, of_teams = [], [], 0.0
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said.json"
        for scene in SCENES:
            cost = measured([sys.executable, __file__, scene, said], times=TIMES)
            took = json.loads(said.read_text())
            costs.append(cost)
            of_teams = of_teams or took.get("teams", 0.0)  # of the first scene that has them
            rows.append([scene, str(took["mails"]), *(f"{took.get(step, 0):.1f}" for step in STEPS), *_cells(cost)])
    print(table(["", "mails", *(f"{step}, s" for step in STEPS), "in all, s", "CPU, s", "peak, MB"], rows))
    for what, seconds in (
        ("All reports", costs[1].wall),
        ("Without the issues of teams, they", costs[1].wall - of_teams),
    ):
        ratio = seconds / costs[0].wall
        print(f"\n{what} take {ratio:.1f} times the three first; the goal is {GOAL:.0f}: {reached(ratio <= GOAL)}.")


def _cells(cost: Cost) -> list[str]:
    return [f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.peak:.0f}"]


def run(scene: str) -> dict[str, float]:
    """Do a scene; give the seconds of each kind of step, and how many mails arrived."""
    reports, kinds = SCENES[scene]
    took: dict[str, float] = defaultdict(float)
    with TemporaryDirectory() as name, Mailbox(Path(name) / "mails") as mailbox:
        folder = Path(name)
        place = Workplace(
            UPath(folder / "archive"),
            f"sqlite:///{folder / 'ledger.db'}",
            source=f"sqlite:///{county()}",
            config=settings_of(folder / "config", reports),
            mail=mailbox.url,
        )
        for kind in kinds:
            _period(place, PERIODS[kind], [each for each in KIND_OF if each in reports and KIND_OF[each] is kind], took)
        return {**took, "mails": len(mailbox.mails)}


def settings_of(folder: Path, reports: tuple[str, ...]) -> Path:
    """Copy the demo's settings, with nobody named for any other report."""
    copytree(CONFIG, folder)
    file = folder / "recipients.yaml"
    people = yaml.safe_load(file.read_text())
    people["reports"] = {name: who for name, who in people["reports"].items() if name in reports}
    if teams.REPORT not in reports:
        people["teams"] = {}
    file.write_text(yaml.safe_dump(people))
    return folder


def _period(place: Workplace, period: str, reports: list[str], took: dict[str, float]) -> None:
    with _timed(took, "pull"):
        snapshot = data.pull(place, period, AS_AT)
    with _timed(took, "check"):
        data.check(place, snapshot)
    with _timed(took, "measure"):
        data.measure(place, snapshot)
    for report in reports:
        if report == teams.REPORT:
            with _timed(took, "teams"):
                _issue_to_each_team(place, snapshot)
        else:
            with _timed(took, "reports"):
                _issue(place, report, snapshot)


def _issue(place: Workplace, report: str, snapshot: str) -> None:
    made = issue.render(place, report, snapshot)
    if release.release(place, made, late=False) is not None:
        release.approve(place, made, "performance lead", "", "")
    sending.send(place, made, audience(place, made))
    delivery.close(place, made)


def _issue_to_each_team(place: Workplace, snapshot: str) -> None:
    """Do what the tasks of the batch do."""
    wanted = teams.teams_to_issue(place, snapshot)
    for group in teams.in_groups(wanted):
        burst.issue_to_each(place, snapshot, group, late=False)
    teams.close_batch(place, PERIODS[Kind.MONTH], wanted)


@contextmanager
def _timed(took: dict[str, float], step: str) -> Iterator[None]:
    began = time.perf_counter()
    yield
    took[step] += time.perf_counter() - began


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Path(sys.argv[2]).write_text(json.dumps(run(sys.argv[1])))
    else:
        main()
