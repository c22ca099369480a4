"""A table of the measures that the Department for Education publishes by the same definition, beside what it says."""

from collections.abc import Iterable, Mapping

from reports.documents import benchmarks
from reports.documents.benchmarks import ENGLAND, MEDIAN, REGION, Benchmark
from reports.documents.reading import Readings
from reports.documents.tables import Cell, Column, Table, table
from reports.documents.words import DASH


def compared(readings: Readings, measures: Iterable[str], titles: Mapping[str, str]) -> Table:
    """Table each of the measures that has a published figure, under its plain title, with England and neighbours.

    A kind of figure that none of them has, as of an authority whose neighbours nobody has entered, has no column.
    """
    period, authority = readings.history.period, readings.settings.authority
    found = {measure: benchmarks.benchmarks(measure, period, authority) for measure in measures}
    published = {measure: {one.kind: one for one in of} for measure, of in found.items() if of}
    kinds = {kind: one.area for of in published.values() for kind, one in of.items()}
    heads = {ENGLAND: ENGLAND, REGION: kinds.get(REGION, ""), MEDIAN: "Neighbours"}
    shown = [kind for kind in heads if kind in kinds]
    return table(
        "Beside England and councils like ours" if len(shown) > 1 else "Beside England",
        [
            Column("Measure", "left", "34%"),
            Column(period.label),
            *(Column(heads[kind]) for kind in shown),
            Column("Theirs", "left", "20%"),
        ],
        [
            [titles[measure], Cell(readings.history.at(measure).shown, strong=True), *_figures(of, shown), _when(of)]
            for measure, of in published.items()
        ],
        note=benchmarks.note_of_all(published, period, authority),
    )


def _figures(of: Mapping[str, Benchmark], kinds: Iterable[str]) -> list[str]:
    return [of[kind].shown if kind in of else DASH for kind in kinds]


def _when(of: Mapping[str, Benchmark]) -> str:
    return next(iter(of.values())).counted
