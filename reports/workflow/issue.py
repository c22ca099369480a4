"""From figures to an issue: the document of a report, rendered, kept in the archive and entered in the ledger."""

import hashlib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

from upath import UPath

from reports import commentary, figures
from reports.archive import make_folder, write_whole
from reports.charts.drawing import load as load_charts
from reports.commentary import Commentary
from reports.documents.catalogue import entry_of
from reports.documents.document import Document, MemberInput, OperationalInput
from reports.documents.team_input import TeamInput
from reports.errors import AlreadyIssued, LedgerError, RenderError
from reports.issues import Issue, IssueState, Ledger, NewIssue
from reports.issues.issues import already
from reports.logs import note, step
from reports.measures.lists import LISTS
from reports.render import Rendered
from reports.render import render as render_document
from reports.render.pdf import Worker
from reports.series import of_teams, series, stem, team_of
from reports.settings import Settings
from reports.version import code_version, made_with
from reports.workflow.beside import NOTHING, Beside, as_files, gather
from reports.workflow.data import Measured, measured
from reports.workflow.place import Workplace
from reports.workflow.records import MAIL_HTML, MAIL_TEXT, open_ledger

FOLDER = "issues"
DRAFT = "draft"  # the issue label of what is rendered without a ledger


@step(gives="issue")
def render(
    place: Workplace,
    report: str,
    snapshot_id: str,
    correction: str = "",
    *,
    made: Measured | None = None,
    worker: Worker | None = None,
) -> int:
    """Make the issue of a series from a snapshot and give its id; one made from the same is found again.

    Its files lie in the archive before the ledger tells of them. What was released is written once: the same snapshot
    gives the same issue, another one needs a `correction`, the reason. made: what was measured of the snapshot, worker:
    which draws the pages, where they are at hand. Raises AlreadyIssued without a reason; RenderError where a page would
    not be as it should be, which is in the ledger as held, or the snapshot's period is not the report's;
    CommentaryError for a commentary that is wrong.
    """
    settings = place.settings()
    made = made or measured(place, snapshot_id)
    note(period=made.period.key)
    with closing(open_ledger(place)) as ledger:
        released = ledger.issues.released(report, made.period.key)
        if released and not correction:
            if released.snapshot_id == snapshot_id:
                return released.id
            raise AlreadyIssued(already(released))
        demand_made_for(report, made)
        corrects = released if correction else None
        beside = gather(place, ledger, report, made, corrects, correction)
        new = _new(report, snapshot_id, settings, made, beside, corrects)
        if found := _found(ledger, new):
            return found.id
        with at_hand() if worker is None else nullcontext(worker) as drawing:
            return _render(place, ledger, new, settings, made, beside, drawing).id


def _new(
    report: str, snapshot_id: str, settings: Settings, made: Measured, beside: Beside, corrects: Issue | None
) -> NewIssue:
    """Give an issue as far as it is known before it is rendered."""
    team = made.teams.get(team_of(report))
    return NewIssue(
        report=report,
        period=made.period.key,
        title=f"{report}, {made.period.label}",
        tier=entry_of(report).tier,
        as_at=made.as_at,
        snapshot_id=snapshot_id,
        settings_hash=settings.hash,
        code_version=code_version(),
        commentary_hash=beside.commentary.hash if beside.commentary else "",
        inputs={"team": team.as_input} if team else {},
        made_with=made_with(),
        corrects_id=corrects.id if corrects else None,
        correction=beside.correction.why if beside.correction else None,
    )


def _render(
    place: Workplace,
    ledger: Ledger,
    new: NewIssue,
    settings: Settings,
    made: Measured,
    beside: Beside,
    worker: Worker,
) -> Issue:
    version = ledger.issues.next_version(new.report, new.period)
    handed = hand_over(new.report, settings, made, f"{new.period}/{version}", beside)
    document = entry_of(new.report).build(handed)
    try:
        rendered = render_document(document, worker)
    except RenderError as error:
        ledger.issues.hold(new, str(error))
        raise
    kept = as_files(beside, settings, handed.figures)
    keep = {**_files(document, rendered), **kept}
    files = _keep(place.archive, f"{FOLDER}/{stem(new.report)}/{new.period}", version, keep)
    inputs = {"files": {name: files[name] for name in kept}, "issued": list(beside.issued_ids)}
    whole = replace(
        new,
        title=document.title,
        pages=rendered.pages,
        files={name: file for name, file in files.items() if name not in kept},
        inputs={**inputs, **new.inputs},
        checks={"gates": "passed", "accessibility": rendered.inspection.summary},
    )
    shown = handed.figures[handed.figures["period_start"] == made.period.start.isoformat()]
    try:
        return ledger.issues.add(whole, version, shown)
    except LedgerError:
        if found := _found(ledger, new):  # another run of the same was quicker
            return found
        raise


def _found(ledger: Ledger, new: NewIssue) -> Issue | None:
    """Give the latest issue that was made of the same and is not done with, if there is one."""
    names = ("snapshot_id", "settings_hash", "code_version", "commentary_hash", "corrects_id", "correction")
    same = [
        each
        for each in ledger.issues.of(new.report, new.period)
        if each.version is not None and all(getattr(each, name) == getattr(new, name) for name in names)
    ]
    live = [each for each in same if each.state not in {IssueState.SUPERSEDED, IssueState.WITHDRAWN}]
    return live[-1] if live else None


@contextmanager
def at_hand() -> Iterator[Worker]:
    """Give the process that draws pages, and load what draws them and their charts, beside whatever else is done."""
    with Worker() as worker:
        Thread(target=load_charts).start()
        yield worker


def render_to_folder(
    report: str,
    settings: Settings,
    made: Measured,
    folder: Path,
    beside: Beside = NOTHING,
    worker: Worker | None = None,
) -> list[Path]:
    """Render a report without archive and ledger, marked as a draft, and give the files written.

    worker: which draws the pages, where one is at hand.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in contents(report, settings, made, DRAFT, beside, worker).items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return written


def contents(
    report: str, settings: Settings, made: Measured, label: str, beside: Beside, worker: Worker | None = None
) -> dict[str, bytes]:
    """Render a report and give its files by name: the PDF, what is attached with it, the mail's bodies."""
    document = entry_of(report).build(hand_over(report, settings, made, label, beside))
    return _files(document, render_document(document, worker))


def read_commentary(file: UPath | Path, report: str) -> Commentary:
    """Read the commentary on a report. Raises CommentaryError."""
    return commentary.read(file.read_bytes(), file.name, entry_of(report).sections)


def hand_over(
    report: str, settings: Settings, made: Measured, label: str, beside: Beside = NOTHING
) -> OperationalInput | MemberInput:
    """Give what the report's tier lets it see, and that of a team what is its own. Raises RenderError as below."""
    demand_made_for(report, made)
    wanted, team = entry_of(report), made.teams.get(team_of(report))
    read = made.figures[made.figures["measure"].isin(wanted.measures)].reset_index(drop=True)
    findings = [finding for finding in made.findings if finding.table in wanted.tables]
    if wanted.tier != "operational":
        told = MemberInput.from_figures(settings, made.period, made.as_at, read, findings, label)
        of_nobody = {name: made.lists[name] for name in wanted.lists if not LISTS[name].people}
        handed: OperationalInput | MemberInput = replace(told, tier=wanted.tier, lists=of_nobody)
    else:
        lists = {name: made.lists[name] for name in wanted.lists}
        handed = OperationalInput(settings, made.period, made.as_at, read, lists, findings, label)
        handed = replace(handed, findings_before=beside.findings_before)
        handed = TeamInput.of_team(handed, team.id, team.shown) if team else handed
    if beside.issued is not None:
        handed = replace(handed, changed=figures.changed(beside.issued, handed.figures))
    return replace(handed, commentary=beside.commentary, correction=beside.correction)


def demand_made_for(report: str, made: Measured) -> None:
    """Raise RenderError where a series cannot be made of what was measured: its period, or its team, is another."""
    wanted = entry_of(report)
    if made.period.kind is not wanted.kind:
        raise RenderError(f"{report}: made for a {wanted.kind}, and {made.period.key} is a {made.period.kind}")
    if of_teams(report) != bool(team_of(report)):
        how = f"made for one team: say which, as in {series(report, 'T012')}" if of_teams(report) else "of no team"
        raise RenderError(f"{report}: it is {how}")
    if of_teams(report) and team_of(report) not in made.teams:
        raise RenderError(f"{report}: the data know no team of this id")


def _files(document: Document, rendered: Rendered) -> dict[str, bytes]:
    """Name the files of an issue: the PDF, what is attached with it, the mail's bodies."""
    return {
        f"{document.stem}.pdf": rendered.pdf,
        **rendered.attachments,
        document.stem + MAIL_TEXT: rendered.text.encode(),
        document.stem + MAIL_HTML: rendered.html.encode(),
    }


def _keep(archive: UPath, folder: str, version: int, contents: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """Write an issue's files into the archive; give each one's path and hash, as the ledger has them.

    Of two runs that make the same version at the same time, each writes into a folder of its own.
    """
    mark = hashlib.sha256(next(iter(contents.values()))).hexdigest()[:8]
    own = f"{folder}/{version}-{mark}"
    make_folder(archive / own)
    return {
        name: {"path": f"{own}/{name}", "sha256": write_whole(archive / own / name, content)}
        for name, content in contents.items()
    }
