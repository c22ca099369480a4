"""Children in care: legal status, placements, permanence, reviews, visits, health checks, SDQ scores."""

from reports.source.contract.kinds import YES_NO, Table, choice, id_, text, time

TABLES = (
    Table(
        "ssd_legal_status",
        (
            id_("lega_legal_status_id", required=True),
            id_("lega_person_id", required=True),
            text("lega_legal_status"),
            time("lega_legal_status_start_date", required=True),
            time("lega_legal_status_end_date"),
        ),
        key="lega_legal_status_id",
        person="lega_person_id",
        start="lega_legal_status_start_date",
        end="lega_legal_status_end_date",
    ),
    Table(
        "ssd_cla_placement",
        (
            id_("clap_cla_placement_id", required=True),
            id_("clap_person_id", required=True),
            time("clap_cla_placement_start_date", required=True),
            time("clap_cla_placement_end_date"),
            text("clap_cla_placement_type"),
        ),
        key="clap_cla_placement_id",
        person="clap_person_id",
        start="clap_cla_placement_start_date",
        end="clap_cla_placement_end_date",
    ),
    Table(
        "ssd_permanence",
        (
            id_("perm_table_id", required=True),
            id_("perm_person_id", required=True),
            time("perm_adm_decision_date"),
            time("perm_placement_order_date"),
            time("perm_matched_date"),
            time("perm_permanence_order_date"),
        ),
        key="perm_table_id",
        person="perm_person_id",
        recorded_after=(
            "perm_adm_decision_date",
            "perm_placement_order_date",
            "perm_matched_date",
            "perm_permanence_order_date",
        ),
    ),
    Table(
        "ssd_cla_reviews",
        (
            id_("clar_cla_review_id", required=True),
            time("clar_cla_review_due_date"),
            time("clar_cla_review_date"),
            choice("clar_cla_review_cancelled", YES_NO),
        ),
        key="clar_cla_review_id",
        recorded_after=("clar_cla_review_date",),
    ),
    Table(
        "ssd_cla_visits",
        (
            id_("clav_cla_visit_id", required=True),
            id_("clav_person_id", required=True),
            time("clav_cla_visit_date", required=True),
        ),
        key="clav_cla_visit_id",
        person="clav_person_id",
        start="clav_cla_visit_date",
    ),
    Table(
        "ssd_cla_health",
        (
            id_("clah_health_check_id", required=True),
            id_("clah_person_id", required=True),
            time("clah_health_check_date"),
            text("clah_health_check_status"),
        ),
        key="clah_health_check_id",
        person="clah_person_id",
    ),
    Table(
        "ssd_sdq_scores",
        (
            id_("csdq_table_id", required=True),
            id_("csdq_person_id", required=True),
            time("csdq_sdq_completed_date"),
            text("csdq_sdq_score"),  # a number of 0 to 40, or the reason why there is none
        ),
        key="csdq_table_id",
        person="csdq_person_id",
        start="csdq_sdq_completed_date",
    ),
)
