-- Involvements open at any time in the window, and all those of children who ever went missing:
-- the team of a return is that of the involvement open when the child went, however long ago.
-- All rows of a key come together (DQ02). Ends before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    invo_involvements_id,
    invo_professional_id,
    invo_professional_role_id,
    invo_professional_team,
    invo_person_id,
    invo_involvement_start_date,
    invo_involvement_end_date,
    invo_referral_id
FROM ssd_involvements
WHERE invo_involvements_id IS NULL
    OR invo_involvements_id IN (
        SELECT invo_involvements_id
        FROM ssd_involvements
        WHERE invo_involvement_end_date IS NULL
            OR invo_involvement_end_date >= :window_start
            OR invo_involvement_start_date >= :window_start
            OR invo_involvement_end_date < :calendar_start
            -- begin with ssd_missing
            OR invo_person_id IN (SELECT miss_person_id FROM ssd_missing)
            -- end with ssd_missing
    )
