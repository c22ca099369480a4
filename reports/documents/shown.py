"""What a part of a composed report shows besides its measures: tables of groups, of lists, and of its own making."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.documents.document import MemberInput, OperationalInput
from reports.documents.history import Figure, each
from reports.documents.reading import Reading, Readings
from reports.documents.tables import Cell, Column, Table, left_over, table
from reports.documents.words import DASH, heading, short_day, short_instant
from reports.figures import AUTHORITY, show
from reports.measures import MEASURES
from reports.text import shortened

_NUMBERS = re.compile(r"0*(\d+)")
GROUPS_SHOWN, ROWS_SHOWN = 14, 12
LONGEST = 110  # characters of a text in a table
FIRST = {"source": "Source", "outcome": "Outcome", "status": "Status", "plan_theme": "Theme"}  # heads of groups


@dataclass(frozen=True)
class Given:
    """What tables are made of: the readings, all that the report was handed, plain titles, and its measures."""

    readings: Readings
    handed: OperationalInput | MemberInput
    titles: Mapping[str, str]
    measures: Sequence[str] = ()

    def title(self, measure: str) -> str:
        """Give what the report calls a measure."""
        return self.titles.get(measure, MEASURES[measure].title)

    def of(self, measure: str, breakdown: str = AUTHORITY, group: str = AUTHORITY) -> Reading:
        """Give a measure as this report reads it."""
        return self.readings.of(measure, breakdown, group, self.titles.get(measure))

    def whole(self, measure: str) -> bool:
        """Tell whether a measure has a figure of the whole authority."""
        return AUTHORITY in MEASURES[measure].breakdowns


@dataclass(frozen=True)
class Shown:
    """A table yet to be made, and the measures and lists that it is made of."""

    table: Callable[[Given], Table]
    measures: Sequence[str] = ()
    lists: Sequence[str] = ()


def by(
    breakdown: str,
    measures: Sequence[str],
    caption: str,
    *,
    most: int = GROUPS_SHOWN,
    heads: Sequence[str] = (),
    back: int = 0,
) -> Shown:
    """Show a group a row and a measure a column, the first with the period before; the first measure's worst on top.

    heads: short names of the measures, for the columns' heads. back: how many periods before the reported one they are
    of, for what is not known sooner; the caption says so.
    """

    def made(given: Given) -> Table:
        history = given.readings.history
        period = history.period.shift(-back)
        named: dict[str, str] = {}
        for measure in measures:
            named |= {figure.group_id: figure.group_name for figure in history.groups(measure, breakdown, period)}
        at = {group: [history.at(measure, breakdown, group, period) for measure in measures] for group in named}
        order = sorted(named, key=lambda group: (not group, _worst_first(at[group][0]), _natural(named[group])))
        rows: list[list[Cell | str]] = []
        for group in order[:most]:
            first, *others = at[group]
            before = history.at(measures[0], breakdown, group, period.previous())
            cells = [Cell(first.shown, first.fraction, strong=True), Cell(before.shown)]
            rows.append(
                [
                    named[group][:1].upper() + named[group][1:],
                    *cells,
                    *(Cell(one.shown, one.fraction) for one in others),
                ]
            )
        titles = list(heads) or [given.title(measure) for measure in measures]
        columns = [titles[0], heading(period.previous(), history.period), *titles[1:]]
        first_head = FIRST.get(breakdown, breakdown.capitalize())
        return table(
            caption,
            [Column(first_head, "left", "30%"), *(Column(head) for head in columns)],
            rows,
            note=left_over(len(order), most, first_head.lower(), "not shown" if back else "in the workbook"),
        )

    return Shown(made, measures=measures)


@dataclass(frozen=True)
class Field:
    """A column of a list: its name there, its head, its share of the width, and how it is shown.

    unit: of a number, as `reports.figures.show` takes it; times and days are known by their type.
    """

    name: str
    head: str
    width: str = ""
    unit: str = "children"
    strong: bool = False


def listed(
    name: str, caption: str, fields: Sequence[Field], noun: str, *, most: int = ROWS_SHOWN, anchor: str = ""
) -> Shown:
    """Show the first rows of a list, in its order; noun: what a row is, for how many more are in the workbook."""

    def made(given: Given) -> Table:
        rows = given.handed.lists[name]
        align = ["left" if _left(rows[field.name]) else "right" for field in fields]
        shown = [
            [_cell(value, field, n == 0) for n, (value, field) in enumerate(zip(row, fields, strict=True))]
            for row in each(rows[[field.name for field in fields]].head(most))
        ]
        columns = [Column(field.head, side, field.width) for field, side in zip(fields, align, strict=True)]  # type: ignore[arg-type] # one of both
        return table(caption, columns, shown, note=left_over(len(rows), most, noun), anchor=anchor)

    return Shown(made, lists=(name,))


def _worst_first(figure: Figure) -> float:
    if not figure.ok:
        return float("inf")
    return figure.value if MEASURES[figure.measure].better == "higher" else -figure.value


def _natural(name: str) -> list[tuple[int, str]]:
    """Give by what names are ordered: `Recommendation 9` before `Recommendation 10`."""
    parts = _NUMBERS.split(name)  # numbers stand at the odd places, without the zeros that lead them
    return [(len(part), part) if n % 2 else (0, part) for n, part in enumerate(parts)]


def _left(column: "pd.Series[Any]") -> bool:
    return not pd.api.types.is_numeric_dtype(column) or pd.api.types.is_bool_dtype(column)


def _cell(value: Any, field: Field, first: bool) -> Cell:
    if value is None or pd.isna(value):
        text = DASH
    elif isinstance(value, pd.Timestamp):
        text = short_day(value) if value == value.normalize() else short_instant(value)
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    elif isinstance(value, int | float):
        text = show(value, field.unit)
    else:
        text = shortened(str(value), LONGEST)
    return Cell(text, strong=field.strong and not first)
