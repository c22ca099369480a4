-- Health checks of children in care in the window: a child who enters care in it is checked after that.
-- All rows of a key come together (DQ02). Dates before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    clah_health_check_id,
    clah_person_id,
    clah_health_check_date,
    clah_health_check_status
FROM ssd_cla_health
WHERE clah_health_check_id IS NULL
    OR clah_health_check_id IN (
        SELECT clah_health_check_id
        FROM ssd_cla_health
        WHERE clah_health_check_date IS NULL
            OR clah_health_check_date >= :window_start
            OR clah_health_check_date < :calendar_start
    )
