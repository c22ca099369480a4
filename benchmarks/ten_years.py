"""Ten years of issues for `benchmarks/reports_page.py`: a ledger in its real tables, and what lies beside it.

The figures are the demo county's, of its last week and month, moved a little for each issue. Hashes and seals are
made up: nobody verifies this trail.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sqlalchemy import Connection, insert, update
from upath import UPath

from benchmarks.render import measure
from reports.archive import make_folder, write_whole
from reports.demo.commentary import commentaries
from reports.documents.catalogue import REPORTS
from reports.figures import WHOLE_UNITS
from reports.issues import IssueState, Message, State
from reports.issues.issued import rows_of
from reports.issues.models import ActRow, Base, DeliveryRow, FigureRow, IssueRow, TrailHeadRow
from reports.periods import Kind, Period
from reports.settings import load
from reports.source.snapshot import FOLDER as SNAPSHOTS
from reports.version import code_version, made_with
from reports.workflow.beside import COMMENTARY, FINDINGS_BEFORE, HISTORY, NOTHING, SETTINGS, as_files
from reports.workflow.data import FINDINGS, as_json
from reports.workflow.issue import DRAFT, hand_over
from reports.workflow.people import people_of
from reports.workflow.records import MAIL_HTML, MAIL_TEXT

ISSUES, FIGURES = 1_500, 2_000_000
PERIODS = {Kind.WEEK: 520, Kind.MONTH: 120}
LATEST = 40  # issues of each report, whose findings are kept
WITHDRAWN_EVERY = 40  # periods
EARLIER = ((IssueState.SUPERSEDED, 1), (IssueState.REJECTED, 1), (IssueState.REJECTED, 0))  # state, whether rendered
HOW_OFTEN = (0.6, 0.25, 0.15)
CORRECTED = 0.02  # of the figures, by a correction
HASH = "0" * 64


@dataclass(frozen=True)
class Specimen:
    """A report as the demo county has it: its last period's figures, and the files beside it by name."""

    period: Period
    figures: pd.DataFrame
    files: Mapping[str, bytes]
    findings: bytes

    @property
    def of_workers(self) -> "pd.Series[bool]":
        """Which figures are of a single worker."""
        return self.figures["breakdown"] == "worker"


@dataclass(frozen=True)
class Planned:
    """An issue to be made. attempt: which of its period, from 0. before: the issues that its report had released."""

    id: int
    report: str
    period: Period
    attempt: int
    version: int | None
    state: IssueState
    at: datetime
    corrects: int | None
    before: Sequence[int] = field(repr=False)

    @property
    def snapshot(self) -> str:
        """The id of its snapshot, which the reports of a month share."""
        return sha256(f"{self.period} {self.attempt}".encode()).hexdigest()[:24]


def specimens(folder: Path) -> dict[str, Specimen]:
    """Make the county, measure its last week and month, and give each report on them."""
    settings, found = load(), {}
    for kind, measured in measure(set(PERIODS), folder):
        findings = json.dumps({"findings": as_json(measured.findings), "held": []}, indent=2, sort_keys=True)
        for report in (name for name, each in REPORTS.items() if each.kind is kind):
            handed = hand_over(report, settings, measured, DRAFT).figures
            own = handed[handed["period_start"] == measured.period.start.isoformat()]
            [(_, text)] = commentaries({report: measured.period.key}, measured.as_at.date())
            files = {HISTORY: as_files(NOTHING, settings, handed)[HISTORY], COMMENTARY: text.encode()}
            found[report] = Specimen(measured.period, own, files, findings.encode())
    return dict(sorted(found.items()))


def plan(made: Mapping[str, Specimen]) -> list[Planned]:
    """Plan the issues of ten years in the order in which they are made: corrected, refused and withdrawn ones too."""
    chance = np.random.default_rng(1)
    periods = [(name, period) for name, each in made.items() for period in each.period.trend(PERIODS[each.period.kind])]
    more = chance.multinomial(ISSUES - len(periods), np.full(len(periods), 1 / len(periods)))
    attempts = []
    for place, ((report, period), earlier) in enumerate(zip(periods, more, strict=True)):
        withdrawn = place % WITHDRAWN_EVERY == 1 and period != made[report].period
        states = [EARLIER[n] for n in chance.choice(len(EARLIER), earlier, p=HOW_OFTEN)]
        states.append((IssueState.WITHDRAWN if withdrawn else IssueState.RELEASED, 1))
        times = [period.end_at + timedelta(hours=n + 1) for n in range(len(states))]
        attempts += [(times[n], report, period, n, *each) for n, each in enumerate(states)]
    return list(_numbered(sorted(attempts)))


def _numbered(attempts: Sequence[tuple[datetime, str, Period, int, IssueState, int]]) -> Iterator[Planned]:
    versions: dict[tuple[str, Period], int] = {}
    superseded: dict[tuple[str, Period], int] = {}
    released: dict[str, list[int]] = {report: [] for report in REPORTS}
    for number, (at, report, period, attempt, state, rendered) in enumerate(attempts, 1):
        of = (report, period)
        versions[of] = versions.get(of, 0) + rendered
        version, before = versions[of] if rendered else None, tuple(released[report])
        yield Planned(number, report, period, attempt, version, state, at, superseded.get(of), before)
        if state is IssueState.SUPERSEDED:
            superseded[of] = number
        if state is IssueState.RELEASED:
            released[report].append(number)


def moved(specimen: Specimen, issue: Planned, share: float) -> pd.DataFrame:
    """Give the figures of an issue: its period's, and those that a correction changed; of workers, a share."""
    chance, again = np.random.default_rng(issue.period.start.toordinal()), np.random.default_rng(issue.id)
    rows = specimen.figures[~specimen.of_workers | (chance.random(len(specimen.figures)) < share)]
    factor = chance.lognormal(sigma=0.1, size=len(rows))
    factor += 0.1 * (again.random(len(rows)) < CORRECTED * issue.attempt)
    value = rows["value"] * factor
    value = value.mask(rows["unit"].isin(WHOLE_UNITS), value.round()).mask(rows["unit"] == "%", value.clip(upper=100))
    days = {"period_start": issue.period.start.isoformat(), "period_end": issue.period.end.isoformat()}
    return rows.assign(value=value, numerator=(rows["numerator"] * factor).round(), **days)


def share_of_workers(planned: Sequence[Planned], made: Mapping[str, Specimen]) -> float:
    """Give the share of workers with which the figures are as many as they are to be."""
    rendered = [made[issue.report].of_workers for issue in planned if issue.version is not None]
    others = sum(int((~each).sum()) for each in rendered)
    return min(1.0, (FIGURES - others) / sum(int(each.sum()) for each in rendered))


def write(connection: Connection, planned: Sequence[Planned], made: Mapping[str, Specimen]) -> None:
    """Write the issues into an empty ledger, with their figures, deliveries and acts."""

    def add(table: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
        connection.execute(insert(table.__table__), rows)  # type: ignore[arg-type]

    settings, share = load().recipients, share_of_workers(planned, made)
    readers = {report: [person.email for person in people_of(settings, report).values()] for report in REPORTS}
    add(IssueRow, [_issue_row(each, made[each.report]) for each in planned])
    sent = [row for each in planned for row in _delivery_rows(each, readers[each.report])]
    deliveries = [{"id": number, **row} for number, row in enumerate(sent, 1)]
    add(DeliveryRow, deliveries)
    by_issue: dict[int, list[int]] = {}
    for row in deliveries:
        by_issue.setdefault(row["issue_id"], []).append(row["id"])
    acts = [act for each in planned for act in _act_rows(each, by_issue.get(each.id, []))]
    began = {**acts[0], "number": 0, "act": "trail begun", "issue_id": None}  # before act 1, which the migration made
    add(ActRow, [began, *({**act, "number": number} for number, act in enumerate(acts, 2))])
    connection.execute(update(TrailHeadRow).values(number=len(acts) + 1, hash=HASH))
    for each in planned:
        if each.version is not None:
            add(FigureRow, rows_of(each.id, moved(made[each.report], each, share)))


def _issue_row(issue: Planned, specimen: Specimen) -> dict[str, Any]:
    stem, rendered = f"{issue.report}-{issue.period}", issue.version is not None
    folder = f"issues/{issue.report}/{issue.period}/{issue.version}-{HASH[:8]}"
    files = [f"{stem}.pdf", f"{stem}.xlsx", stem + MAIL_TEXT, stem + MAIL_HTML] if rendered else []
    inputs = {name: {"path": f"{folder}/{name}", "sha256": HASH} for name in (SETTINGS, FINDINGS_BEFORE)}
    for name, content in specimen.files.items():
        inputs[name] = {"path": shared(issue.report, name), "sha256": sha256(content).hexdigest()}
    reason = {IssueState.SUPERSEDED: "by a correction: entered twice", IssueState.WITHDRAWN: "sent to the wrong reader"}
    return {
        "id": issue.id,
        "report": issue.report,
        "period": issue.period.key,
        "version": issue.version,
        "state": issue.state,
        "decided_by": "policy" if issue.state is IssueState.RELEASED else "a.green",
        "decided_at": issue.at,
        "reason": reason.get(issue.state, "the source was stale" if issue.state is IssueState.REJECTED else None),
        "title": f"{REPORTS[issue.report].title}, {issue.period.label}",
        "tier": REPORTS[issue.report].tier,
        "as_at": issue.at,
        "snapshot_id": issue.snapshot,
        "settings_hash": HASH,
        "code_version": code_version(),
        "commentary_hash": HASH,
        "pages": 9 * rendered,
        "created_at": issue.at,
        "files": {name: {"path": f"{folder}/{name}", "sha256": HASH} for name in files},
        "inputs": {"files": inputs, "issued": issue.before} if rendered else {},
        "made_with": made_with() if rendered else {},
        "checks": {"gates": "passed", "accessibility": "PDF/UA-1: 104 of 104 rules passed"} if rendered else {},
        "corrects_id": issue.corrects,
        "correction": "entered twice" if issue.corrects else None,
        "figures_hash": HASH,
    }


def _delivery_rows(issue: Planned, readers: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Give a delivery for each reader; of what is withdrawn, the notice too."""
    if issue.state is IssueState.REJECTED:
        return
    messages = [Message.REPORT, *([Message.WITHDRAWAL] if issue.state is IssueState.WITHDRAWN else [])]
    told = {"issue_id": issue.id, "channel": "mail", "state": State.SENT, "attempts": 1}
    for message in messages:
        for reader in readers:
            yield {**told, "recipient": reader, "message": message, "claimed_at": issue.at, "decided_at": issue.at}


def _act_rows(issue: Planned, deliveries: Sequence[int]) -> Iterator[dict[str, Any]]:
    about = {"at": issue.at, "actor": "policy", "issue_id": issue.id, "delivery_id": None, "reason": None}
    about |= {"seal": HASH, "hash": HASH}
    yield {**about, "act": "held" if issue.version is None else "rendered"}
    yield {**about, "act": "awaiting release", "reason": "it waits for the performance lead"}
    if issue.state is not IssueState.REJECTED:
        yield {**about, "act": "released", "actor": "a.green"}
    for delivery in deliveries:
        yield {**about, "act": "delivery claimed", "delivery_id": delivery}
        yield {**about, "act": "delivery sent", "delivery_id": delivery}
    if issue.state is not IssueState.RELEASED:
        yield {**about, "act": issue.state, "actor": "a.green", "reason": "entered twice"}


def write_archive(archive: UPath, planned: Sequence[Planned], made: Mapping[str, Specimen]) -> None:
    """Write what the page reads beside the ledger: the latest findings; of each report one history and commentary."""
    for report, specimen in made.items():
        make_folder((archive / shared(report, HISTORY)).parent)
        for name, content in specimen.files.items():
            write_whole(archive / shared(report, name), content)
        for issue in [each for each in planned if each.report == report][-LATEST:]:
            write_whole(make_folder(archive / SNAPSHOTS / issue.snapshot) / FINDINGS, specimen.findings)


def shared(report: str, name: str) -> str:
    """Give the path of a file that all issues of a report share."""
    return f"issues/{report}/{name}"
