-- Care episodes open at any time in the window, and all those of children who ever went missing:
-- care status is taken when the child went, however long ago.
-- All rows of a key come together (DQ02). Ends before 1900 are placeholders, or text that is no date:
-- they come along to be judged.
SELECT
    clae_cla_episode_id,
    clae_person_id,
    clae_cla_episode_start_date,
    clae_cla_episode_ceased_date
FROM ssd_cla_episodes
WHERE clae_cla_episode_id IS NULL
    OR clae_cla_episode_id IN (
        SELECT clae_cla_episode_id
        FROM ssd_cla_episodes
        WHERE clae_cla_episode_ceased_date IS NULL
            OR clae_cla_episode_ceased_date >= :window_start
            OR clae_cla_episode_start_date >= :window_start
            OR clae_cla_episode_ceased_date < :calendar_start
            OR clae_person_id IN (SELECT miss_person_id FROM ssd_missing)
    )
