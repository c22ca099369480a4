-- Absences on any day of the window. Ends before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    abse_professional_id,
    abse_start_date,
    abse_end_date,
    abse_reason
FROM local_worker_absence
WHERE abse_end_date IS NULL
    OR abse_end_date >= :window_start
    OR abse_start_date >= :window_start
    OR abse_end_date < :calendar_start
