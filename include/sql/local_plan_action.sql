-- Every action of the improvement plan.
SELECT
    acti_action_id,
    acti_theme,
    acti_requirement,
    acti_recommendations,
    acti_lead,
    acti_due_date,
    acti_status,
    acti_progress,
    acti_smart_target,
    acti_updated_date
FROM local_plan_action
