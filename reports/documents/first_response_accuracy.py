"""How accurate First Response's figures are: what was recorded late, changed since last week, undecided, unlinked."""

from typing import Any

import pandas as pd

from reports.documents.composed import Part
from reports.documents.shown import Field, Given, Shown, listed
from reports.documents.tables import Cell, Column, Table, table
from reports.documents.words import DASH, heading
from reports.figures import AUTHORITY, show
from reports.measures import MEASURES

COUNTED = ("contacts", "referrals", "assessments_completed")  # events that cannot become more after their week
WEEKS_SHOWN = 4


def _recorded_late(given: Given) -> Table:
    """Table how many events of earlier weeks there are now, and how many there were when those weeks were issued."""
    changed = given.handed.changed
    of_all = changed[(changed["breakdown"] == AUTHORITY) & changed["measure"].isin(COUNTED)]
    rows: list[list[Cell | str]] = []
    period = given.handed.period
    for week in [period.shift(-back) for back in range(1, WEEKS_SHOWN + 1)]:
        theirs = of_all[of_all["period_start"] == week.start.isoformat()].set_index("measure")
        if len(theirs):
            rows.append([heading(week, period), *(_more(theirs, measure) for measure in COUNTED)])
    return table(
        "Recorded late: events of earlier weeks that were not there when their week was issued",
        [Column("Week of", "left", "28%"), *(Column(MEASURES[measure].title) for measure in COUNTED)],
        rows,
        note="How many more there are now than were issued; a minus: there are fewer. Weeks that stayed as they were "
        "are left out.",
        anchor="recorded-late",
    )


def _more(theirs: Any, measure: str) -> Cell:
    if measure not in theirs.index:
        return Cell(DASH)
    more = float(theirs.loc[measure, "now"]) - float(theirs.loc[measure, "issued"])
    return (
        Cell(DASH)
        if pd.isna(more)
        else Cell(f"{'+' if more > 0 else ''}{show(more, MEASURES[measure].unit)}", strong=True)
    )


ACCURACY = Part(
    "How accurate these figures are",
    tables=(
        Shown(_recorded_late, measures=COUNTED),
        listed(
            "unlinked_assessments",
            "Assessments that belong to no known referral: they can be neither in time nor overdue",
            (
                Field("child", "Child", "16%"),
                Field("team", "Team", "40%"),
                Field("started", "Started", "22%"),
                Field("authorised", "Authorised", "22%"),
            ),
            "assessment",
        ),
    ),
    note="Contacts without a decision stand in the first part. Other figures that are now different from what was "
    "issued, and the rules that records break, stand under Data quality.",
)
