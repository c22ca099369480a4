"""A small ledger, and an archive with the files that it names: who reads which of them is what is tested."""

from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
from upath import UPath

from reports.archive import make_folder, write_whole
from reports.documents.catalogue import REPORTS
from reports.figures import COLUMNS
from reports.issues import Delivery, Issue, Ledger, NewIssue, State
from reports.periods import Period
from reports.workflow.beside import COMMENTARY
from reports.workflow.records import MAIL_HTML, MAIL_TEXT

MEASURE, GROUP = "open_cases", "authority"
RUN = "asked-for"
NAMED, WORKER = "Ines Marlowe-Quint", "w-4711"  # stands in figures, files and commentary of operational issues
ENDINGS = (".pdf", ".xlsx", MAIL_TEXT, MAIL_HTML)


@dataclass(frozen=True)
class Record:
    """An issue, and what else there is of its report: a file, a delivery, a run."""

    report: str
    period: str
    issue: int
    delivery: int
    run: str = RUN

    @property
    def files(self) -> list[str]:
        """The names of its files."""
        return [f"{self.report}-{self.period}{ending}" for ending in ENDINGS]


SMT = Record("smt_overview", "2026-09", issue=1, delivery=1)
MEMBER = Record("lead_member", "2026-09", issue=2, delivery=4)
WEEKLY = Record("return_interviews", "2026-W38", issue=3, delivery=5)
NONE = Record("no_such_report", "2026-09", issue=987, delivery=987, run="nowhere")

READERS = {
    SMT: {
        "director@westmere.example": State.SENT,
        "assistant.director@westmere.example": State.UNCERTAIN,
        "head.of.performance@westmere.example": State.REFUSED,
    },
    MEMBER: {"lead.member@westmere.example": State.UNCERTAIN},
    WEEKLY: {"missing.coordinator@westmere.example": State.UNCERTAIN},
}


def make(folder: Path) -> None:
    """Make ledger and archive in a folder: three issues that are released, and their deliveries."""
    with closing(Ledger(url(folder), "the test")) as ledger:
        ledger.migrate()
        for record, readers in READERS.items():
            issue = add(ledger, folder, record.report, record.period)
            ledger.issues.release(issue.id, "policy")
            deliveries = [ended(ledger, issue, reader, state) for reader, state in readers.items()]
            assert (issue.id, deliveries[0].id) == (record.issue, record.delivery)


def add(ledger: Ledger, folder: Path, report: str, period: str) -> Issue:
    """Add an issue that is rendered, and its files."""
    return ledger.issues.add(_issue(report, period, UPath(folder / "archive")), 1, _figures(report, period))


def ended(ledger: Ledger, issue: Issue, reader: str, state: State) -> Delivery:
    """Add a delivery that ended so."""
    claim = ledger.deliveries.claim(issue.id, reader, "mail")
    ledger.deliveries.record(claim.delivery, state, "the connection broke")
    return claim.delivery


def url(folder: Path) -> str:
    """Give the ledger's address."""
    return f"sqlite:///{folder / 'ledger.db'}"


def content(report: str, file: str) -> bytes:
    """Give what stands in a file of an issue; operational ones name a worker."""
    return f"{file} is about {_somebody(report)}.".encode()


def _somebody(report: str) -> str:
    return NAMED if REPORTS[report].tier == "operational" else "nobody"


def _issue(report: str, period: str, archive: UPath) -> NewIssue:
    folder = make_folder(archive / "issues" / report / period)
    written = f"---\nauthor: A. Okafor\ndate: 2026-11-03\n---\nWe miss {_somebody(report)}.\n".encode()
    files = {name: content(report, name) for name in Record(report, period, 0, 0).files} | {COMMENTARY: written}
    kept = {
        name: {"path": f"issues/{report}/{period}/{name}", "sha256": write_whole(folder / name, content)}
        for name, content in files.items()
    }
    return NewIssue(
        report=report,
        period=period,
        title=f"{REPORTS[report].title}, {Period.parse(period).label}",
        tier=REPORTS[report].tier,
        as_at=datetime(2026, 11, 3, 6, tzinfo=UTC),
        snapshot_id="abc",
        settings_hash="hash",
        code_version="0.1.0",
        inputs={"files": {COMMENTARY: kept.pop(COMMENTARY)}},
        files=kept,
    )


def _figures(report: str, period: str) -> pd.DataFrame:
    """Give a figure of the authority, and in an operational report one of a worker."""
    days = [day.isoformat() for day in (Period.parse(period).start, Period.parse(period).end)]
    of_all, of_one = ("authority", GROUP, "Authority", 120.0), ("worker", WORKER, NAMED, 31.0)
    groups = [of_all, of_one] if REPORTS[report].tier == "operational" else [of_all]
    rows = [[MEASURE, *days, *group, value, None, value, "children", "ok"] for *group, value in groups]
    return pd.DataFrame(rows, columns=COLUMNS)
