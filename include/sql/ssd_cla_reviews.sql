-- Reviews of children in care due in the window.
-- All rows of a key come together (DQ02). Dates before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    clar_cla_review_id,
    clar_cla_review_due_date,
    clar_cla_review_date,
    clar_cla_review_cancelled
FROM ssd_cla_reviews
WHERE clar_cla_review_id IS NULL
    OR clar_cla_review_id IN (
        SELECT clar_cla_review_id
        FROM ssd_cla_reviews
        WHERE clar_cla_review_due_date IS NULL
            OR clar_cla_review_due_date >= :window_start
            OR clar_cla_review_due_date < :calendar_start
    )
