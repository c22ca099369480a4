"""Small numbers: what a member or the public may see of a table of figures.

A count of 1 to 5 is suppressed (`c`) wherever it stands in a figure: as its numerator, its denominator or, of a
proportion, as what is left of the denominator. Zero is shown. A figure is shown whole or not at all.

Secondary suppression is an audit: all that is shown, and all that is known of how counts hang together, is read as
equations, and what they say of every suppressed count is worked out. While that is less than "anything from 1 to 5",
one more figure goes.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

import pandas as pd

from reports.figures import AUTHORITY, SUPPRESSED

SMALLEST, LARGEST = 1, 5  # the counts that could identify somebody
NOT_SUMS = {"cases"}  # units of a median or a highest caseload: a whole that is not the sum of its parts
_EXACT = 1e-6  # two sums of FTE nearer than this are the same

Count = tuple[str, str, str]  # breakdown, group, name
Terms = Mapping[Count, int]
Bounds = dict[Count, tuple[float, float]]

# Counts that more than one measure prints, by measure and place (0 numerator, 1 denominator). Others have their own.
_SAME = {
    ("returns", 0): "returns",
    ("long_absences", 1): "returns",
    ("interviews_offered", 1): "required",
    ("interviews_offered", 0): "offered",
    ("interviews_declined", 1): "offered",
    ("interviews_completed", 1): "due",
    ("interviews_in_time", 1): "due",
    ("interviews_completed", 0): "completed",
    ("interviews_in_time_of_completed", 1): "completed",
    ("interviews_in_time", 0): "in time",
    ("interviews_in_time_of_completed", 0): "in time",
    ("interviews_not_yet_due", 0): "not yet due",
    ("interviews_timing_unknown", 0): "cannot tell",
    ("interviews_outstanding", 0): "outstanding",
    ("missing_episodes", 0): "episodes",
    ("children_missing", 0): "children missing",
    ("repeat_missing_children", 0): "children missing again",
    ("supervised", 1): "workers due",
    ("supervision_overdue", 1): "workers due",
    ("supervision_overdue", 0): "overdue",
    ("never_supervised", 0): "never",
}
# Counts that together are at most another: they are parts of it.
_PARTS = (
    (("required",), "returns"),
    (("offered",), "required"),
    (("due", "not yet due"), "required"),
    (("completed", "outstanding"), "due"),
    (("in time", "cannot tell"), "completed"),
    (("children missing",), "episodes"),
    (("children missing again",), "children missing"),
    (("never",), "overdue"),
)
# Which measure goes first where one of several must: the last is the one that readers miss most.
_MISSED_LEAST = (
    "interviews_timing_unknown",
    "interviews_not_yet_due",
    "interviews_in_time_of_completed",
    "interviews_declined",
    "long_absences",
    "interviews_outstanding",
    "never_supervised",
    "interviews_in_time",
    "interviews_offered",
    "interviews_completed",
)


@dataclass
class _Row:
    """A figure of one period: its place in the table, the counts that it tells, and whether it is hidden."""

    place: Hashable
    measure: str
    breakdown: str
    group: str
    counts: dict[str, float]
    adds_up: bool
    hidden: bool = False

    def count(self, name: str) -> Count:
        """Give the identity of one of its counts."""
        return self.breakdown, self.group, name

    @property
    def small(self) -> list[str]:
        """The names of its counts that could identify somebody."""
        return [name for name, count in self.counts.items() if 0 < count <= LARGEST]

    @property
    def missed(self) -> tuple[bool, int, float, str]:
        """How much it is missed: totals most, then by its measure, then by its size."""
        rank = _MISSED_LEAST.index(self.measure) if self.measure in _MISSED_LEAST else len(_MISSED_LEAST)
        return self.breakdown == AUTHORITY, rank, max(self.counts.values()), self.group


def suppress(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the figures (`reports.figures.COLUMNS`) with small ones suppressed: no numbers, status `c`.

    Rows, their order and their index stay. Every period is suppressed by the same rules, so that a table of one
    and a trend of many agree. What has no value (`z`, `x`) stays as it is. Suppress all that one issue prints
    together: figures that are not in the table cannot be kept from telling those that are.
    """
    shown = figures.copy()
    told = figures[figures["numerator"].notna() | figures["denominator"].notna()]
    hidden = [
        row.place
        for _, period in told.groupby(["period_start", "period_end"], sort=False)
        for row in _suppressed(
            [_row(place, each) for place, each in zip(period.index, period.itertuples(), strict=True)]
        )
    ]
    shown.loc[hidden, ["numerator", "denominator", "value"]] = float("nan")
    shown.loc[hidden, "status"] = SUPPRESSED
    return shown


def _row(place: Hashable, figure: "pd.core.frame._PandasNamedTuple") -> _Row:  # type: ignore[name-defined]
    measure, parts = str(figure.measure), (float(figure.numerator), float(figure.denominator))
    counts = {_SAME.get((measure, n), f"{measure}/{n}"): count for n, count in enumerate(parts) if not pd.isna(count)}
    if figure.unit == "%" and len(counts) == len(parts):
        counts[f"{measure}/rest"] = parts[1] - parts[0]
    adds_up = figure.unit not in NOT_SUMS and not pd.isna(parts[0])
    return _Row(place, measure, str(figure.breakdown), str(figure.group_id), counts, adds_up)


def _suppressed(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Hide the small figures of a period, then others, until what is shown tells no suppressed count."""
    for family in _families(rows):
        for row in family:
            row.hidden = bool(row.small)
        equations = list(_equations(family))
        while told := _told(family, equations):
            _hide_one(told, family, equations)
        yield from (row for row in family if row.hidden)


def _families(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Give the rows of measures whose counts hang together, each in one list."""
    linked = [{*parts, whole} for parts, whole in _PARTS] + [set(row.counts) for row in rows]
    families: list[set[str]] = []
    for names in linked:
        apart = [family for family in families if not family & names]
        families = [*apart, names.union(*(family for family in families if family & names))]
    return [[row for row in rows if family & row.counts.keys()] for family in families]


def _equations(rows: Sequence[_Row]) -> Iterator[Terms]:
    """Give what holds between the counts, each as a sum that is at most 0, and only what does hold in the figures."""
    true = {row.count(name): count for row in rows for name, count in row.counts.items()}
    for terms in _known(rows):
        if terms.keys() <= true.keys():
            total = sum(factor * true[count] for count, factor in terms.items())
            if total <= _EXACT:
                yield terms


def _known(rows: Sequence[_Row]) -> Iterator[Terms]:
    groups: dict[tuple[str, str], None] = dict.fromkeys((row.breakdown, row.group) for row in rows)
    counts = {row.count(name) for row in rows for name in row.counts}
    for breakdown, group in groups:
        for parts, whole in _PARTS:
            those = sorted(
                {(breakdown, group, part) for part in parts} & counts
            )  # a part without a figure is 0 or more
            yield {**dict.fromkeys(those, 1), (breakdown, group, whole): -1}
    sums: dict[tuple[str, str], dict[str, None]] = {}
    for row in rows:
        names = list(row.counts)
        if f"{row.measure}/rest" in names:
            yield from _equal({row.count(names[0]): 1, row.count(names[2]): 1, row.count(names[1]): -1})
        if row.breakdown != AUTHORITY and row.adds_up:
            for name in names:
                sums.setdefault((row.breakdown, name), {})[row.group] = None
    for (breakdown, name), members in sums.items():
        yield from _equal({**{(breakdown, group, name): 1 for group in members}, (AUTHORITY, AUTHORITY, name): -1})


def _equal(terms: Terms) -> Iterator[Terms]:
    yield terms
    yield {count: -factor for count, factor in terms.items()}


def _told(rows: Sequence[_Row], equations: Iterable[Terms]) -> Count | None:
    """Give the first suppressed count of which the equations say more than that it may be anything from 1 to 5."""
    bounds = _narrowed(rows, equations)
    return next(
        (count for row in rows if row.hidden for count in map(row.count, row.small) if not _open(bounds[count])), None
    )


def _open(bounds: tuple[float, float]) -> bool:
    return bounds[0] <= SMALLEST and bounds[1] >= LARGEST


def _hide_one(told: Count, rows: Sequence[_Row], equations: Sequence[Terms]) -> None:
    """Hide the figure missed least whose going says less of the count that is told; if there is none, one of many."""
    known = _narrowed(rows, equations)[told]
    shown = sorted((row for row in rows if not row.hidden and any(row.counts.values())), key=lambda row: row.missed)
    for row in shown:
        row.hidden = True
        now = _narrowed(rows, equations)[told]
        if now[0] < known[0] or now[1] > known[1]:
            return
        row.hidden = False
    shown[0].hidden = True  # two tell it, each by itself


def _narrowed(rows: Sequence[_Row], equations: Iterable[Terms]) -> Bounds:
    """Work out between which values each count must lie, a shown one being known."""
    bounds: Bounds = {row.count(name): (0.0, inf) for row in rows for name in row.counts}
    for row in rows:
        if not row.hidden:
            bounds.update({row.count(name): (count, count) for name, count in row.counts.items()})
    while any(_narrow(terms, bounds) for terms in equations):
        pass
    return bounds


def _narrow(terms: Terms, bounds: Bounds) -> bool:
    """Narrow the bounds by a sum that is at most 0; tell whether one moved."""
    least = {count: factor * bounds[count][factor < 0] for count, factor in terms.items()}
    moved = False
    for count, factor in terms.items():
        low, high = bounds[count]
        room = -sum(least[other] for other in terms if other != count)
        if factor > 0 and room < high - _EXACT:
            bounds[count], moved = (low, room), True
        elif factor < 0 and -room > low + _EXACT:
            bounds[count], moved = (-room, high), True
    return moved
