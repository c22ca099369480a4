"""Progress of the improvement plan: monthly, for the board and the Cabinet. What is done, late or blocked?

Actions are about nobody, so they stand here whole; the measures beside them are suppressed as in any member report.
"""

import pandas as pd

from reports.documents.composed import Composed, Part
from reports.documents.history import each
from reports.documents.shown import Field, Given, Shown, by, listed
from reports.documents.tables import Cell, Column, Table, table
from reports.documents.words import DASH, count, plural, sentence, short_day
from reports.section import ReportName

# What a recommendation may be shown by (owners.yaml says which): a member report is handed no other measure.
SHOWN_BY = (
    "average_caseload",
    "workers_over_ceiling",
    "supervised",
    "children_overseen",
    "asye_on_schedule",
    "interviews_completed",
    "interviews_in_time",
    "contacts_decided_in_time",
    "assessments_in_45_days",
    "audits_good",
)
ACTIONS_SHOWN = 60


def _summary(given: Given) -> tuple[str, ...]:
    """Say how many actions are done, overdue and blocked."""
    history = given.readings.history
    every = history.at("plan_actions")
    if not every.collected:
        return ("The actions of the improvement plan are not collected.",)
    if not every.value:
        return ("No action of the improvement plan is recorded.",)
    done, blocked = (history.at("plan_actions", "status", status).value for status in ("done", "blocked"))
    overdue = history.at("plan_actions_overdue").value
    return (
        sentence(f"{done:.0f} of {count(every.value, 'action')} of the improvement plan {plural('is', done)} done"),
        sentence(f"{_are(overdue, 'overdue')} and {_are(blocked, 'blocked')}"),
    )


def _are(number: float, what: str) -> str:
    return f"{number:.0f} {plural('is', number)} {what}" if number else f"none is {what}"


def _actions(given: Given) -> Table:
    """Table every action with its lead, its day, its status, and the target by which it is judged."""
    rows: list[list[Cell | str]] = []
    for action in each(given.handed.lists["plan_actions"].head(ACTIONS_SHOWN)):
        late = action.status != "done" and action.due < pd.Timestamp(given.handed.period.end)
        rows.append(
            [
                _text(action.requirement),
                _text(action.recommendations),
                Cell(_text(action.smart_target), _text(action.progress)),
                _text(action.lead),
                Cell(short_day(action.due), "overdue" if late else "", strong=late),
                _text(action.status).capitalize(),
            ]
        )
    return table(
        "Every action: its target, and how far it is",
        [
            Column("Action", "left", "24%"),
            Column("Rec.", "left", "8%"),
            Column("Smart target, and progress", "left", "34%"),
            Column("Lead", "left", "14%"),
            Column("Due", "left", "10%"),
            Column("Status", "left", "10%"),
        ],
        rows,
    )


def _shown_by(given: Given) -> Table:
    """Table the measures that show how a recommendation goes, as owners.yaml names them."""
    rows: list[list[Cell | str]] = []
    for number, measures in sorted(given.handed.settings.owners.shown_by.items()):
        for measure in measures:
            if measure in SHOWN_BY:
                one = given.of(measure)
                rows.append(
                    [
                        f"{number}",
                        one.title,
                        Cell(one.now.shown, one.now.fraction, strong=True),
                        one.year_before.shown,
                        one.target,
                        one.signal.words,
                    ]
                )
    return table(
        "What the figures say of each recommendation",
        [
            Column("Rec.", "left", "7%"),
            Column("Measure", "left", "35%"),
            Column("Now", "right", "13%"),
            Column("A year ago", "right", "11%"),
            Column("Target", "right", "9%"),
            Column("Signal", "left", "25%"),
        ],
        rows,
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) and value else DASH


REPORT = Composed(
    name=ReportName.PLAN_PROGRESS,
    title="Progress of the improvement plan",
    tier="member",
    summary=_summary,
    headlines=("plan_actions", "plan_actions_overdue"),
    parts=(
        Part(
            "By status, theme and recommendation",
            tables=(
                by("status", ("plan_actions",), "Actions by status", heads=("Actions",)),
                by(
                    "plan_theme",
                    ("plan_actions_overdue", "plan_actions"),
                    "Themes, most overdue first",
                    heads=("Overdue", "Actions"),
                ),
                by(
                    "recommendation",
                    ("plan_actions_overdue", "plan_actions"),
                    "Recommendations, most overdue first",
                    heads=("Overdue", "Actions"),
                    most=20,
                ),
            ),
            note="An action that serves several recommendations counts under each of them.",
        ),
        Part("Does it show?", tables=(Shown(_shown_by, measures=SHOWN_BY),)),
        Part(
            "Overdue actions",
            tables=(
                listed(
                    "plan_actions_overdue",
                    "Overdue, oldest first",
                    (
                        Field("requirement", "Action", "40%"),
                        Field("lead", "Lead", "22%"),
                        Field("due", "Due", "14%"),
                        Field("status", "Status", "12%"),
                        Field("days_over", "Days over", "12%", strong=True),
                    ),
                    "action",
                ),
            ),
        ),
        Part("Every action", tables=(Shown(_actions, lists=("plan_actions",)),)),
    ),
)
