-- Every review of a child protection plan: a plan open in the window may be years old.
SELECT
    cppr_cp_review_id,
    cppr_person_id,
    cppr_cp_plan_id,
    cppr_cp_review_date
FROM ssd_cp_reviews
