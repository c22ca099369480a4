-- Referrals and the episodes they opened, where open at any time in the window, and those of the year before it: a
-- referral in the window may be the child's second within twelve months. With assessments, all of them: one that nobody
-- ended is judged by its referral, however long that is closed.
-- All rows of a key come together (DQ02). Ends before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    cine_referral_id,
    cine_person_id,
    cine_referral_date,
    cine_referral_nfa,
    cine_close_date,
    cine_close_reason,
    cine_referral_team
FROM ssd_cin_episodes
WHERE cine_referral_id IS NULL
    OR cine_referral_id IN (
        SELECT cine_referral_id
        FROM ssd_cin_episodes
        WHERE cine_close_date IS NULL
            OR cine_close_date >= :window_start
            OR cine_referral_date >= :year_before_window
            OR cine_close_date < :calendar_start
            -- begin with ssd_cin_assessments
            OR cine_close_date < :window_start
            -- end with ssd_cin_assessments
    )
