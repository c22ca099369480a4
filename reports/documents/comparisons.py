"""A table of the measures that the Department for Education publishes by the same definition, beside what it says."""

from collections.abc import Iterable, Mapping

from reports.documents import benchmarks
from reports.documents.reading import Readings
from reports.documents.tables import Cell, Column, Table, table


def compared(readings: Readings, measures: Iterable[str], titles: Mapping[str, str]) -> Table:
    """Table each of the measures that has a published figure, under its plain title, with England and neighbours."""
    period, authority = readings.history.period, readings.settings.authority
    rows: list[list[Cell | str]] = []
    notes: dict[str, None] = {}
    for measure in measures:
        published = benchmarks.benchmarks(measure, period, authority)
        now, title = readings.history.at(measure), titles[measure]
        if published:
            notes[benchmarks.note(measure, period, authority)] = None
            rows.append([title, authority.name, period.label, Cell(now.shown, strong=True)])
            rows += [[title, one.name(authority), one.counted, one.shown] for one in published]
    places = {row[1] for row in rows} - {authority.name}
    return table(
        "Beside England" if places <= {"England"} else "Beside England and councils like ours",
        [
            Column("Measure", "left", "38%"),
            Column("Where", "left", "32%"),
            Column("When", "left", "20%"),
            Column("Figure"),
        ],
        rows,
        note=" ".join(notes),
    )
