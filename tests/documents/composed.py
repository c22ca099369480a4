"""A few figures of a composed report, told by hand: a measure that nobody tells of is not collected.

A figure is told as its value, or of a share or an average as (numerator, denominator); None says that it has no value.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd

from reports import figures
from reports.documents.composed import Composed
from reports.documents.document import Document, MemberInput, OperationalInput
from reports.documents.tables import Table
from reports.figures import AUTHORITY, NOT_APPLICABLE, NOT_COLLECTED, OK
from reports.measures import MEASURES
from reports.periods import LONDON, Period
from reports.settings import Authority, Settings

Said = float | tuple[float, float] | None
Group = tuple[str, str, str]  # a measure, what it breaks down by, and the name of the group, which is its id too
Told = Mapping[str | Group, Said]
SETTINGS = Settings(authority=Authority(la_name="Leicestershire"))
AS_AT = datetime(2026, 11, 3, 6, tzinfo=LONDON)


def document(
    report: Composed,
    period: str,
    now: Told,
    *,
    before: Told | None = None,
    year_ago: Told | None = None,
    trend: Mapping[str, Sequence[float]] | None = None,
    lists: Mapping[str, pd.DataFrame] | None = None,
    **given: Any,
) -> Document:
    """Make a report of figures of its period, the period before and the same a year ago.

    trend: the values of a measure over thirteen periods, oldest first, of which the last is now. given: other fields of
    the report's input.
    """
    reported = Period.parse(period)
    periods = reported.trend()
    told: dict[Period, dict[str | Group, Said]] = {each: {} for each in (reported.year_before(), *periods)}
    for measure, values in (trend or {}).items():
        for each, value in zip(periods, values, strict=True):
            told[each][measure] = value
    for each, said in ((reported, now), (reported.previous(), before), (reported.year_before(), year_ago)):
        told[each] |= said or {}
    history = figures.combine(_figures(each, said, report.measures) for each, said in told.items())
    common = {"settings": SETTINGS, "period": reported, "as_at": AS_AT, "findings": (), "issue": f"{period}/1"}
    if report.tier == "operational":
        return report.build(OperationalInput(**common | {"figures": history, "lists": lists or {}} | given))
    fields = {name: given.pop(name) for name in ("settings", "findings") if name in given}
    handed = MemberInput.from_figures(**common | {"figures": history} | fields)
    return report.build(replace(handed, lists=lists or {}, tier=report.tier, **given))


def tables(document: Document) -> dict[str, Table]:
    """Give the tables of its parts by their captions."""
    return {table.caption: table for part in document.context["parts"] for table in part.tables}


def cells(table: Table) -> list[list[str]]:
    """Give the texts of a table's rows."""
    return [[cell.text for cell in row] for row in table.rows]


def everything(document: Document) -> str:
    """Give all that a document can show as one text."""
    return f"{dict(document.context)} {document.summary} {document.attention}"


def _figures(period: Period, told: Mapping[str | Group, Said], measures: Sequence[str]) -> pd.DataFrame:
    rows = [_row(period, measure, AUTHORITY, AUTHORITY, None, NOT_COLLECTED) for measure in measures]
    rows = [row for row in rows if row[0] not in told]
    for key, said in told.items():
        measure, breakdown, group = (key, AUTHORITY, AUTHORITY) if isinstance(key, str) else key
        rows.append(_row(period, measure, breakdown, group, said, NOT_APPLICABLE))
    return pd.DataFrame(rows, columns=figures.COLUMNS)


def _row(period: Period, measure: str, breakdown: str, group: str, said: Said, without: str) -> list[object]:
    unit, nan = MEASURES[measure].unit, float("nan")
    if isinstance(said, tuple):
        numerator, denominator = said
        value = numerator / denominator * (100 if unit == "%" else 1)
    else:
        value = nan if said is None else float(said)
        numerator, denominator = (value, nan) if unit in figures.WHOLE_UNITS else (nan, nan)
    status = without if said is None else OK
    span = [period.start.isoformat(), period.end.isoformat()]
    return [measure, *span, breakdown, group, group, numerator, denominator, value, unit, status]
