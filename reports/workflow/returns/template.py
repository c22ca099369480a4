"""The workbook that whoever owes figures fills in: a row for each that is owed for a period."""

import io
from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.errors import ReportsError
from reports.measures import MEASURES
from reports.owed import SHARES, Figure, Returns
from reports.periods import Period
from reports.workflow.returns.layout import HEAD_ROW, HEADS, LARGEST, LONGEST_NAME, SHEET, Column

_WIDTHS = {Column.MEASURE: 32, Column.TITLE: 34, Column.UNIT: 14, Column.RETURNED_BY: 28, Column.OWED_BY: 36}
_USUAL_WIDTH = 12
_STEPS = (
    "Fill in the yellow cells of the sheet Returns: how many, out of how many, and your name.",
    "A percentage has both: how many did, and out of how many. A count has no 'out of': its cell is grey.",
    "Write 0 only where it was nothing. What you do not know stays empty: the reports then say it was not returned.",
    "Write whole numbers, not formulas or percentages. Name no child anywhere in this workbook.",
    "Save it as an Excel workbook (.xlsx) and give it to the performance team, who load it. A figure that was returned "
    "before is replaced.",
)


def template(returns: Returns, period: Period) -> bytes:
    """Give the workbook of what is owed for a period: a sheet to fill in, and one that explains.

    The same settings and period give the same bytes. Raises ReportsError where nothing is owed for the period.
    """
    figures = list(returns.owed(period))
    if not figures:
        raise ReportsError(f"{period}: returns.yaml names nothing that is owed for a {period.kind}")
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        made = datetime.combine(period.end, time())
        book.set_properties({"title": f"Returns for {period.label}", "created": made})
        formats = _Formats(book)
        _fill(book.add_worksheet(SHEET), figures, period, formats)
        _explain(book.add_worksheet("How to fill it in"), figures, period, formats)
    return target.getvalue()


class _Formats:
    """The few formats of the workbook."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.title: Format = book.add_format({"bold": True, "font_size": 14})
        self.head: Format = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        self.text: Format = book.add_format({"num_format": "@", "valign": "top", "text_wrap": True})
        to_fill = {"locked": False, "bg_color": "#FFF6CC", "border": 1, "border_color": "#8A8A8A"}
        self.number: Format = book.add_format({**to_fill, "num_format": "#,##0"})
        self.name: Format = book.add_format({**to_fill, "num_format": "@"})
        self.none: Format = book.add_format({"bg_color": "#D9D9D9"})


def _fill(page: Worksheet, figures: Sequence[Figure], period: Period, formats: _Formats) -> None:
    page.write_string("A1", f"Returns for {period.label}: fill in the yellow cells", formats.title)
    for place, (column, head) in enumerate(HEADS.items()):
        page.write_string(f"{column}{HEAD_ROW}", head, formats.head)
        page.set_column(place, place, _WIDTHS.get(column, _USUAL_WIDTH))
    for row, figure in enumerate(figures, HEAD_ROW + 1):
        _row(page, row, figure, period, formats)
    page.freeze_panes(HEAD_ROW, 0)
    page.protect("", {"format_columns": True})  # only against slips: there is no password
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)


def _row(page: Worksheet, row: int, figure: Figure, period: Period, formats: _Formats) -> None:
    measure = MEASURES[figure.measure]
    texts = {
        Column.MEASURE: measure.id,
        Column.TITLE: measure.title,
        Column.UNIT: measure.unit,
        Column.PERIOD: period.key,
        Column.TEAM: figure.team,
        Column.OWED_BY: figure.by.who,
    }
    for column, text in texts.items():
        page.write_string(f"{column}{row}", text, formats.text)
    numerator = f"{Column.NUMERATOR}{row}"
    page.write_blank(numerator, None, formats.number)
    page.data_validation(numerator, _whole_number(0, measure.numerator))
    denominator = f"{Column.DENOMINATOR}{row}"
    page.write_blank(denominator, None, formats.number if figure.measure in SHARES else formats.none)
    if figure.measure in SHARES:
        page.data_validation(denominator, _whole_number(f"={numerator}", measure.denominator))
    name = f"{Column.RETURNED_BY}{row}"
    page.write_blank(name, None, formats.name)
    page.data_validation(name, {"validate": "length", "criteria": "between", "minimum": 1, "maximum": LONGEST_NAME})


def _whole_number(least: int | str, what: str) -> dict[str, Any]:
    """Give the rule of a cell that takes a whole number, and what a reader sees who is in it."""
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": least,
        "maximum": LARGEST,
        "input_title": "How many",
        "input_message": f"{what}. A whole number.",
        "error_title": "Not a figure",
        "error_message": "A whole number is expected, not below 0; 'out of' is not below 'how many'.",
    }


def _explain(page: Worksheet, figures: Sequence[Figure], period: Period, formats: _Formats) -> None:
    """Say what to do, then what each measure means: a row each, as in the reports."""
    page.write_string(0, 0, f"How to fill in the returns for {period.label}", formats.title)
    for line, step in enumerate(_STEPS, 2):
        page.write_string(line, 0, f"{line - 1}. {step}")
    first = len(_STEPS) + 3
    columns = {"Measure": 32, "What it means": 70, "How many": 34, "Out of": 34, "Unit": 14}
    for place, (head, width) in enumerate(columns.items()):
        page.write_string(first, place, head, formats.head)
        page.set_column(place, place, width)
    for line, name in enumerate(dict.fromkeys(figure.measure for figure in figures), first + 1):
        each = MEASURES[name]
        for place, text in enumerate((each.title, each.definition, each.numerator, each.denominator, each.unit)):
            page.write_string(line, place, text, formats.text)
    page.set_landscape()
    page.fit_to_pages(1, 0)
