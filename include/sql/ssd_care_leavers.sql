-- Care leavers as they are now: who holds them, with which team, and how they fare.
SELECT
    clea_person_id,
    clea_care_leaver_eligibility,
    clea_care_leaver_in_touch,
    clea_care_leaver_accom_suitable,
    clea_care_leaver_activity,
    clea_pathway_plan_review_date,
    clea_care_leaver_allocated_team,
    clea_care_leaver_worker_id
FROM ssd_care_leavers
