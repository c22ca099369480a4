"""Private fostering: yearly, for the safeguarding board and the public.

A child is privately fostered who lives for 28 days or more with somebody who is no close relative, by the parents'
arrangement. The council must be told, and must visit.
"""

from reports.documents.composed import Composed, Part
from reports.documents.returned import not_returned
from reports.documents.shown import Given, Shown
from reports.documents.tables import Column, Table, table
from reports.section import ReportName

MEASURES = ("private_fostering_notifications", "private_fostering_visits_in_time")
TITLES = {
    "private_fostering_notifications": "Times the council was told of a private fostering arrangement",
    "private_fostering_visits_in_time": "Visits to privately fostered children made in time",
}
NOT_KNOWN = (
    ("How many children are privately fostered without the council's knowledge", "Nobody can know: it must be told."),
    ("How the children are", "A figure cannot say; the visits do, and stay with the child's own records."),
)


def _who(given: Given) -> Table:
    """Table who answers for each of the figures, and whether it was returned for the year."""
    rows = []
    for measure in MEASURES:
        owed = given.handed.settings.returns.measures.get(measure)  # type: ignore[call-overload] # a name of the enum
        figure = given.readings.history.at(measure)
        came = "Returned" if figure.collected else not_returned(measure, given.handed.settings)
        rows.append([given.title(measure), owed.who if owed else "Nobody is named", came])
    return table(
        "Who is responsible",
        [Column("Figure", "left", "44%"), Column("Who", "left", "28%"), Column("This year", "left", "28%")],
        rows,
    )


def _not_known(_: Given) -> Table:
    """Table what the figures do not tell."""
    return table(
        "What is not known",
        [Column("Question", "left", "50%"), Column("Why", "left", "50%")],
        [list(each) for each in NOT_KNOWN],
    )


REPORT = Composed(
    name=ReportName.PRIVATE_FOSTERING,
    title="Private fostering",
    tier="public",
    titles=TITLES,
    parts=(
        Part(
            "Notifications and visits",
            MEASURES,
            trends=MEASURES[:1],
            tables=(Shown(_who), Shown(_not_known)),
            note="A child is privately fostered who lives for 28 days or more with somebody who is no close relative, "
            "by the parents' arrangement. The council must be told, and must visit.",
        ),
    ),
)
