"""Workers as HR and their managers know them, and managers' oversight of children."""

from reports.source.contract.kinds import GRADES, YES_NO, Table, choice, date, id_, number, text, time

TABLES = (
    Table(
        "local_worker",
        (
            id_("work_professional_id", required=True),
            text("work_role"),
            id_("work_team_id"),
            number("work_fte"),
            date("work_asye_start_date"),
            choice("work_agency_flag", YES_NO),
            date("work_start_date", required=True),
            date("work_end_date"),
        ),
        worker="work_professional_id",
        team="work_team_id",
        start="work_start_date",
        end="work_end_date",
    ),
    Table(
        "local_worker_absence",
        (
            id_("abse_professional_id", required=True),
            date("abse_start_date", required=True),
            date("abse_end_date"),
            choice("abse_reason", ("sickness", "parental leave", "other")),
        ),
        worker="abse_professional_id",
        start="abse_start_date",
        end="abse_end_date",
    ),
    Table(
        "local_supervision",
        (
            id_("supv_supervision_id", required=True),
            id_("supv_professional_id", required=True),
            id_("supv_supervisor_id"),
            date("supv_due_date"),
            time("supv_held_date"),
            choice("supv_type", ("individual", "group")),
            text("supv_not_held_reason"),
            time("supv_recorded_date"),
            choice("supv_audit_grade", GRADES),
        ),
        key="supv_supervision_id",
        worker="supv_professional_id",
        start="supv_held_date",
        recorded_after=("supv_recorded_date",),
    ),
    Table(
        "local_case_oversight",
        (
            id_("over_oversight_id", required=True),
            id_("over_person_id", required=True),
            id_("over_professional_id"),
            time("over_date", required=True),
            choice("over_type", ("case supervision", "management decision")),
            time("over_recorded_date"),
        ),
        key="over_oversight_id",
        person="over_person_id",
        start="over_date",
        recorded_after=("over_recorded_date",),
    ),
)
