-- Visits to children in need in the window.
-- All rows of a key come together (DQ02). Dates before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    cinv_cin_visit_id,
    cinv_person_id,
    cinv_cin_visit_date,
    cinv_cin_visit_seen
FROM ssd_cin_visits
WHERE cinv_cin_visit_id IS NULL
    OR cinv_cin_visit_id IN (
        SELECT cinv_cin_visit_id
        FROM ssd_cin_visits
        WHERE cinv_cin_visit_date IS NULL
            OR cinv_cin_visit_date >= :window_start
            OR cinv_cin_visit_date < :calendar_start
    )
