-- What does not depend on the period. Tables of the checked snapshot are views over its Parquet files; standards,
-- role_titles, ceilings, allocated_roles, social_work_roles and working_days are made from the settings.
-- RELATION is VIEW for a single period, TABLE for many.

CREATE TABLE team AS
SELECT dept_team_id AS team, coalesce(dept_team_parent_id, '') AS service
FROM ssd_department;

CREATE TABLE professional AS
SELECT
    prof_professional_id AS worker,
    prof_full_time_equivalency AS fte,
    coalesce(
        (
            SELECT arg_min(role, place)
            FROM role_titles
            WHERE contains(lower(prof_professional_job_title), part)
        ),
        'other'
    ) AS role
FROM ssd_professionals
WHERE prof_professional_id <> '-1';

CREATE RELATION allocated AS
SELECT
    invo_involvements_id AS involvement,
    invo_person_id AS person,
    invo_professional_id AS worker,
    coalesce(team, '') AS team,
    coalesce(service, '') AS service,
    invo_involvement_start_date AS started,
    invo_involvement_end_date AS ended
FROM ssd_involvements
LEFT JOIN team ON team = invo_professional_team
WHERE lower(trim(invo_professional_role_id)) IN (SELECT role FROM allocated_roles)
    AND invo_professional_id IN (SELECT worker FROM professional);

CREATE RELATION cin_episode AS
SELECT
    cine_person_id AS person,
    coalesce(team, '') AS team,
    coalesce(service, '') AS service,
    cine_referral_date AS started,
    cine_close_date AS ended
FROM ssd_cin_episodes
LEFT JOIN team ON team = cine_referral_team
WHERE cine_referral_nfa IS DISTINCT FROM 'y';

CREATE TABLE spell AS
SELECT
    work_professional_id AS worker,
    lower(trim(work_role)) AS role,
    coalesce(team, '') AS team,
    coalesce(work_team_id, '') AS team_id,
    coalesce(work_fte, fte) AS fte,
    work_asye_start_date::DATE AS asye_start,
    work_start_date::DATE AS started,
    coalesce(work_end_date::DATE, DATE '9999-12-31') AS ended
FROM local_worker
LEFT JOIN team ON team = work_team_id
LEFT JOIN professional ON worker = work_professional_id;

CREATE TABLE absence AS
SELECT
    abse_professional_id AS worker,
    abse_start_date::DATE AS started,
    coalesce(abse_end_date::DATE, DATE '9999-12-31') AS ended
FROM local_worker_absence;

CREATE RELATION supervision AS
SELECT
    supv_supervision_id AS session,
    supv_professional_id AS worker,
    supv_held_date AS held,
    (supv_held_date AT TIME ZONE 'Europe/London')::DATE AS day,
    (supv_recorded_date AT TIME ZONE 'Europe/London')::DATE AS recorded_day,
    supv_audit_grade AS grade
FROM local_supervision
WHERE supv_type = 'individual' AND supv_held_date IS NOT NULL;

-- Absences of children. A day lies between its midnight and the next; a time at exactly midnight is a day only.

CREATE MACRO next_midnight(instant) AS
    least(date_trunc('day', instant AT TIME ZONE 'Europe/London') + INTERVAL 1 DAY, TIMESTAMP '9999-12-31')
    AT TIME ZONE 'Europe/London';

CREATE MACRO time_only(instant) AS
    CASE
        WHEN date_trunc('day', instant AT TIME ZONE 'Europe/London') <> instant AT TIME ZONE 'Europe/London'
        THEN instant
    END;

CREATE TABLE absent AS
SELECT
    miss_table_id AS episode,
    miss_person_id AS person,
    miss_missing_episode_type AS kind,
    miss_missing_episode_start_date AS started,
    returned,
    returned_date_only,
    CASE WHEN returned_date_only THEN next_midnight(returned) ELSE returned END AS return_to,
    miss_missing_rhi_offered AS flag,
    time_only(mrep_police_reported_date) AS reported,
    time_only(mrep_police_logged_date) AS logged,
    time_only(mrep_authority_notified_date) AS notified
FROM ssd_missing
LEFT JOIN local_missing_report ON mrep_missing_id = miss_table_id;

CREATE TABLE in_care AS
SELECT DISTINCT episode
FROM absent
JOIN ssd_cla_episodes ON clae_person_id = person
WHERE clae_cla_episode_start_date < started
    AND (clae_cla_episode_ceased_date IS NULL OR clae_cla_episode_ceased_date >= started);

CREATE TABLE team_at_start AS
SELECT episode, arg_max(team, (allocated.started, involvement)) AS team
FROM absent
JOIN allocated USING (person)
WHERE allocated.started < absent.started AND (allocated.ended IS NULL OR allocated.ended >= absent.started)
GROUP BY episode;

CREATE TABLE linked AS
SELECT
    episode,
    rhi_interview_id AS interview,
    rhi_outcome AS outcome,
    rhi_offered_date AS offered_at,
    rhi_completed_date AS completed_at,
    CASE
        WHEN rhi_completed_date_only THEN next_midnight(rhi_completed_date) ELSE rhi_completed_date
    END AS completed_to,
    rhi_completed_date_only AS completed_date_only,
    coalesce(outcome = 'completed' AND completed_to >= returned, FALSE) AS happened
FROM local_return_interview_episode
JOIN local_return_interview ON rhi_interview_id = rhie_interview_id
JOIN absent ON episode = rhie_missing_id;

CREATE TABLE spoken AS
SELECT
    episode,
    bool_or(outcome IS NOT DISTINCT FROM 'not required') AS not_required,
    coalesce(bool_or(offered_at <= getvariable('as_at')), FALSE) AS offered,
    coalesce(bool_or(outcome IN ('declined by child', 'declined by carer')), FALSE) AS declined,
    bool_or(outcome IS NOT DISTINCT FROM 'not possible') AS not_possible,
    arg_min(linked, (completed_at, interview)) FILTER (happened) AS counted
FROM linked
GROUP BY episode;

CREATE TABLE episode AS
SELECT
    absent.*,
    CASE WHEN episode IN (SELECT episode FROM in_care) THEN 'looked_after' ELSE 'home' END AS care_status,
    coalesce(team_at_start.team, '') AS team,
    coalesce(service, '') AS service,
    NOT coalesce(not_required, FALSE) AND flag IS DISTINCT FROM 'na' AS required,
    coalesce(offered, FALSE) OR flag IS NOT DISTINCT FROM 'y' AS offered,
    coalesce(return_to + INTERVAL 72 HOUR <= getvariable('as_at'), FALSE) AS due,
    counted IS NOT NULL AS completed,
    counted IS NOT NULL AND counted.completed_to <= returned + INTERVAL 72 HOUR AS in_time,
    counted IS NOT NULL AND counted.completed_at > return_to + INTERVAL 72 HOUR AS late,
    coalesce(declined, FALSE) AS declined,
    coalesce(not_possible, FALSE) AS not_possible,
    counted.interview AS interview,
    counted.completed_at AS completed_at,
    counted.completed_date_only AS completed_date_only
FROM absent
LEFT JOIN team_at_start USING (episode)
LEFT JOIN team ON team.team = team_at_start.team
LEFT JOIN spoken USING (episode);
