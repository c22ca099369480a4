-- Every child protection plan: an earlier one counts however long ago it was.
SELECT
    cppl_cp_plan_id,
    cppl_person_id,
    cppl_cp_plan_start_date,
    cppl_cp_plan_end_date,
    cppl_cp_plan_ola
FROM ssd_cp_plans
