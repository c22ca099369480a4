"""Progress of the improvement plan: its actions, as they are now (recommendation 1)."""

from reports.measures.cohorts import Cohorts
from reports.measures.held_outside_rows import HeldOutside, HeldOutsideOf
from reports.measures.registry import Family
from reports.measures.tally import Count, Tally

_TABLES = ("local_plan_action",)
_plan = Family("improvement plan", "1", _TABLES, _TABLES, standard="count")


@_plan.measure(
    title="Actions of the improvement plan",
    unit="actions",
    better=None,
    breakdowns="authority status plan_theme recommendation",
    numerator="actions",
)
def plan_actions(cohorts: Cohorts) -> Tally:
    """All actions of the plan, as they are when the data are pulled, whatever the period.

    An action that serves several recommendations counts under each of them.
    """
    return Count(cohorts.prepared.part(HeldOutside).actions, of="action")


@_plan.measure(
    title="Actions overdue",
    unit="actions",
    better="lower",
    breakdowns="authority plan_theme recommendation",
    numerator="actions",
)
def plan_actions_overdue(cohorts: Cohorts) -> Tally:
    """Actions due before the period's end that are not done when the data are pulled.

    What was done since, though late, is not among them, for earlier periods neither. An action that serves several
    recommendations counts under each of them.
    """
    return Count(cohorts.part(HeldOutsideOf).overdue, of="action")
