"""Where everything stands in a workbook of returns: its maker and its reader agree on it here."""

from enum import StrEnum

SHEET = "Returns"
HEAD_ROW = 3  # as Excel counts; the figures begin below it
LARGEST = 9_999_999  # what a figure may be: more is a slip of the finger
LONGEST_NAME = 100  # characters


class Column(StrEnum):
    """The columns of the sheet, by their letters."""

    MEASURE = "A"
    TITLE = "B"
    UNIT = "C"
    PERIOD = "D"
    TEAM = "E"
    NUMERATOR = "F"
    DENOMINATOR = "G"
    RETURNED_BY = "H"
    OWED_BY = "I"


HEADS = {
    Column.MEASURE: "Measure",
    Column.TITLE: "What is asked",
    Column.UNIT: "Unit",
    Column.PERIOD: "Period",
    Column.TEAM: "Team",
    Column.NUMERATOR: "How many",
    Column.DENOMINATOR: "Out of",
    Column.RETURNED_BY: "Returned by",
    Column.OWED_BY: "Owed by",
}
