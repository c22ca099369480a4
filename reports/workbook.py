"""The lists behind an operational report as a workbook (XLSX): typed, filtered, and nothing in it is a formula."""

import io
import math
import re
import unicodedata
from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import Protocol

import pandas as pd
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.periods import LONDON

LONGEST_NAME = 31  # characters of a sheet's name that Excel takes
LONGEST_CELL = 32_767  # characters of a cell that Excel takes
NARROWEST, WIDEST = 9, 60  # characters of a column's width
HEAD_ROW = 2  # below the sheet's sentence and an empty row
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]")
_TIME = "d mmm yyyy hh:mm"
_DATE = "d mmm yyyy"


class Sheet(Protocol):
    """What becomes a sheet: its name, its rows and a sentence that says what they are."""

    @property
    def name(self) -> str:
        """The name on its tab."""

    @property
    def rows(self) -> pd.DataFrame:
        """Its rows; the columns' names become the heads."""

    @property
    def note(self) -> str:
        """What the rows are."""


def write(sheets: Sequence[Sheet], title: str, as_at: datetime) -> bytes:
    """Give the workbook of the sheets, in their order; the same sheets give the same bytes.

    Numbers, dates, times (London) and yes or no keep their type; every text is text, whatever it begins
    with. The head of each sheet is frozen and has filters.
    """
    target = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with xlsxwriter.Workbook(target, options) as book:
        made = as_at.astimezone(LONDON).replace(tzinfo=None)
        book.set_properties({"title": title, "created": made})
        formats = _Formats(book)
        taken: set[str] = set()
        for sheet in sheets:
            name = _name(sheet.name, taken)
            taken.add(name.casefold())
            _fill(book.add_worksheet(name), sheet, formats)
    return target.getvalue()


class _Formats:
    """The few formats of a workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.note: Format = book.add_format({"italic": True})
        self.date: Format = book.add_format({"num_format": _DATE, "align": "left"})
        self.time: Format = book.add_format({"num_format": _TIME, "align": "left"})
        self.text: Format = book.add_format({"num_format": "@"})


def _fill(page: Worksheet, sheet: Sheet, formats: _Formats) -> None:
    rows = sheet.rows
    page.write_string(0, 0, sheet.note, formats.note)
    for place, column in enumerate(rows.columns):
        head = str(column).replace("_", " ").capitalize()
        page.write_string(HEAD_ROW, place, head, formats.head)
        widths = [len(head)]
        for line, value in enumerate(rows[column], HEAD_ROW + 1):
            widths.append(_write(page, line, place, value, formats))
        page.set_column(place, place, min(WIDEST, max(NARROWEST, *widths) + 1))
    page.freeze_panes(HEAD_ROW + 1, 1)
    if len(rows.columns):
        page.autofilter(HEAD_ROW, 0, HEAD_ROW + len(rows), len(rows.columns) - 1)
    page.repeat_rows(HEAD_ROW)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _write(page: Worksheet, line: int, place: int, value: Hashable, formats: _Formats) -> int:
    """Write a value by its type; give its width in characters. What has no value stays empty."""
    if value is None or pd.isna(value):  # type: ignore[call-overload] # a cell holds one value
        return 0
    if isinstance(value, bool) or type(value).__name__ == "bool":
        page.write_string(line, place, "yes" if value else "no")
        return 3
    if isinstance(value, datetime):
        return _write_time(page, line, place, pd.Timestamp(value), formats)
    if isinstance(value, date):
        page.write_datetime(line, place, datetime(value.year, value.month, value.day), formats.date)  # noqa: DTZ001 - Excel's dates have no zone
        return len(_DATE)
    if isinstance(value, int | float) or hasattr(value, "dtype"):
        number = float(value)  # type: ignore[arg-type] # numpy's numbers
        if math.isfinite(number):
            page.write_number(line, place, number)
        return len(f"{number:g}")
    text = _clean(str(value))
    page.write_string(line, place, text, formats.text)
    return len(text)


def _write_time(page: Worksheet, line: int, place: int, value: pd.Timestamp, formats: _Formats) -> int:
    """Write a time of London as Excel knows it, without a zone; a midnight without a zone is a date."""
    if value.tzinfo is None and value == value.normalize():
        page.write_datetime(line, place, value.to_pydatetime(), formats.date)
        return len(_DATE)
    local = value.tz_convert(LONDON).tz_localize(None) if value.tzinfo is not None else value
    page.write_datetime(line, place, local.to_pydatetime().replace(microsecond=0), formats.time)
    return len(_TIME)


def _clean(text: str) -> str:
    """Give text without the control characters and halves of characters that XML cannot hold."""
    kept = (each for each in text if each in "\n\t" or unicodedata.category(each) not in {"Cc", "Cs"})
    return "".join(kept)[:LONGEST_CELL]


def _name(wanted: str, taken: set[str]) -> str:
    """Give a name that Excel takes and no other sheet has."""
    clean = _NOT_IN_A_NAME.sub(" ", _clean(wanted)).strip("' ")[:LONGEST_NAME] or "Sheet"
    name, number = clean, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = clean[: LONGEST_NAME - len(ending)] + ending, number + 1
    return name
