"""What comes of it: the source pulled, judged and measured as the steps do it, but kept nowhere."""

from collections.abc import Iterator
from datetime import datetime

from reports import figures
from reports.checks import clean
from reports.measures import MEASURES, compute
from reports.periods import Period
from reports.settings import Settings
from reports.source import Source
from reports.source.frames import empty
from reports.source.survey import Survey
from reports.workflow.doctor.finding import Line, State, cost, in_words

PART = "figures"
HELD = "every report is held"


def measured(survey: Survey, at: datetime, period: Period, settings: Settings) -> Iterator[Line]:
    """Say what the gates would hold, and which measures have a figure; only where a pull would go through."""
    source = _pulled(survey, at, period)
    if source is None:
        found = f"not made: a pull of {period.key} would fail, for what is said above"
        yield Line(PART, period.key, State.BROKEN, found, "mend the source first")
        return
    try:
        yield from _figures(source, settings)
    except Exception as error:  # whatever the data bring to light; its words could quote them
        found = f"not made: the program fails with {type(error).__name__}, which is a fault of its own"
        yield Line(PART, period.key, State.BROKEN, found, "tell its makers; lineofsight figures shows where it fails")


def _figures(source: Source, settings: Settings) -> Iterator[Line]:
    checked = clean(source, settings)
    for held in checked.held:
        to_do = "mend the source; where gates.yaml allows it, a person may let a report pass"
        yield Line(PART, f"gate: {held.gate}", State.GAP, held.reason, to_do, cost(HELD, MEASURES))
    rows = compute(checked.data, source.period, settings)
    made = set(rows.loc[rows["status"] == figures.OK, "measure"])
    lost = [each.id for each in MEASURES.values() if not source.collected.issuperset(each.needs)]
    none = [name for name in MEASURES if name not in made and name not in lost]
    found = f"{len(MEASURES) - len(lost) - len(none)} of {len(MEASURES)} measures have a figure"
    found += f"; not collected: {in_words(lost)}" if lost else ""
    found += f"; nothing to divide by: {in_words(none)}" if none else ""
    broken = sum(finding.rows for finding in checked.findings)
    found += f". The rules find {broken:,} faults of rows: lineofsight check lists them"
    yield Line(PART, source.period.key, State.WELL, found)


def _pulled(survey: Survey, at: datetime, period: Period) -> Source | None:
    """Give what a pull would; None where it would fail."""
    frames = {}
    for name, seen in survey.tables.items():
        if seen.frame is None and (seen.there or not seen.table.local):
            return None
        frames[name] = seen.frame if seen.frame is not None else empty(name)
    collected = frozenset(name for name, seen in survey.tables.items() if seen.rows)
    return Source(period, at, frames, collected)
