-- Every return interview: links are judged against all of them (DQ17).
SELECT
    rhi_interview_id,
    rhi_person_id,
    rhi_offered_date,
    rhi_outcome,
    rhi_not_required_reason,
    rhi_completed_date,
    rhi_completed_precision,
    rhi_provider,
    rhi_independent_flag,
    rhi_audit_grade,
    rhi_recorded_date
FROM local_return_interview
