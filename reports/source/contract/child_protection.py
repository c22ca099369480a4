"""Child protection: section 47 enquiries, initial conferences, plans with their reviews and visits."""

from reports.source.contract.kinds import YES_NO, Table, choice, id_, time

TABLES = (
    Table(
        "ssd_s47_enquiry",
        (
            id_("s47e_s47_enquiry_id", required=True),
            id_("s47e_person_id", required=True),
            time("s47e_s47_start_date", required=True),
            time("s47e_s47_end_date"),
            choice("s47e_s47_nfa", YES_NO),
            id_("s47e_s47_completed_by_team"),
        ),
        key="s47e_s47_enquiry_id",
        person="s47e_person_id",
        team="s47e_s47_completed_by_team",
        start="s47e_s47_start_date",
        end="s47e_s47_end_date",
    ),
    Table(
        "ssd_initial_cp_conference",
        (
            id_("icpc_icpc_id", required=True),
            id_("icpc_s47_enquiry_id"),
            id_("icpc_person_id", required=True),
            choice("icpc_icpc_transfer_in", YES_NO),
            time("icpc_icpc_date"),
            id_("icpc_icpc_team"),
        ),
        key="icpc_icpc_id",
        person="icpc_person_id",
        team="icpc_icpc_team",
        start="icpc_icpc_date",
    ),
    Table(
        "ssd_cp_plans",
        (
            id_("cppl_cp_plan_id", required=True),
            id_("cppl_person_id", required=True),
            time("cppl_cp_plan_start_date", required=True),
            time("cppl_cp_plan_end_date"),
            choice("cppl_cp_plan_ola", YES_NO),
        ),
        key="cppl_cp_plan_id",
        person="cppl_person_id",
        start="cppl_cp_plan_start_date",
        end="cppl_cp_plan_end_date",
    ),
    Table(
        "ssd_cp_reviews",
        (
            id_("cppr_cp_review_id", required=True),
            id_("cppr_person_id", required=True),
            id_("cppr_cp_plan_id"),
            time("cppr_cp_review_date"),
        ),
        key="cppr_cp_review_id",
        person="cppr_person_id",
        start="cppr_cp_review_date",
    ),
    Table(
        "ssd_cp_visits",
        (
            id_("cppv_cp_visit_id", required=True),
            id_("cppv_person_id", required=True),
            time("cppv_cp_visit_date", required=True),
            choice("cppv_cp_visit_seen", YES_NO),
        ),
        key="cppv_cp_visit_id",
        person="cppv_person_id",
        start="cppv_cp_visit_date",
    ),
)
