"""A filled workbook of returns, read cell by cell: every error is named by its cell, and no value is repeated."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import openpyxl

from reports.errors import PeriodError, ReportsError
from reports.owed import SHARES, WHOLE, Owed, ReturnedMeasure, Returns
from reports.periods import EXAMPLES, Kind, Period
from reports.workflow.returns.layout import HEAD_ROW, HEADS, LARGEST, LONGEST_NAME, SHEET, Column

MOST_ROWS = 10_000
FILLED_IN = (Column.NUMERATOR, Column.DENOMINATOR, Column.RETURNED_BY)
WRITTEN = f"write one such as {EXAMPLES[Kind.MONTH]}, {EXAMPLES[Kind.QUARTER]} or {EXAMPLES[Kind.YEAR]}"
ANEW = "make the workbook anew with `lineofsight returns template`"


class WorkbookError(ReportsError):
    """A workbook holds what cannot be loaded; `faults` names every cell with what is wrong in it."""

    def __init__(self, file: Path, faults: Sequence[str]) -> None:
        """Take the faults, in the order of the cells."""
        found = "1 cell is" if len(faults) == 1 else f"{len(faults)} cells are"
        super().__init__(f"{file}: {found} wrong, and nothing was loaded; mend them and load it again")
        self.faults = tuple(faults)


@dataclass(frozen=True)
class Given:
    """A figure that was filled in: of a team (its id) or of the authority (`WHOLE`); a count has no denominator."""

    measure: ReturnedMeasure
    period: Period
    team: str
    numerator: int
    denominator: int | None
    by: str


def read(file: Path, returns: Returns, at: datetime) -> list[Given]:
    """Give the figures that were filled in. Rows in which nothing was are left out.

    Raises WorkbookError for cells that are wrong, of a period that has not ended `at` then among them, or ask for what
    nobody owes; ReportsError for a file that is no such workbook, or in which nothing was filled in.
    """
    faults: list[str] = []
    rows = [_Row(number, cells, faults) for number, cells in _rows(file, faults)]
    found = [(row, row.given(returns, at)) for row in rows if row.filled_in]
    given: dict[tuple[ReturnedMeasure, Period, str], Given] = {}
    for row, each in found:
        if each is None:
            continue
        if (each.measure, each.period, each.team) in given:
            row.fault(Column.MEASURE, "this figure stands above already: keep one of the two rows")
        given[each.measure, each.period, each.team] = each
    if faults:
        raise WorkbookError(file, faults)
    if not given:
        raise ReportsError(f"{file}: nothing was filled in: write figures into the yellow cells")
    return list(given.values())


def _rows(file: Path, faults: list[str]) -> Iterator[tuple[int, dict[Column, Any]]]:
    """Give the rows below the heads by their number, as cells."""
    try:
        book = openpyxl.load_workbook(io.BytesIO(file.read_bytes()), read_only=True)
        page = book[SHEET]
        page.reset_dimensions()  # some programs write wrong ones
        lines = list(page.iter_rows(min_row=HEAD_ROW, max_row=HEAD_ROW + MOST_ROWS + 1, max_col=len(Column)))
    except (BadZipFile, KeyError, ValueError, AttributeError, SyntaxError):
        raise ReportsError(f"{file}: no workbook (.xlsx) with a sheet {SHEET}; {ANEW}") from None
    named = [dict(zip(Column, line, strict=False)) for line in lines]
    if len(named) > MOST_ROWS:
        raise ReportsError(f"{file}: more than {MOST_ROWS:,} rows; {ANEW}")
    heads = named[0] if named else {}
    for column, head in HEADS.items():
        if column not in heads or heads[column].value != head:
            faults.append(f"{SHEET}!{column}{HEAD_ROW}: expected the head {head}; {ANEW}")
    if not faults:
        yield from enumerate(named[1:], HEAD_ROW + 1)


@dataclass
class _Row:
    """A row of the sheet, and the faults of the whole workbook, to which it adds its own."""

    number: int
    cells: dict[Column, Any]
    faults: list[str] = field(repr=False)

    @property
    def filled_in(self) -> bool:
        """Tell whether somebody wrote into a cell that is there to be filled in."""
        return any(self._value(column) is not None for column in FILLED_IN)

    def fault(self, column: Column, said: str) -> None:
        """Say what is wrong in a cell."""
        self.faults.append(f"{SHEET}!{column}{self.number}: {said}")

    def given(self, returns: Returns, at: datetime) -> Given | None:
        """Give the figure, None where something is wrong."""
        before = len(self.faults)
        measure = self._measure()
        owed = returns.measures.get(measure) if measure else None
        if measure and owed is None:
            self.fault(Column.MEASURE, "nobody owes this measure: name somebody in returns.yaml")
        period = self._period(owed, at)
        team = self._team(owed) if owed else WHOLE
        numerator = self._whole_number(Column.NUMERATOR)
        denominator = self._denominator(measure, numerator) if measure else None
        by = self._by()
        if len(self.faults) > before or measure is None or period is None or numerator is None:
            return None
        return Given(measure, period, team, numerator, denominator, by)

    def _measure(self) -> ReturnedMeasure | None:
        text = str(self._value(Column.MEASURE) or "").casefold()
        if text in list(ReturnedMeasure):
            return ReturnedMeasure(text)
        near = get_close_matches(text, list(ReturnedMeasure), n=1)
        self.fault(Column.MEASURE, "no such measure is returned" + "".join(f"; did you mean {name}?" for name in near))
        return None

    def _period(self, owed: Owed | None, at: datetime) -> Period | None:
        value = self._value(Column.PERIOD)
        if not isinstance(value, str):  # Excel makes a date of what is typed as 2026-10
            self.fault(Column.PERIOD, f"expected the period as text: {WRITTEN}")
            return None
        try:
            period = Period.parse(value)
        except PeriodError:
            self.fault(Column.PERIOD, f"no period: {WRITTEN}")
            return None
        if owed and owed.every is not period.kind:
            self.fault(Column.PERIOD, f"it is owed every {owed.every}: write one such as {EXAMPLES[owed.every]}")
        elif period.end_at > at:
            self.fault(Column.PERIOD, f"the {period.kind} has not ended yet")
        return period

    def _team(self, owed: Owed) -> str:
        text = str(self._value(Column.TEAM) or WHOLE)
        if owed.teams and text not in owed.teams:
            self.fault(Column.TEAM, "expected the id of a team that owes it: " + ", ".join(owed.teams))
        if not owed.teams and text != WHOLE:
            self.fault(Column.TEAM, "it is owed for the whole authority: leave the team empty")
        return text

    def _whole_number(self, column: Column) -> int | None:
        value = self._value(column)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if is_number and value % 1 == 0 and 0 <= value <= LARGEST:
            return int(value)
        self.fault(column, f"expected a whole number from 0 to {LARGEST:,}, not a text or a formula")
        return None

    def _denominator(self, measure: ReturnedMeasure, numerator: int | None) -> int | None:
        if measure not in SHARES:
            if self._value(Column.DENOMINATOR) is not None:
                self.fault(Column.DENOMINATOR, "it is a count: leave this cell empty")
            return None
        denominator = self._whole_number(Column.DENOMINATOR)
        if denominator is not None and numerator is not None and denominator < numerator:
            self.fault(
                Column.DENOMINATOR, f"less than {Column.NUMERATOR}{self.number}: a part is never more than its whole"
            )
        return denominator

    def _by(self) -> str:
        value = self._value(Column.RETURNED_BY)
        name = value if isinstance(value, str) else ""
        if (
            not (0 < len(name) <= LONGEST_NAME and name.isprintable())
            or self.cells[Column.RETURNED_BY].data_type == "f"
        ):
            self.fault(Column.RETURNED_BY, f"expected the name of who returns it, up to {LONGEST_NAME} characters")
        return name

    def _value(self, column: Column) -> Any:
        """Give what stands in a cell: text without the blanks around it, None for an empty one."""
        value = self.cells[column].value if column in self.cells else None
        if isinstance(value, str):
            return value.strip() or None
        return value
