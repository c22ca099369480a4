-- Assessments that were open at any time in the window.
-- All rows of a key come together (DQ02). Dates before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    cina_assessment_id,
    cina_person_id,
    cina_referral_id,
    cina_assessment_start_date,
    cina_assessment_auth_date,
    cina_assessment_team
FROM ssd_cin_assessments
WHERE cina_assessment_id IS NULL
    OR cina_assessment_id IN (
        SELECT cina_assessment_id
        FROM ssd_cin_assessments
        WHERE cina_assessment_auth_date IS NULL
            OR cina_assessment_auth_date >= :window_start
            OR cina_assessment_start_date >= :window_start
            OR cina_assessment_auth_date < :calendar_start
    )
