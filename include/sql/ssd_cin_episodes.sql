-- Referrals and the episodes they opened, where open at any time in the window.
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
            OR cine_referral_date >= :window_start
            OR cine_close_date < :calendar_start
    )
