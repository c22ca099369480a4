-- Care leavers: who holds them, and with which team.
SELECT
    clea_person_id,
    clea_care_leaver_eligibility,
    clea_care_leaver_allocated_team,
    clea_care_leaver_worker_id
FROM ssd_care_leavers
