"""What fields are for: by which a row has its time, and which measures are made of those that may be empty."""

from collections.abc import Mapping

from reports.workflow.doctor.finding import made_from, needing

DATED = {  # when a row is of, in the tables that have no start
    "local_return_interview": "rhi_completed_date",
    "local_missing_report": "mrep_police_reported_date",
    "local_contact_decision": "cdec_decided_date",
    "ssd_cla_reviews": "clar_cla_review_date",
    "ssd_cla_health": "clah_health_check_date",
    "local_return": "retn_period_start",
    "local_plan_action": "acti_updated_date",
}
MAY_LIE_AHEAD = ("clah_health_check_date",)  # one that is planned
_ENDED_PLANS = ("cp_plans_ended", "cp_plan_length", "cp_plans_over_2_years_ended")

MADE_OF: Mapping[str, tuple[str, ...]] = {
    "supv_held_date": tuple(needing("local_supervision")),
    "supv_type": tuple(needing("local_supervision")),
    "supv_recorded_date": ("supervision_recorded_late",),
    "supv_audit_grade": ("supervision_graded_good",),
    "work_asye_start_date": ("asye_on_schedule",),
    "miss_missing_episode_end_date": ("returns", "still_missing", "long_absences"),
    "mrep_police_reported_date": ("police_logging_delay", "police_logging_delay_p90"),
    "mrep_police_logged_date": ("police_logging_delay", "police_logging_delay_p90"),
    "mrep_authority_notified_date": ("notification_delay",),
    "rhi_outcome": tuple(needing("local_return_interview")),
    "rhi_completed_date": ("interviews_completed", "interviews_in_time", "hours_to_interview"),
    "rhi_independent_flag": ("interviews_independent",),
    "rhi_audit_grade": ("interviews_graded_good",),
    "cdec_decided_date": tuple(needing("local_contact_decision")),
    "cinv_cin_visit_seen": tuple(made_from("ssd_cin_visits")),
    "cina_referral_id": tuple(made_from("ssd_cin_assessments", "ssd_cin_episodes")),
    "cina_assessment_auth_date": tuple(made_from("ssd_cin_assessments")),
    "s47e_s47_end_date": ("enquiries_without_conference",),
    "icpc_s47_enquiry_id": tuple(made_from("ssd_initial_cp_conference")),
    "icpc_icpc_date": tuple(made_from("ssd_initial_cp_conference")),
    "cppl_cp_plan_end_date": _ENDED_PLANS,
    "cppr_cp_plan_id": tuple(made_from("ssd_cp_reviews")),
    "cppr_cp_review_date": tuple(made_from("ssd_cp_reviews")),
    "cppv_cp_visit_seen": tuple(made_from("ssd_cp_visits")),
    "lega_legal_status": tuple(made_from("ssd_legal_status")),
    "clap_cla_placement_type": ("placements_three_or_more",),
    "clar_cla_review_due_date": tuple(made_from("ssd_cla_reviews")),
    "clar_cla_review_date": tuple(made_from("ssd_cla_reviews")),
    "clah_health_check_date": tuple(made_from("ssd_cla_health")),
    "clah_health_check_status": tuple(made_from("ssd_cla_health")),
    "csdq_sdq_completed_date": tuple(made_from("ssd_sdq_scores")),
    "csdq_sdq_score": tuple(made_from("ssd_sdq_scores")),
    "pers_dob": tuple(made_from("ssd_person")),
    "clea_care_leaver_in_touch": ("care_leavers_in_touch", "care_leavers_suitable_home"),
    "clea_care_leaver_accom_suitable": ("care_leavers_suitable_home",),
    "clea_care_leaver_activity": ("care_leavers_in_eet",),
    "clea_pathway_plan_review_date": ("pathway_plans_reviewed",),
    "retn_measure": tuple(needing("local_return")),
    "retn_numerator": tuple(needing("local_return")),
    "homl_assessed_date": ("homeless_assessed_in_time",),
    "homl_outcome": ("homeless_outcomes",),
    "homl_decision_date": ("homeless_days_to_placement",),
    "homl_placed_date": ("homeless_days_to_placement",),
    "homl_bb_nights": ("homeless_bb_nights",),
    "acti_status": tuple(needing("local_plan_action")),
    "acti_due_date": ("plan_actions_overdue",),
}
