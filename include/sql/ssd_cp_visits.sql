-- Visits under child protection plans in the window.
-- All rows of a key come together (DQ02). Dates before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    cppv_cp_visit_id,
    cppv_person_id,
    cppv_cp_visit_date,
    cppv_cp_visit_seen
FROM ssd_cp_visits
WHERE cppv_cp_visit_id IS NULL
    OR cppv_cp_visit_id IN (
        SELECT cppv_cp_visit_id
        FROM ssd_cp_visits
        WHERE cppv_cp_visit_date IS NULL
            OR cppv_cp_visit_date >= :window_start
            OR cppv_cp_visit_date < :calendar_start
    )
