-- What was decided on contacts in the window. All rows of a key come together (DQ02). Dates before 1900 are
-- placeholders, or text that is no date: they come along to be judged.
SELECT
    cdec_contact_id,
    cdec_decided_date,
    cdec_decision
FROM local_contact_decision
WHERE cdec_contact_id IS NULL
    OR cdec_contact_id IN (
        SELECT cdec_contact_id
        FROM local_contact_decision
        WHERE cdec_decided_date IS NULL
            OR cdec_decided_date >= :window_start
            OR cdec_decided_date < :calendar_start
    )
