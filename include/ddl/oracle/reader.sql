-- The user as whom the reports read, for Oracle: it sees what is of lineofsight and changes nothing anywhere. Run
-- local_tables.sql and ssd_views.sql first. SQL*Plus asks for the password; leave out what you have not made.
-- Its URL: oracle+oracledb://lineofsight_reader:PASSWORD@SERVER:1521/?service_name=SERVICE

CREATE USER lineofsight_reader IDENTIFIED BY "&password";
GRANT CREATE SESSION TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_person TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_involvements TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_professionals TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_department TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cin_episodes TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cla_episodes TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_care_leavers TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_missing TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_contacts TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cin_visits TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cin_assessments TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_s47_enquiry TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_initial_cp_conference TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cp_plans TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cp_reviews TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cp_visits TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_legal_status TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cla_placement TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_permanence TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cla_reviews TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cla_visits TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_cla_health TO lineofsight_reader;
GRANT READ ON lineofsight.ssd_sdq_scores TO lineofsight_reader;
GRANT READ ON lineofsight.local_worker TO lineofsight_reader;
GRANT READ ON lineofsight.local_worker_absence TO lineofsight_reader;
GRANT READ ON lineofsight.local_supervision TO lineofsight_reader;
GRANT READ ON lineofsight.local_case_oversight TO lineofsight_reader;
GRANT READ ON lineofsight.local_missing_report TO lineofsight_reader;
GRANT READ ON lineofsight.local_return_interview TO lineofsight_reader;
GRANT READ ON lineofsight.local_return_interview_episode TO lineofsight_reader;
GRANT READ ON lineofsight.local_return_interview_theme TO lineofsight_reader;
GRANT READ ON lineofsight.local_contact_decision TO lineofsight_reader;
GRANT READ ON lineofsight.local_return TO lineofsight_reader;
GRANT READ ON lineofsight.local_homeless_presentation TO lineofsight_reader;
GRANT READ ON lineofsight.local_plan_action TO lineofsight_reader;

-- Names without a schema are those of lineofsight for this user alone: synonyms would not be found.
CREATE OR REPLACE TRIGGER lineofsight_reader_schema AFTER LOGON ON lineofsight_reader.SCHEMA
BEGIN
    EXECUTE IMMEDIATE 'ALTER SESSION SET CURRENT_SCHEMA = lineofsight';
END;
/
