-- Every supervision meeting: a worker's last session counts however long ago it was.
SELECT
    supv_supervision_id,
    supv_professional_id,
    supv_supervisor_id,
    supv_due_date,
    supv_held_date,
    supv_type,
    supv_not_held_reason,
    supv_recorded_date,
    supv_audit_grade
FROM local_supervision
