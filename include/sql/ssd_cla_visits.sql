-- Visits to children in care in the window.
-- All rows of a key come together (DQ02). Dates before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    clav_cla_visit_id,
    clav_person_id,
    clav_cla_visit_date
FROM ssd_cla_visits
WHERE clav_cla_visit_id IS NULL
    OR clav_cla_visit_id IN (
        SELECT clav_cla_visit_id
        FROM ssd_cla_visits
        WHERE clav_cla_visit_date IS NULL
            OR clav_cla_visit_date >= :window_start
            OR clav_cla_visit_date < :calendar_start
    )
