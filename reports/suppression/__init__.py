"""Small numbers: what a member or the public may see of a table of figures.

A count of 1 to 5 is suppressed (`c`) wherever it stands in a figure: as its numerator, its denominator or, of a
proportion, as what is left of the denominator. Zero is shown. A figure is shown whole or not at all.

Secondary suppression is an audit: all that is shown, and all that is known of how counts hang together, is read as
equations, and what they say of every suppressed count is worked out. While that is less than "anything from 1 to 5",
one more figure goes. At last, those that need not have gone come back.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pandas as pd

from reports.errors import RenderError
from reports.figures import AUTHORITY, SUPPRESSED
from reports.suppression import known
from reports.suppression.known import DENOMINATOR, LARGEST, NUMERATOR, Count

if TYPE_CHECKING:
    from reports.suppression.audit import Told

__all__ = ["LARGEST", "suppress"]

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
# Measures that together say something of one period through those before it, which no audit of a period finds: who is
# missing at the end was missing at its beginning, or left and did not return; three episodes in 90 days are three of
# those months' episodes.
_THROUGH_TIME = (
    {"still_missing", "missing_episodes", "returns"},
    {"repeat_missing_children", "missing_episodes"},
)


@dataclass
class _Row:
    """A figure of one period: its place in the table, the counts that it tells, and whether it is hidden."""

    place: Hashable
    measure: str
    breakdown: str
    group: str
    counts: dict[Count, float]
    hidden: bool = False

    @property
    def small(self) -> list[Count]:
        """Its counts that could identify somebody."""
        return [count for count, number in self.counts.items() if 0 < number <= LARGEST]

    @property
    def names(self) -> set[str]:
        """The names of its counts."""
        return {name for _, _, name in self.counts}

    def of_period(self, start: str) -> "_Row":
        """Give it as one of many periods that are audited together: the period stands for the group."""
        counts = {(breakdown, start, name): number for (breakdown, _, name), number in self.counts.items()}
        return replace(self, group=start, counts=counts)

    @property
    def missed(self) -> tuple[bool, bool, int, float, str]:
        """How much it is missed: zeros most, for they seldom tell; then totals; then by measure and by size."""
        rank = _MISSED_LEAST.index(self.measure) if self.measure in _MISSED_LEAST else len(_MISSED_LEAST)
        size = max(self.counts.values())
        return size == 0, self.breakdown == AUTHORITY, rank, size, self.group


def suppress(figures: pd.DataFrame) -> pd.DataFrame:
    """Give the figures (`reports.figures.COLUMNS`) with small ones suppressed: no numbers, status `c`.

    Rows, their order and their index stay. Every period is suppressed by the same rules, so that a table of one
    and a trend of many agree. What has no value (`z`, `x`) stays as it is. Suppress all that one issue prints
    together: figures that are not in the table cannot be kept from telling those that are. Its periods must not
    overlap, nor its breakdowns nest, as teams in services. Stocks and flows, such as plans open, started and ended, are
    audited over all periods together, for the authority alone. Raises RenderError for measures that tell of each other
    through time.
    """
    _refuse_through_time(set(figures["measure"]))
    shown = figures.copy()
    told = figures[figures["numerator"].notna() | figures["denominator"].notna()]
    hidden, through_time, flowing = [], [], known.flowing()
    for (start, _), period in told.groupby(["period_start", "period_end"], sort=False):
        rows = [_row(place, each) for place, each in zip(period.index, period.itertuples(), strict=True)]
        through_time += [row.of_period(str(start)) for row in rows if row.names & flowing]
        hidden += [row.place for row in _suppressed([row for row in rows if not row.names & flowing])]
    hidden += [row.place for row in _suppressed(through_time)]
    shown.loc[hidden, ["numerator", "denominator", "value"]] = float("nan")
    shown.loc[hidden, "status"] = SUPPRESSED
    return shown


def _refuse_through_time(measures: set[str]) -> None:
    for together in _THROUGH_TIME:
        if together <= measures:
            raise RenderError(
                f"{', '.join(sorted(together))}: one month's small numbers could be worked out from other months'; "
                "leave one of them out of what the report reads"
            )


def _row(place: Hashable, figure: "pd.core.frame._PandasNamedTuple") -> _Row:  # type: ignore[name-defined]
    measure, breakdown, group = str(figure.measure), str(figure.breakdown), str(figure.group_id)
    parts = {NUMERATOR: float(figure.numerator), DENOMINATOR: float(figure.denominator)}
    counts = {known.name(measure, place): number for place, number in parts.items() if not pd.isna(number)}
    if figure.unit == "%" and len(counts) == len(parts):
        counts[known.rest(measure)] = parts[DENOMINATOR] - parts[NUMERATOR]
    return _Row(place, measure, breakdown, group, {(breakdown, group, name): number for name, number in counts.items()})


def _suppressed(rows: Sequence[_Row]) -> Iterator[_Row]:
    """Hide the small figures of a period, then others, until what is shown tells no suppressed count."""
    for family, names in _families(rows):
        for row in family:
            row.hidden = bool(row.small)
        secret = list(dict.fromkeys(count for row in family for count in row.small))
        if secret:
            _Desk(family, names).hide_more(secret)
        yield from (row for row in family if row.hidden)


def _families(rows: Sequence[_Row]) -> list[tuple[list[_Row], set[str]]]:
    """Give the rows of measures whose counts hang together, each in one list, and the names of these counts."""
    families: list[set[str]] = []
    for names in (*known.linked(), *({name for _, _, name in row.counts} for row in rows)):
        apart = [family for family in families if not family & names]
        families = [*apart, names.union(*(family for family in families if family & names))]
    return [([row for row in rows if names & {name for _, _, name in row.counts}], names) for names in families]


class _Desk:
    """Where it is decided what else of a family goes: its rows, and the audit of what is shown."""

    def __init__(self, rows: Sequence[_Row], names: set[str]) -> None:
        from reports.suppression.audit import Audit  # noqa: PLC0415 - its solver, which operational reports do without

        self._rows = rows
        true, terms = known.all_of({count: number for row in rows for count, number in row.counts.items()}, names)
        counts = dict.fromkeys([*true, *(count for each in terms for count in each)])
        printed = {count for row in rows for count in row.counts}
        shown = {count for row in rows if not row.hidden for count in row.counts} | (true.keys() - printed)
        self._audit = Audit(list(counts), terms, {count: true[count] for count in shown})

    def hide_more(self, secret: Sequence[Count]) -> None:
        """Hide rows until the audit tells nothing of the secret counts; then show again what need not be hidden."""
        also: list[_Row] = []
        while told := self._audit.told(secret):
            also.append(self._hide_one(told))
        for row in sorted(also[:-1], key=lambda each: each.missed, reverse=True):
            self._show(row)
            if self._audit.told(secret):
                self._hide(row)

    def _hide_one(self, told: "Told") -> _Row:
        """Hide the figure missed least by whose going less is told of the count; if there is none, one of many."""
        before = self._audit.bound(told)
        holding = self._audit.holding(told)
        shown = sorted((row for row in self._rows if not row.hidden), key=lambda row: row.missed)
        telling = [row for row in shown if not holding.isdisjoint(row.counts)]
        for row in telling:
            self._hide(row)
            if abs(self._audit.bound(told) - before) > known.EXACT:
                return row
            self._show(row)
        one = (telling or shown)[0]  # two tell it, each by itself
        self._hide(one)
        return one

    def _hide(self, row: _Row) -> None:
        row.hidden = True
        for count in row.counts:
            if not any(count in other.counts for other in self._rows if not other.hidden):
                self._audit.free(count)

    def _show(self, row: _Row) -> None:
        row.hidden = False
        for count, number in row.counts.items():
            self._audit.fix(count, number)
