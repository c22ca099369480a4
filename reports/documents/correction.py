"""What page 1 of a correction says: what it takes the place of, why, and every figure that is another now."""

from collections.abc import Mapping

import pandas as pd

from reports import figures
from reports.documents.document import Changed, ChangedFigure, Corrected, MemberInput, OperationalInput, Sheet
from reports.documents.history import each
from reports.documents.words import count, instant
from reports.measures import MEASURES

WORKER = "worker"
SHEET = "Correction"
NO_TITLES: Mapping[str, str] = {}


def corrected(handed: OperationalInput | MemberInput, titles: Mapping[str, str] = NO_TITLES) -> Corrected | None:
    """Give what a correction says of itself, None where it is none; `titles`: what the report calls its measures."""
    if handed.correction is None:
        return None
    before, changed = handed.correction, changes(handed)
    of_workers = changed["breakdown"] == WORKER
    listed = changed[~of_workers]
    return Corrected(
        lead=(
            f"This issue takes the place of issue {before.label}, released on {instant(before.released_at)}. "
            "Please delete that one."
        ),
        why=before.why,
        count=_count(len(listed), len(changed) - len(listed)),
        changed=tuple(
            Changed(
                _title(str(measure), titles),
                tuple(ChangedFigure(row.group_name, row.now_shown, row.issued_shown) for row in each(rows)),
            )
            for measure, rows in listed.groupby("measure", sort=False)
        ),
    )


def changes(handed: OperationalInput | MemberInput) -> pd.DataFrame:
    """Give every figure of the corrected issue that is another now (`reports.figures.changed`), workers' too."""
    if handed.correction is None:
        return figures.changed(figures.empty(), figures.empty())
    before = handed.correction.before
    return figures.changed(before, handed.figures, [*dict.fromkeys(before["breakdown"])])


def sheets(handed: OperationalInput) -> tuple[Sheet, ...]:
    """Give the workbook's sheet of what a correction changed; none where it is no correction."""
    if handed.correction is None:
        return ()
    changed = changes(handed)
    rows = changed[["measure", "breakdown", "group_name", "unit", "issued", "now"]]
    return (Sheet(SHEET, rows, f"Figures that differ from issue {handed.correction.label}, not rounded"),)


def _count(listed: int, of_workers: int) -> str:
    """Say how many figures changed, and where those of single workers are."""
    if not listed + of_workers:
        return "No figure changed."
    said = f"{count(listed, 'figure')} changed." if listed else "No figure of a team, service or the authority changed."
    if of_workers:
        said += f" {count(of_workers, 'figure')} of single workers, too: see the workbook, sheet {SHEET}."
    return said


def _title(measure: str, titles: Mapping[str, str]) -> str:
    if measure in titles:
        return titles[measure]
    return MEASURES[measure].title if measure in MEASURES else measure
