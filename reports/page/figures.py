"""The figures of an issue as they were issued, how they stand, and what changed since the version before."""

from typing import Any

from reports.documents.history import Figure, each
from reports.documents.standing import plain_target, standing
from reports.figures import COMPARED, changed
from reports.issues import Issue
from reports.measures import MEASURES
from reports.page.desk import Desk
from reports.page.issue import previous
from reports.settings import Settings

PEOPLE = "worker"  # the breakdown whose groups are persons


def figure_lines(desk: Desk, issue: Issue) -> dict[str, Any]:
    """Give the figures of an issue (`FigureLine`), those of single workers only to who may see people."""
    issued, may_see = desk.ledger.figures([issue]), desk.may_open(issue)
    shown = issued if may_see else issued[issued["breakdown"] != PEOPLE]
    return {"figures": [_line(row, desk.settings) for row in each(shown)], "people": may_see}


def figures_csv(desk: Desk, issue: Issue) -> str:
    """Give the same as CSV: the columns of `reports.figures`, not rounded."""
    issued = desk.ledger.figures([issue])
    shown = issued if desk.may_open(issue) else issued[issued["breakdown"] != PEOPLE]
    return str(shown.to_csv(index=False))


def change_lines(desk: Desk, issue: Issue) -> dict[str, Any]:
    """Give the figures that differ from those of the version before (`ChangeLine`); of single workers, none."""
    before = previous(desk.ledger.issues.of(issue.report, issue.period), issue)
    if before is None:
        return {"changes": []}
    found = changed(desk.ledger.figures([before]), desk.ledger.figures([issue]), COMPARED)
    lines = [
        {
            "measure": row.measure,
            "title": title_of(row.measure),
            "breakdown": row.breakdown,
            "group_name": row.group_name,
            "was": row.issued_shown,
            "now": row.now_shown,
        }
        for row in each(found)
    ]
    return {"changes": lines}


def _line(row: Any, settings: Settings) -> dict[str, Any]:
    figure = figure_of(row)
    stands = standing(figure, settings) if row.measure in MEASURES else None
    target = settings.targets.measures.get(row.measure)
    return {
        "measure": row.measure,
        "title": title_of(row.measure),
        "breakdown": row.breakdown,
        "group_id": row.group_id,
        "group_name": row.group_name,
        "fraction": figure.fraction,
        "shown": "not collected" if not figure.collected else figure.shown,
        "value": figure.value if figure.ok else None,
        "unit": row.unit,
        "target": plain_target(target.target, row.unit) if target else "",
        "standing": stands.tone if stands and stands.tone != "none" else None,
    }


def figure_of(row: Any) -> Figure:
    """Give a row of a table of figures as what a report shows."""
    return Figure(**{name: getattr(row, name) for name in Figure.__dataclass_fields__})


def title_of(measure: str) -> str:
    """Give a measure's title; one that is measured no more has its id."""
    return MEASURES[measure].title if measure in MEASURES else measure
