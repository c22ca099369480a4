"""From figures to an issue: the document of a report, rendered, kept in the archive and entered in the ledger."""

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
from upath import UPath

from reports import __version__, commentary, figures
from reports.archive import write_whole
from reports.checks import Finding
from reports.commentary import Commentary
from reports.documents.catalogue import REPORTS
from reports.documents.document import Document, MemberInput, OperationalInput
from reports.errors import LedgerError, RenderError
from reports.issues import NewIssue
from reports.render import Rendered
from reports.render import render as render_document
from reports.settings import Settings
from reports.workflow.data import Measured, findings_before, measured
from reports.workflow.place import Workplace
from reports.workflow.records import MAIL_HTML, MAIL_TEXT, open_ledger

FOLDER = "issues"
DRAFT = "draft"  # the issue label of what is rendered without a ledger


@dataclass(frozen=True)
class Beside:
    """What a report shows beside the figures of its period, as far as it is there.

    issued: figures of earlier periods as they were issued (`Ledger.issued_figures`). findings_before: what the
    period before broke. commentary: the owner's.
    """

    issued: pd.DataFrame | None = None
    findings_before: Sequence[Finding] | None = None
    commentary: Commentary | None = None


NOTHING = Beside()


def render(place: Workplace, report: str, snapshot_id: str) -> int:
    """Make the issue of a report from a snapshot and give its id; one made from the same is found again.

    Its files lie in the archive before the ledger tells of them. Raises RenderError where a page would not be as
    it should be, or the snapshot's period is not the report's; CommentaryError for a commentary that is wrong.
    """
    settings = place.settings()
    made = measured(place, snapshot_id)
    file = place.commentaries / f"{report}-{made.period.key}.md"
    written = read_commentary(file, report) if file.exists() else None
    written_hash = written.hash if written else ""
    same = (report, made.period.key, snapshot_id, settings.hash, __version__, written_hash)
    with closing(open_ledger(place)) as ledger:
        if found := ledger.find_issue(*same):
            return found.id
        version = ledger.next_version(report, made.period.key)
        issued = ledger.issued_figures(report, made.period)
        beside = Beside(issued, findings_before(place, made.period, made.as_at), written)
        handed = hand_over(report, settings, made, f"{made.period.key}/{version}", beside)
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
            commentary_hash=written_hash,
            pages=rendered.pages,
            files=_keep(place.archive, f"{FOLDER}/{report}/{made.period.key}", version, _files(document, rendered)),
        )
        shown = handed.figures[handed.figures["period_start"] == made.period.start.isoformat()]
        try:
            return ledger.add_issue(new, version, shown).id
        except LedgerError:
            if found := ledger.find_issue(*same):  # another run of the same was quicker
                return found.id
            raise


def render_to_folder(
    report: str, settings: Settings, made: Measured, folder: Path, beside: Beside = NOTHING
) -> list[Path]:
    """Render a report without archive and ledger, marked as a draft, and give the files written."""
    document = REPORTS[report].build(hand_over(report, settings, made, DRAFT, beside))
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, content in _files(document, render_document(document)).items():
        path = folder / name
        path.write_bytes(content)
        written.append(path)
    return written


def read_commentary(file: UPath | Path, report: str) -> Commentary:
    """Read the commentary on a report. Raises CommentaryError."""
    return commentary.read(file.read_bytes(), file.name, REPORTS[report].sections)


def hand_over(
    report: str, settings: Settings, made: Measured, label: str, beside: Beside = NOTHING
) -> OperationalInput | MemberInput:
    """Give what the report's tier lets it see. Raises RenderError where the period is not of the report's kind."""
    if report not in REPORTS:
        raise RenderError(f"{report}: there is no such report; there are {', '.join(REPORTS)}")
    wanted = REPORTS[report]
    if made.period.kind is not wanted.kind:
        raise RenderError(f"{report}: made for a {wanted.kind}, and {made.period.key} is a {made.period.kind}")
    if wanted.tier != "operational":
        read = made.figures[made.figures["measure"].isin(wanted.reads)]
        handed: OperationalInput | MemberInput = MemberInput.from_figures(
            settings, made.period, made.as_at, read, made.findings, label
        )
    else:
        handed = OperationalInput(settings, made.period, made.as_at, made.figures, made.lists, made.findings, label)
        handed = replace(handed, findings_before=beside.findings_before)
    if beside.issued is not None:
        handed = replace(handed, changed=figures.changed(beside.issued, handed.figures))
    return replace(handed, commentary=beside.commentary)


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
