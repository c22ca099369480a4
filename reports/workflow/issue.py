"""From figures to an issue: the document of a report, rendered, kept in the archive and entered in the ledger."""

import hashlib
from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from upath import UPath

from reports import __version__, figures
from reports.archive import write_whole
from reports.documents.catalogue import REPORTS
from reports.documents.document import Document, MemberInput, OperationalInput
from reports.errors import LedgerError, RenderError
from reports.issues import Ledger, NewIssue
from reports.render import Rendered
from reports.render import render as render_document
from reports.settings import Settings
from reports.workflow.data import Measured, measured
from reports.workflow.place import Workplace
from reports.workflow.records import MAIL_HTML, MAIL_TEXT, open_ledger

FOLDER = "issues"
DRAFT = "draft"  # the issue label of what is rendered without a ledger


def render(place: Workplace, report: str, snapshot_id: str) -> int:
    """Make the issue of a report from a snapshot and give its id; one made from the same is found again.

    Its files lie in the archive before the ledger tells of them. Raises RenderError where a page would not be as
    it should be, or the snapshot's period is not the report's.
    """
    settings = place.settings()
    made = measured(place, snapshot_id)
    same = (report, made.period.key, snapshot_id, settings.hash, __version__)
    with closing(open_ledger(place)) as ledger:
        if found := ledger.find_issue(*same):
            return found.id
        version = ledger.next_version(report, made.period.key)
        handed = hand_over(report, settings, made, f"{made.period.key}/{version}", ledger)
        document = REPORTS[report].build(handed)
        rendered = render_document(document)
        new = NewIssue(
            report=report,
            period=made.period.key,
            title=document.title,
            tier=document.tier,
            as_at=made.as_at,
            snapshot_id=snapshot_id,
            settings_hash=settings.hash,
            code_version=__version__,
            pages=rendered.pages,
            files=_keep(place.archive, f"{FOLDER}/{report}/{made.period.key}", version, _files(document, rendered)),
        )
        issued = handed.figures[handed.figures["period_start"] == made.period.start.isoformat()]
        try:
            return ledger.add_issue(new, version, issued).id
        except LedgerError:
            if found := ledger.find_issue(*same):  # another run of the same was quicker
                return found.id
            raise


def render_to_folder(report: str, settings: Settings, made: Measured, folder: Path) -> list[Path]:
    """Render a report without archive and ledger, marked as a draft, and give the files written."""
    document = REPORTS[report].build(hand_over(report, settings, made, DRAFT))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _files(document, render_document(document)).items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return written


def hand_over(
    report: str, settings: Settings, made: Measured, label: str, ledger: Ledger | None = None
) -> OperationalInput | MemberInput:
    """Give what the report's tier lets it see. Raises RenderError where the period is not of the report's kind."""
    if report not in REPORTS:
        raise RenderError(f"{report}: there is no such report; there are {', '.join(REPORTS)}")
    wanted = REPORTS[report]
    if made.period.kind is not wanted.kind:
        raise RenderError(f"{report}: made for a {wanted.kind}, and {made.period.key} is a {made.period.kind}")
    if wanted.tier != "operational":
        read = made.figures[made.figures["measure"].isin(wanted.reads)]
        return MemberInput.from_figures(settings, made.period, made.as_at, read, made.findings, label)
    handed = OperationalInput(settings, made.period, made.as_at, made.figures, made.lists, made.findings, label)
    if ledger is None:
        return handed
    return replace(handed, changed=figures.changed(ledger.issued_figures(report, made.period), made.figures))


def _files(document: Document, rendered: Rendered) -> dict[str, bytes]:
    """Name the files of an issue: the PDF, what is attached with it, the mail's bodies."""
    stem = f"{document.report}-{document.period.key}"
    return {
        f"{stem}.pdf": rendered.pdf,
        **rendered.attachments,
        stem + MAIL_TEXT: rendered.text.encode(),
        stem + MAIL_HTML: rendered.html.encode(),
    }


def _keep(archive: UPath, folder: str, version: int, contents: Mapping[str, bytes]) -> dict[str, dict[str, str]]:
    """Write an issue's files into the archive; give each one's path and hash, as the ledger has them.

    Of two runs that make the same version at the same time, each writes into a folder of its own.
    """
    mark = hashlib.sha256(next(iter(contents.values()))).hexdigest()[:8]
    own = f"{folder}/{version}-{mark}"
    (archive / own).mkdir(parents=True, exist_ok=True)
    return {
        name: {"path": f"{own}/{name}", "sha256": write_whole(archive / own / name, content)}
        for name, content in contents.items()
    }
