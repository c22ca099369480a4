"""Children who went missing, and their return interviews."""

from reports.source.contract.kinds import GRADES, OUTCOMES, PRECISIONS, YES_NO, Table, choice, id_, text, time

TABLES = (
    Table(
        "ssd_missing",
        (
            id_("miss_table_id", required=True),
            id_("miss_person_id", required=True),
            time("miss_missing_episode_start_date", required=True),
            choice("miss_missing_episode_type", ("m", "a")),
            time("miss_missing_episode_end_date"),
            choice("miss_missing_rhi_offered", ("y", "n", "na")),
            choice("miss_missing_rhi_accepted", ("y", "n", "na")),
        ),
        key="miss_table_id",
        person="miss_person_id",
        start="miss_missing_episode_start_date",
        end="miss_missing_episode_end_date",
    ),
    Table(
        "local_missing_report",
        (
            id_("mrep_missing_id", required=True),
            time("mrep_police_reported_date"),
            time("mrep_police_logged_date"),
            time("mrep_authority_notified_date"),
            time("mrep_returned_date"),
            choice("mrep_returned_precision", PRECISIONS),
            choice("mrep_risk", ("high", "medium", "low")),
        ),
        key="mrep_missing_id",
        recorded_after=("mrep_police_logged_date", "mrep_authority_notified_date"),
    ),
    Table(
        "local_return_interview",
        (
            id_("rhi_interview_id", required=True),
            id_("rhi_person_id", required=True),
            time("rhi_offered_date"),
            choice("rhi_outcome", OUTCOMES),
            text("rhi_not_required_reason"),
            time("rhi_completed_date"),
            choice("rhi_completed_precision", PRECISIONS),
            text("rhi_provider"),
            choice("rhi_independent_flag", YES_NO),
            choice("rhi_audit_grade", GRADES),
            time("rhi_recorded_date"),
        ),
        key="rhi_interview_id",
        person="rhi_person_id",
        recorded_after=("rhi_offered_date", "rhi_recorded_date"),
    ),
    Table("local_return_interview_episode", (id_("rhie_interview_id"), id_("rhie_missing_id"))),
    Table(
        "local_return_interview_theme",
        (
            id_("rhit_interview_id"),
            choice("rhit_kind", ("push", "pull", "harm", "input")),
            text("rhit_theme"),
        ),
    ),
)
