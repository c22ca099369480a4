"""The workbook of returns: what it asks, and that every wrong cell is named when it comes back."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from reports.errors import ReportsError
from reports.measures import MEASURES
from reports.owed import ReturnedMeasure, Returns
from reports.periods import Period, parse_instant
from reports.workflow.returns.reading import Given, WorkbookError, read
from reports.workflow.returns.template import template
from tests.measures.domains.held_outside import RETURNED

OCTOBER = Period.parse("2026-10")
AT = parse_instant("2026-11-03T09:30")
RETURNS = Returns.model_validate(
    {
        "measures": {
            "emotional_wellbeing_support": {"name": "R. Okafor", "every": "month"},
            "audits_good": {"name": "J. Hartley", "role": "Head of Quality", "every": "month", "teams": ["t1", "t2"]},
            "post_adoption_packages": {"name": "M. Pryce", "every": "quarter"},
        }
    }
)
A_NUMBER = "expected a whole number from 0 to 9,999,999, not a text or a formula"
A_NAME = "expected the name of who returns it, up to 100 characters"
A_PERIOD = "write one such as 2026-10, 2026-Q3 or 2026-27"
NAMED = {f"H{row}": "R. Okafor" for row in (4, 5, 6)}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """The workbook of October as it goes out."""
    file = tmp_path / "october.xlsx"
    file.write_bytes(template(RETURNS, OCTOBER))
    return file


def fill(file: Path, **cells: object) -> Path:
    """Fill in cells, such as F4=12, and save."""
    book = openpyxl.load_workbook(file)
    for place, value in cells.items():
        book["Returns"][place] = value
    book.save(file)
    return file


def whole(file: Path, **cells: object) -> Path:
    """Fill in everything as it should be, but for these cells."""
    return fill(file, **{"F4": 12, "F5": 9, "G5": 18, "F6": 0, "G6": 0.0, **NAMED, **cells})


def test_the_workbook_has_a_row_for_each_measure_and_team_that_is_owed(workbook: Path) -> None:
    page = openpyxl.load_workbook(workbook)["Returns"]
    columns = ("Measure", "Unit", "Period", "Team", "Owed by")
    heads = [cell.value for cell in page[3]]
    shown = [[row[heads.index(name)].value or "" for name in columns] for row in page.iter_rows(min_row=4)]
    hartley = "J. Hartley, Head of Quality"
    assert shown == [
        ["emotional_wellbeing_support", "children", "2026-10", "", "R. Okafor"],
        ["audits_good", "%", "2026-10", "t1", hartley],
        ["audits_good", "%", "2026-10", "t2", hartley],
    ]


def test_only_what_is_to_be_filled_in_can_be_and_takes_only_what_fits(workbook: Path) -> None:
    page = openpyxl.load_workbook(workbook)["Returns"]
    unlocked = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert page.protection.sheet
    assert unlocked == {"F4", "H4", "F5", "G5", "H5", "F6", "G6", "H6"}
    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in page.data_validations.dataValidation}
    assert rules["F4"] == ("whole", "0")
    assert rules["G5"] == ("whole", "F5")
    assert "G4" not in rules  # a count has no denominator
    assert rules["H6"] == ("textLength", "1")


def test_another_sheet_explains_each_measure_once(workbook: Path) -> None:
    page = openpyxl.load_workbook(workbook)["How to fill it in"]
    text = "\n".join(str(cell.value) for row in page.iter_rows() for cell in row if cell.value)
    assert "Name no child" in text
    assert text.count(MEASURES["audits_good"].definition) == 1
    assert MEASURES["post_adoption_packages"].title not in text


def test_the_same_workbook_is_the_same_bytes(workbook: Path) -> None:
    assert template(RETURNS, OCTOBER) == workbook.read_bytes()


def test_what_was_filled_in_is_read_and_what_was_not_is_left_out(workbook: Path) -> None:
    assert read(whole(workbook, F6=None, G6=" ", H6=None), RETURNS, AT) == [
        Given(ReturnedMeasure.EMOTIONAL_WELLBEING_SUPPORT, OCTOBER, "", 12, None, "R. Okafor"),
        Given(ReturnedMeasure.AUDITS_GOOD, OCTOBER, "t1", 9, 18, "R. Okafor"),
    ]


@pytest.mark.parametrize(
    ("cells", "faults"),
    [
        ({"A5": "audit_good"}, ["A5: no such measure is returned; did you mean audits_good?"]),
        ({"A5": None}, ["A5: no such measure is returned"]),
        (
            {"A5": "feedback_positive", "E5": None},
            ["A5: nobody owes this measure: name somebody in returns.yaml"],
        ),
        ({"D5": "October"}, [f"D5: no period: {A_PERIOD}"]),
        (
            {"D5": datetime(2026, 10, 1)},  # noqa: DTZ001 - what Excel makes of 2026-10
            [f"D5: expected the period as text: {A_PERIOD}"],
        ),
        ({"D5": "2026-Q2"}, ["D5: it is owed every month: write one such as 2026-10"]),
        ({"D5": "2026-11"}, ["D5: the month has not ended yet"]),
        ({"E5": "t9"}, ["E5: expected the id of a team that owes it: t1, t2"]),
        ({"E5": None}, ["E5: expected the id of a team that owes it: t1, t2"]),
        ({"E4": "t1"}, ["E4: it is owed for the whole authority: leave the team empty"]),
        ({"F5": 9.5}, [f"F5: {A_NUMBER}"]),
        ({"F5": -1}, [f"F5: {A_NUMBER}"]),
        ({"F5": 10_000_000}, [f"F5: {A_NUMBER}"]),
        ({"F5": "9"}, [f"F5: {A_NUMBER}"]),
        ({"F5": "=4+5"}, [f"F5: {A_NUMBER}"]),
        ({"F5": True}, [f"F5: {A_NUMBER}"]),
        ({"F5": None}, [f"F5: {A_NUMBER}"]),
        ({"G5": None}, [f"G5: {A_NUMBER}"]),
        ({"G5": 8}, ["G5: less than F5: a part is never more than its whole"]),
        ({"G4": 50}, ["G4: it is a count: leave this cell empty"]),
        ({"H5": None}, [f"H5: {A_NAME}"]),
        ({"H5": "x" * 101}, [f"H5: {A_NAME}"]),
        ({"H5": '="A. " & "Green"'}, [f"H5: {A_NAME}"]),
        ({"H5": 4711}, [f"H5: {A_NAME}"]),
        ({"E6": "t1"}, ["A6: this figure stands above already: keep one of the two rows"]),
        (
            {"F3": "Number"},
            ["F3: expected the head How many; make the workbook anew with `lineofsight returns template`"],
        ),
        (
            {"F4": "twelve", "G5": 8, "H6": None},
            [
                f"F4: {A_NUMBER}",
                "G5: less than F5: a part is never more than its whole",
                f"H6: {A_NAME}",
            ],
        ),
    ],
)
def test_every_wrong_cell_is_named(workbook: Path, cells: dict[str, object], faults: list[str]) -> None:
    with pytest.raises(WorkbookError, match=rf"{len(faults)} cells? (is|are) wrong, and nothing was loaded") as error:
        read(whole(workbook, **cells), RETURNS, AT)
    assert error.value.faults == tuple(f"Returns!{fault}" for fault in faults)


def test_no_error_repeats_what_stands_in_a_cell(workbook: Path) -> None:
    cells = dict.fromkeys(("A4", "D4", "E4", "F4", "G4"), "Anna Archer, born 2014") | {"H4": "=Anna Archer"}
    with pytest.raises(WorkbookError) as error:
        read(fill(workbook, **cells), RETURNS, AT)
    assert len(error.value.faults) == 4  # in A, D, F and H: of what nobody knows neither team nor whole can be judged
    assert "Archer" not in "".join(error.value.faults)


def test_more_rows_than_anybody_owes_are_refused(workbook: Path) -> None:
    with pytest.raises(ReportsError, match="more than 10,000 rows"):
        read(fill(workbook, A10010="audits_good"), RETURNS, AT)


def test_every_returned_measure_is_defined_and_every_defined_one_is_returned() -> None:
    assert list(ReturnedMeasure) == RETURNED == [each.id for each in MEASURES.values() if each.domain == "returned"]
