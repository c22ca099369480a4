-- Every care episode: care status is taken when a child went missing, and a run of care is counted from its start,
-- however long ago either was.
SELECT
    clae_cla_episode_id,
    clae_person_id,
    clae_cla_episode_start_date,
    clae_cla_episode_ceased_date,
    clae_entered_care_date
FROM ssd_cla_episodes
