-- Oversight recorded in the window. All rows of a key come together (DQ02). Dates before 1900 are
-- placeholders, or text that is no date: they come along to be judged.
SELECT
    over_oversight_id,
    over_person_id,
    over_professional_id,
    over_date,
    over_type,
    over_recorded_date
FROM local_case_oversight
WHERE over_oversight_id IS NULL
    OR over_oversight_id IN (
        SELECT over_oversight_id
        FROM local_case_oversight
        WHERE over_date IS NULL
            OR over_date >= :window_start
            OR over_date < :calendar_start
    )
