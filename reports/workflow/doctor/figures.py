"""What comes of it: the source pulled, judged and measured as the steps do it, but kept nowhere."""

from collections.abc import Iterator
from datetime import datetime

from reports import figures
from reports.checks import clean
from reports.measures import MEASURES, compute
from reports.periods import Period
from reports.settings import Settings
from reports.source import TABLES, Source
from reports.source.frames import empty
from reports.source.survey import Survey
from reports.workflow.doctor.finding import Line, State, cost, in_words
from reports.workflow.doctor.needs import Needs

PART = "figures"
HELD = "every report is held"


def measured(survey: Survey, needs: Needs, at: datetime, period: Period) -> Iterator[Line]:
    """Say which pulls would fail; of what the others read, what the gates would hold and which measures have a figure.

    What is measured is this period; where none of its kind would be pulled, the last complete one of another kind.
    """
    lost = {name for name, seen in survey.tables.items() if not seen.readable and (seen.there or not seen.table.local)}
    pulled = {kind: tables for kind, tables in needs.tables.items() if lost.isdisjoint(tables)}
    for kind in needs.tables:
        if kind not in pulled:
            key = Period.last_complete(kind, at).key
            found = f"not made: a pull of {key} would fail, for what is said above"
            yield Line(PART, key, State.BROKEN, found, "mend the source first")
    if not pulled:
        return
    if period.kind not in pulled:
        period = Period.last_complete(next(iter(pulled)), at)
    asked = frozenset[str]().union(*pulled.values())
    try:
        yield from _figures(_source(survey, asked, at, period), needs.settings)
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
    asked = [each for each in MEASURES.values() if source.asked.issuperset(each.reads)]
    lost = [each.id for each in asked if not source.collected.issuperset(each.needs)]
    none = [each.id for each in asked if each.id not in made and each.id not in lost]
    found = f"{len(asked) - len(lost) - len(none)} of {len(asked)} measures have a figure"
    found += f"; not collected: {in_words(lost)}" if lost else ""
    found += f"; nothing to divide by: {in_words(none)}" if none else ""
    broken = sum(finding.rows for finding in checked.findings)
    found += f". The rules find {broken:,} faults of rows: lineofsight check lists them"
    yield Line(PART, source.period.key, State.WELL, found)


def _source(survey: Survey, asked: frozenset[str], at: datetime, period: Period) -> Source:
    """Give what a pull of these tables would."""
    seen = {name: survey.tables[name].frame if name in asked else None for name in TABLES}
    frames = {name: empty(name) if frame is None else frame for name, frame in seen.items()}
    collected = frozenset(name for name in asked if survey.tables[name].rows)
    return Source(period, at, frames, collected, asked)
