"""The workbook: typed, filtered, the same every time, and nothing in it runs."""

import io
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import openpyxl
import pandas as pd
import pytest

from reports.workbook import write

AS_AT = datetime(2026, 11, 3, 6, tzinfo=UTC)


@dataclass(frozen=True)
class Sheet:
    """A sheet."""

    name: str
    rows: pd.DataFrame = field(default_factory=lambda: pd.DataFrame({"a": [1]}))
    note: str = ""


def opened(*sheets: Sheet) -> openpyxl.Workbook:
    """The workbook as a reader's program has it."""
    return openpyxl.load_workbook(io.BytesIO(write(sheets, "SMT overview, October 2026", AS_AT)))


def column(frame: pd.DataFrame) -> list[object]:
    """The first column of a sheet of these rows, without its head."""
    page = opened(Sheet("Rows", frame)).active
    assert page is not None
    return [cell.value for cell in page["A"][3:]]


@pytest.mark.parametrize("text", ["=1+1", "+44", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "http://x.example", "007"])
def test_what_looks_like_a_formula_a_link_or_a_number_is_text(text: str) -> None:
    page = opened(Sheet("Rows", pd.DataFrame({"name": [text]}))).active
    assert page is not None
    assert (page["A4"].value, page["A4"].data_type, page["A4"].hyperlink) == (text, "s", None)


def test_numbers_dates_times_and_flags_keep_their_type() -> None:
    assert column(pd.DataFrame({"cases": [3, 4.5]})) == [3, 4.5]
    assert column(pd.DataFrame({"held": [date(2026, 10, 31)]})) == [datetime(2026, 10, 31)]  # noqa: DTZ001 - a date of Excel
    assert column(pd.DataFrame({"asye": [True, False]})) == ["yes", "no"]


def test_times_are_shown_in_london() -> None:
    """Five o'clock UTC of a summer day is six in London."""
    summer = pd.DataFrame({"returned": pd.to_datetime(["2026-07-01T05:00:00Z"])})
    assert column(summer) == [datetime(2026, 7, 1, 6)]  # noqa: DTZ001 - a time of Excel


def test_what_has_no_value_is_an_empty_cell() -> None:
    frame = pd.DataFrame({"days": [float("nan"), float("inf"), 2.0]})
    assert column(frame) == [None, None, 2]


def test_the_head_is_frozen_and_has_filters_and_words() -> None:
    page = opened(Sheet("Workers", pd.DataFrame({"months_over": [1, 2]}), "Workers over their ceiling")).active
    assert page is not None
    assert (page.freeze_panes, page.auto_filter.ref) == ("B4", "A3:A5")
    assert (page["A1"].value, page["A3"].value) == ("Workers over their ceiling", "Months over")


def test_names_that_excel_refuses_are_made_to_fit_and_kept_apart() -> None:
    book = opened(Sheet("a/b:c*?[d]" + "x" * 40), Sheet("Teams"), Sheet("teams"), Sheet("'"))
    assert len(book.sheetnames) == len({name.casefold() for name in book.sheetnames}) == 4
    assert book.sheetnames[1:] == ["Teams", "teams 2", "Sheet"]
    assert len(book.sheetnames[0]) <= 31


def test_control_characters_and_text_too_long_for_a_cell_do_no_harm() -> None:
    assert column(pd.DataFrame({"text": ["a\x00\x1bbc", "x" * 40_000]})) == ["abc", "x" * 32_767]


def test_a_sheet_without_rows_has_its_heads() -> None:
    page = opened(Sheet("Nobody", pd.DataFrame({"child": [], "days": []}))).active
    assert page is not None
    assert [cell.value for cell in page[3]] == ["Child", "Days"]


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert write([Sheet("A")], "t", AS_AT) == write([Sheet("A")], "t", AS_AT)
