"""A small authority whose Lead Member report of October 2024 was issued and sent to its two readers."""

from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from sqlite3 import connect

from upath import UPath

from reports import demo
from reports.demo.mailbox import Mailbox
from reports.issues import Issue, Ledger, NewIssue
from reports.workflow import Workplace, sending
from reports.workflow.data import check, pull
from reports.workflow.issue import render
from reports.workflow.readers import audience
from reports.workflow.records import open_ledger
from reports.workflow.release import release

REPORT, MONTH, AS_AT, LATER = "lead_member", "2024-10", "2024-11-04T06:00", "2024-11-06T06:00"
MEMBER, CLERK = "lead.member@westmere.example", "clerk@partner.example"
RECIPIENTS = """
allowed_domains: [westmere.example, partner.example]
sender: reports@westmere.example
subject_prefixes: {partner.example: "[secure]"}
reports:
  lead_member:
    - {name: Cabinet Lead Member, email: lead.member@westmere.example}
    - {name: Clerk, email: clerk@partner.example}
"""
AUTHORITY = "accent: '#005A70'\ncontact: Performance team, performance@westmere.example\n"


@dataclass(frozen=True)
class World:
    """Where it all lies, and the mailbox that mails go to."""

    folder: Path
    mailbox: Mailbox

    @property
    def place(self) -> Workplace:
        """The place in which a person works."""
        return replace(place_in(self.folder), mail=self.mailbox.url)

    @property
    def ledger(self) -> Ledger:
        """The ledger."""
        return open_ledger(self.place)

    def issue(self, version: int = 1) -> Issue:
        """Give a version of the issue."""
        with closing(self.ledger) as ledger:
            return next(issue for issue in ledger.issues.of(REPORT, MONTH) if issue.version == version)

    def file(self, name: str = f"{REPORT}-{MONTH}.pdf", version: int = 1) -> Path:
        """Give a file of the issue in the archive."""
        return self.folder / "archive" / str(self.issue(version).files[name]["path"])

    def settings(self, name: str, text: str) -> None:
        """Write a file of the settings."""
        (self.folder / "config" / f"{name}.yaml").write_text(text)

    def another_waits(self, snapshot_id: str = "another") -> None:
        """Let a version 2, which is to correct version 1, wait to be released; its files are those of version 1."""
        with closing(self.ledger) as ledger:
            first = ledger.issues.get(1)
            same = {name: getattr(first, name) for name in NewIssue.__dataclass_fields__}
            second = NewIssue(**same | {"snapshot_id": snapshot_id, "corrects_id": 1, "correction": "entered twice"})
            ledger.issues.add(second, 2, ledger.figures([first]).drop(columns="issue"))

    def source_is_mended(self) -> None:
        """Take out of the source what somebody had entered twice: a third of the latest oversight."""
        with closing(connect(self.folder / "source.db")) as database:
            database.execute("DELETE FROM local_case_oversight WHERE over_date >= '2024-09-10' AND rowid % 3 = 0")
            database.commit()

    def source_is_emptied(self, table: str) -> None:
        """Lose all rows of a table of the source."""
        with closing(connect(self.folder / "source.db")) as database:
            database.execute(f"DELETE FROM {table}")
            database.commit()

    def received(self) -> list[tuple[str, str]]:
        """Give the reader and the subject of each mail that arrived."""
        return [(mail["To"], mail["Subject"]) for mail in self.mailbox.mails]


def make(folder: Path) -> None:
    """Make it, and send the report; what was sent is gone."""
    (folder / "config").mkdir()
    (folder / "config" / "recipients.yaml").write_text(RECIPIENTS)
    (folder / "config" / "authority.yaml").write_text(AUTHORITY)
    demo.write(demo.make(children=150, months=3, until=date(2024, 11, 4), clean=True), str(folder / "source.db"))
    with Mailbox(folder / "mails-of-the-run") as mailbox:
        place = replace(place_in(folder), mail=mailbox.url)
        snapshot = pull(place, MONTH, AS_AT)
        check(place, snapshot)
        issue = render(place, REPORT, snapshot)
        release(place, issue, late=False)
        assert all(sent.good for sent in sending.send(place, issue, audience(place, issue)))


def place_in(folder: Path) -> Workplace:
    """Give the place in a folder."""
    return Workplace(
        UPath(folder / "archive"),
        f"sqlite:///{folder / 'ledger.db'}",
        source=str(folder / "source.db"),
        config=folder / "config",
    )
