"""What is held outside the case system: returned figures, homeless 16 and 17 year olds, the improvement plan."""

from reports.source.contract.kinds import Table, choice, date, id_, number, text, time

HOMELESS_OUTCOMES = (
    "returned home",
    "family or friends",
    "section 20",
    "section 17",
    "housing",
    "declined support",
    "open",
)
ACTION_STATUSES = ("not started", "under way", "done", "blocked")

TABLES = (
    Table(
        "local_return",
        (
            text("retn_measure"),
            date("retn_period_start", required=True),
            date("retn_period_end", required=True),
            id_("retn_team_id"),
            number("retn_numerator"),
            number("retn_denominator"),
            time("retn_recorded_date"),
            text("retn_recorded_by"),
        ),
        recorded_after=("retn_recorded_date",),
    ),
    Table(
        "local_homeless_presentation",
        (
            id_("homl_presentation_id", required=True),
            id_("homl_person_id", required=True),
            time("homl_date", required=True),
            time("homl_assessed_date"),
            choice("homl_outcome", HOMELESS_OUTCOMES),
            time("homl_decision_date"),
            time("homl_placed_date"),
            number("homl_bb_nights"),
        ),
        key="homl_presentation_id",
        person="homl_person_id",
        start="homl_date",
        recorded_after=("homl_assessed_date", "homl_decision_date", "homl_placed_date"),
    ),
    Table(
        "local_plan_action",
        (
            id_("acti_action_id", required=True),
            text("acti_theme"),
            text("acti_requirement"),
            text("acti_recommendations"),  # numbers with commas, in any order
            text("acti_lead"),
            date("acti_due_date"),
            choice("acti_status", ACTION_STATUSES),
            text("acti_progress"),
            text("acti_smart_target"),
            time("acti_updated_date"),
        ),
        key="acti_action_id",
        recorded_after=("acti_updated_date",),
    ),
)
