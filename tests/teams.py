"""A small authority of several teams, whose figures of October 2024 lie in its archive: nothing is issued yet."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from upath import UPath

from reports import demo
from reports.demo.mailbox import Mailbox
from reports.errors import ReportsError
from reports.issues import Batch, Ledger
from reports.workflow import Workplace
from reports.workflow.burst import issue_to_each
from reports.workflow.data import measure, measured, pull
from reports.workflow.records import open_ledger
from reports.workflow.teams import REPORT, close_batch, in_groups, teams_to_issue

MONTH, AS_AT = "2024-10", "2024-11-04T06:00"
ALLOWED = "allowed_domains: [westmere.example]\nsender: reports@westmere.example\n"


def manager(team: str) -> str:
    """Give the address of a team's manager."""
    return f"manager.{team.lower()}@westmere.example"


def people(*teams: str, **others: str) -> str:
    """Write `recipients.yaml`: a manager for each team; others: team -> address of somebody else."""
    lines = [f"  {team}: [{{name: Manager, email: {manager(team)}}}]" for team in teams]
    lines += [f'  "{team}": [{{name: Manager, email: {address}}}]' for team, address in others.items()]
    return ALLOWED + "teams:\n" + "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Teams:
    """Where it all lies, and the mailbox that mails and alerts go to."""

    folder: Path
    snapshot: str
    mailbox: Mailbox

    @property
    def place(self) -> Workplace:
        """The place of a step in Airflow."""
        alerts = f"{self.mailbox.url}?from=los@westmere.example&to=operators@westmere.example"
        return replace(place_in(self.folder), mail=self.mailbox.url, alerts=[alerts])

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return open_ledger(self.place)

    @property
    def batch(self) -> Batch:
        """The issues of the month."""
        with closing(self.ledger) as ledger:
            return Batch(REPORT, MONTH, ledger.issues.of(REPORT, MONTH))

    @property
    def states(self) -> Mapping[str, str]:
        """How far each team's issue is."""
        return {issue.team: str(issue.state) for issue in self.batch.current}

    def settings(self, name: str, text: str) -> None:
        """Write a file of the settings."""
        (self.folder / "config" / f"{name}.yaml").write_text(text)

    def commentary(self, team: str, text: str) -> None:
        """Write the commentary on a team's report."""
        self.place.commentaries.mkdir(parents=True, exist_ok=True)
        (self.place.commentaries / f"{REPORT}-{team}-{MONTH}.md").write_text(text)

    def received(self) -> list[tuple[str, str]]:
        """Give the reader and the subject of each mail that arrived."""
        return [(mail["To"], mail["Subject"]) for mail in self.mailbox.mails]


def make(folder: Path) -> str:
    """Make it; give the id of its snapshot."""
    (folder / "config").mkdir()
    (folder / "config" / "recipients.yaml").write_text(people("T001", "T002", "T003"))
    demo.write(demo.make(children=150, months=3, until=date(2024, 11, 4), clean=True), str(folder / "source.db"))
    place = place_in(folder)
    snapshot = pull(place, MONTH, AS_AT)
    measure(place, snapshot)
    return snapshot


def issue_batch(place: Workplace, snapshot: str, wanted: Sequence[str] = ()) -> str:
    """Make, release and send the issue of each team, or of some, as the tasks of the DAG do.

    Raises what its last task raises.
    """
    teams = list(wanted) or teams_to_issue(place, snapshot)
    for group in in_groups(teams):
        with suppress(ReportsError):
            issue_to_each(place, snapshot, group, late=False)
    return close_batch(place, measured(place, snapshot).period.key, teams)


def copied(made: Path, folder: Path, snapshot: str, mailbox: Mailbox) -> Teams:
    """Give a copy of it, for one test alone."""
    return Teams(Path(shutil.copytree(made, folder)), snapshot, mailbox)


def place_in(folder: Path) -> Workplace:
    """Give the place in a folder."""
    return Workplace(
        UPath(folder / "archive"),
        f"sqlite:///{folder / 'ledger.db'}",
        source=str(folder / "source.db"),
        config=folder / "config",
    )
