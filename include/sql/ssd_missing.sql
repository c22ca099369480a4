-- Every missing and away episode: links from interviews are judged against all of them (DQ17).
SELECT
    miss_table_id,
    miss_person_id,
    miss_missing_episode_start_date,
    miss_missing_episode_type,
    miss_missing_episode_end_date,
    miss_missing_rhi_offered,
    miss_missing_rhi_accepted
FROM ssd_missing
