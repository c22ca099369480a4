-- Views of the SSD with what the reports read and nothing else, for PostgreSQL. Put the schema in which your SSD
-- lies for ssd_development. Names, addresses and the rest stay out of the reader's sight; and where your system holds a
-- thing in another way, its view is the place to put it right (docs/systems.md). Run local_tables.sql first.
-- A reader of the views needs no right to the tables below them: their owner's rights count.

CREATE VIEW lineofsight.ssd_person AS
SELECT
    pers_person_id,
    pers_dob,
    pers_sex,
    pers_ethnicity,
    pers_death_date
FROM ssd_development.ssd_person;

CREATE VIEW lineofsight.ssd_involvements AS
SELECT
    invo_involvements_id,
    invo_professional_id,
    invo_professional_role_id,
    invo_professional_team,
    invo_person_id,
    invo_involvement_start_date,
    invo_involvement_end_date,
    invo_referral_id
FROM ssd_development.ssd_involvements;

CREATE VIEW lineofsight.ssd_professionals AS
SELECT
    prof_professional_id,
    prof_staff_id,
    prof_professional_name,
    prof_professional_job_title,
    prof_full_time_equivalency,
    prof_agency_worker_flag
FROM ssd_development.ssd_professionals;

CREATE VIEW lineofsight.ssd_department AS
SELECT
    dept_team_id,
    dept_team_name,
    dept_team_parent_id,
    dept_team_parent_name
FROM ssd_development.ssd_department;

CREATE VIEW lineofsight.ssd_cin_episodes AS
SELECT
    cine_referral_id,
    cine_person_id,
    cine_referral_date,
    cine_referral_nfa,
    cine_close_date,
    cine_close_reason,
    cine_referral_team
FROM ssd_development.ssd_cin_episodes;

CREATE VIEW lineofsight.ssd_cla_episodes AS
SELECT
    clae_cla_episode_id,
    clae_person_id,
    clae_cla_episode_start_date,
    clae_cla_episode_ceased_date
FROM ssd_development.ssd_cla_episodes;

CREATE VIEW lineofsight.ssd_care_leavers AS
SELECT
    clea_person_id,
    clea_care_leaver_eligibility,
    clea_care_leaver_allocated_team,
    clea_care_leaver_worker_id
FROM ssd_development.ssd_care_leavers;

CREATE VIEW lineofsight.ssd_missing AS
SELECT
    miss_table_id,
    miss_person_id,
    miss_missing_episode_start_date,
    miss_missing_episode_type,
    miss_missing_episode_end_date,
    miss_missing_rhi_offered,
    miss_missing_rhi_accepted
FROM ssd_development.ssd_missing;
