"""What a report shows beside the figures of its period: gathered, frozen with the issue, and taken up again.

An issue can be made again from its snapshot only with the same settings, the same commentary, the same findings of
the period before and the same earlier issues: what is not in the ledger lies beside the issue's files.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pandas as pd

from reports.checks import Finding
from reports.commentary import Commentary
from reports.commentary import read as read_commentary
from reports.documents.catalogue import entry_of
from reports.documents.document import Correction
from reports.documents.team_input import of_team
from reports.figures import COMPARED, empty
from reports.issues import Issue, Ledger
from reports.series import stem, team_of
from reports.settings import Settings
from reports.workflow.data import Measured, as_json, finding_of, findings_before
from reports.workflow.place import Workplace
from reports.workflow.records import input_file

SETTINGS, COMMENTARY, FINDINGS_BEFORE = "settings.json", "commentary.md", "findings-before.json"
HISTORY = "history.parquet"  # the figures that the report was handed, of earlier periods too, but not of single workers


@dataclass(frozen=True)
class Beside:
    """What a report shows beside the figures of its period, as far as it is there.

    issued: figures of earlier periods as they were issued (`Ledger.figures`), of the issues `issued_ids`.
    findings_before: what the period before broke. commentary: the owner's. corrects: the issue that this one corrects.
    """

    issued: pd.DataFrame | None = None
    issued_ids: Sequence[int] = ()
    findings_before: Sequence[Finding] | None = None
    commentary: Commentary | None = None
    written: bytes = field(default=b"", repr=False)  # the commentary's file
    correction: Correction | None = None


NOTHING = Beside()


def gather(
    place: Workplace, ledger: Ledger, report: str, made: Measured, corrects: Issue | None = None, why: str = ""
) -> Beside:
    """Give what there is now to be shown beside an issue of a series; one of a team gets its own findings.

    Raises CommentaryError for a commentary that is wrong.
    """
    file = place.commentaries / f"{stem(report)}-{made.period.key}.md"
    written = file.read_bytes() if file.exists() else b""
    shown = {period.key for period in (*made.period.trend(), made.period.year_before())}  # what a history goes back to
    earlier = [issue for issue in ledger.issued_before(report, made.period) if issue.period in shown]
    before: Sequence[Finding] | None = findings_before(place, made.period, made.as_at)
    if before is not None and (team := team_of(report)):
        before = of_team(before, made.teams[team].shown)
    return Beside(
        issued=ledger.figures(earlier),
        issued_ids=[issue.id for issue in earlier],
        findings_before=before,
        commentary=read_commentary(written, file.name, entry_of(report).sections) if written else None,
        written=written,
        correction=correction_of(ledger, corrects, why),
    )


def correction_of(ledger: Ledger, corrects: Issue | None, why: str) -> Correction | None:
    """Give what the first page says of a correction, None where it is none."""
    if corrects is None:
        return None
    return Correction(corrects.label, ledger.released_at(corrects), why, ledger.figures([corrects]))


def as_files(beside: Beside, settings: Settings, handed: pd.DataFrame) -> dict[str, bytes]:
    """Give the files that freeze it and the figures that were handed over, by name; the rest is in the ledger."""
    history = handed[handed["breakdown"].isin(COMPARED)]
    files = {SETTINGS: _json(settings.content), HISTORY: history.to_parquet(None, index=False)}
    if beside.written:
        files[COMMENTARY] = beside.written
    if beside.findings_before is not None:
        files[FINDINGS_BEFORE] = _json(as_json(beside.findings_before))
    return files


def history(place: Workplace, issue: Issue) -> pd.DataFrame:
    """Give the figures that an issue was handed (`reports.figures.COLUMNS`); none where they are not kept any more."""
    if issue.purged_at is not None or HISTORY not in issue.inputs.get("files", {}):
        return empty()
    return pd.read_parquet(BytesIO(input_file(place, issue, HISTORY)))


def commentary_of(place: Workplace, issue: Issue) -> Commentary | None:
    """Give the commentary that an issue was made with. Raises SnapshotError where it is gone."""
    if COMMENTARY not in issue.inputs.get("files", {}):
        return None
    return read_commentary(input_file(place, issue, COMMENTARY), COMMENTARY, entry_of(issue.report).sections)


def reopen(place: Workplace, ledger: Ledger, issue: Issue) -> tuple[Settings, Beside]:
    """Give what an issue was made with, out of its files and the ledger.

    Raises SnapshotError where a file is gone or not what was written, LedgerError where an earlier issue is gone.
    """
    names: Mapping[str, Any] = issue.inputs["files"]
    written = input_file(place, issue, COMMENTARY) if COMMENTARY in names else b""
    before = json.loads(input_file(place, issue, FINDINGS_BEFORE)) if FINDINGS_BEFORE in names else None
    ids = issue.inputs["issued"]
    corrects = ledger.issues.get(issue.corrects_id) if issue.corrects_id else None
    settings = Settings.model_validate_json(input_file(place, issue, SETTINGS))
    return settings, Beside(
        issued=ledger.figures([ledger.issues.get(issue_id) for issue_id in ids]),
        issued_ids=ids,
        findings_before=None if before is None else [finding_of(each) for each in before],
        commentary=commentary_of(place, issue),
        written=written,
        correction=correction_of(ledger, corrects, issue.correction or ""),
    )


def _json(content: Any) -> bytes:
    return json.dumps(content, indent=2).encode()  # in its own order, in which pages show it
