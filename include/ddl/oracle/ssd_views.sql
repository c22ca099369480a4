-- Views of the SSD with what the reports read and nothing else, for Oracle. Put the schema in which your SSD
-- lies for ssd_development. Names, addresses and the rest stay out of the reader's sight; and where your system holds a
-- thing in another way, its view is the place to put it right (docs/systems.md). Run local_tables.sql first.
-- Leave out a view whose table your SSD has not, and whose reports go to nobody.
-- The owner of the SSD lets lineofsight read it, and pass that on through its views.

GRANT SELECT ON ssd_development.ssd_person TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_person AS
SELECT
    pers_person_id,
    pers_dob,
    pers_sex,
    pers_ethnicity,
    pers_death_date
FROM ssd_development.ssd_person;

GRANT SELECT ON ssd_development.ssd_involvements TO lineofsight WITH GRANT OPTION;

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

GRANT SELECT ON ssd_development.ssd_professionals TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_professionals AS
SELECT
    prof_professional_id,
    prof_staff_id,
    prof_professional_name,
    prof_professional_job_title,
    prof_full_time_equivalency,
    prof_agency_worker_flag
FROM ssd_development.ssd_professionals;

GRANT SELECT ON ssd_development.ssd_department TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_department AS
SELECT
    dept_team_id,
    dept_team_name,
    dept_team_parent_id,
    dept_team_parent_name
FROM ssd_development.ssd_department;

GRANT SELECT ON ssd_development.ssd_cin_episodes TO lineofsight WITH GRANT OPTION;

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

GRANT SELECT ON ssd_development.ssd_cla_episodes TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cla_episodes AS
SELECT
    clae_cla_episode_id,
    clae_person_id,
    clae_cla_episode_start_date,
    clae_cla_episode_ceased_date,
    clae_entered_care_date
FROM ssd_development.ssd_cla_episodes;

GRANT SELECT ON ssd_development.ssd_care_leavers TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_care_leavers AS
SELECT
    clea_person_id,
    clea_care_leaver_eligibility,
    clea_care_leaver_in_touch,
    clea_care_leaver_accom_suitable,
    clea_care_leaver_activity,
    clea_pathway_plan_review_date,
    clea_care_leaver_allocated_team,
    clea_care_leaver_worker_id
FROM ssd_development.ssd_care_leavers;

GRANT SELECT ON ssd_development.ssd_missing TO lineofsight WITH GRANT OPTION;

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

GRANT SELECT ON ssd_development.ssd_contacts TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_contacts AS
SELECT
    cont_contact_id,
    cont_person_id,
    cont_contact_date,
    cont_contact_source_code
FROM ssd_development.ssd_contacts;

GRANT SELECT ON ssd_development.ssd_cin_visits TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cin_visits AS
SELECT
    cinv_cin_visit_id,
    cinv_person_id,
    cinv_cin_visit_date,
    cinv_cin_visit_seen
FROM ssd_development.ssd_cin_visits;

GRANT SELECT ON ssd_development.ssd_cin_assessments TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cin_assessments AS
SELECT
    cina_assessment_id,
    cina_person_id,
    cina_referral_id,
    cina_assessment_start_date,
    cina_assessment_auth_date,
    cina_assessment_team
FROM ssd_development.ssd_cin_assessments;

GRANT SELECT ON ssd_development.ssd_s47_enquiry TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_s47_enquiry AS
SELECT
    s47e_s47_enquiry_id,
    s47e_person_id,
    s47e_s47_start_date,
    s47e_s47_end_date,
    s47e_s47_nfa,
    s47e_s47_completed_by_team
FROM ssd_development.ssd_s47_enquiry;

GRANT SELECT ON ssd_development.ssd_initial_cp_conference TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_initial_cp_conference AS
SELECT
    icpc_icpc_id,
    icpc_s47_enquiry_id,
    icpc_person_id,
    icpc_icpc_transfer_in,
    icpc_icpc_date,
    icpc_icpc_team
FROM ssd_development.ssd_initial_cp_conference;

GRANT SELECT ON ssd_development.ssd_cp_plans TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cp_plans AS
SELECT
    cppl_cp_plan_id,
    cppl_person_id,
    cppl_cp_plan_start_date,
    cppl_cp_plan_end_date,
    cppl_cp_plan_ola
FROM ssd_development.ssd_cp_plans;

GRANT SELECT ON ssd_development.ssd_cp_reviews TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cp_reviews AS
SELECT
    cppr_cp_review_id,
    cppr_person_id,
    cppr_cp_plan_id,
    cppr_cp_review_date
FROM ssd_development.ssd_cp_reviews;

GRANT SELECT ON ssd_development.ssd_cp_visits TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cp_visits AS
SELECT
    cppv_cp_visit_id,
    cppv_person_id,
    cppv_cp_visit_date,
    cppv_cp_visit_seen
FROM ssd_development.ssd_cp_visits;

GRANT SELECT ON ssd_development.ssd_legal_status TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_legal_status AS
SELECT
    lega_legal_status_id,
    lega_person_id,
    lega_legal_status,
    lega_legal_status_start_date,
    lega_legal_status_end_date
FROM ssd_development.ssd_legal_status;

GRANT SELECT ON ssd_development.ssd_cla_placement TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cla_placement AS
SELECT
    clap_cla_placement_id,
    clap_person_id,
    clap_cla_placement_start_date,
    clap_cla_placement_end_date,
    clap_cla_placement_type
FROM ssd_development.ssd_cla_placement;

GRANT SELECT ON ssd_development.ssd_permanence TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_permanence AS
SELECT
    perm_table_id,
    perm_person_id,
    perm_adm_decision_date,
    perm_placement_order_date,
    perm_matched_date,
    perm_permanence_order_date
FROM ssd_development.ssd_permanence;

GRANT SELECT ON ssd_development.ssd_cla_reviews TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cla_reviews AS
SELECT
    clar_cla_review_id,
    clar_cla_review_due_date,
    clar_cla_review_date,
    clar_cla_review_cancelled
FROM ssd_development.ssd_cla_reviews;

GRANT SELECT ON ssd_development.ssd_cla_visits TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cla_visits AS
SELECT
    clav_cla_visit_id,
    clav_person_id,
    clav_cla_visit_date
FROM ssd_development.ssd_cla_visits;

GRANT SELECT ON ssd_development.ssd_cla_health TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_cla_health AS
SELECT
    clah_health_check_id,
    clah_person_id,
    clah_health_check_date,
    clah_health_check_status
FROM ssd_development.ssd_cla_health;

GRANT SELECT ON ssd_development.ssd_sdq_scores TO lineofsight WITH GRANT OPTION;

CREATE VIEW lineofsight.ssd_sdq_scores AS
SELECT
    csdq_table_id,
    csdq_person_id,
    csdq_sdq_completed_date,
    csdq_sdq_score
FROM ssd_development.ssd_sdq_scores;
