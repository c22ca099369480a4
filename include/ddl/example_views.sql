-- The local tables as views: for an authority whose systems hold supervision, oversight and the rest already, and which
-- wants no second copy of it. Copy it, put your tables and words for those of this invented system, and leave out what
-- you have not. It runs as it stands on SQL Server (with GO after each), Oracle, PostgreSQL and SQLite.
--
-- hr_post            employee_no, post_title, team_code, hours_a_week, asye_from, is_agency, first_day, last_day
-- hr_absence         employee_no, first_day, last_day, reason_code
-- supervision_form   form_no, worker_id, supervisor_id, planned_for, held_at, kind, cancelled_because, written_at,
--                    audit
-- case_note          note_no, child_id, author_id, noted_at, note_type, written_at
-- missing_form       episode_no, told_police_at, police_log_at, told_us_at, back_at, back_at_has_time, risk_level
-- interview_form     form_no, child_id, offered_at, result, reason, held_at, held_at_has_time, held_by,
--                    is_independent, audit, written_at
-- interview_episode  form_no, episode_no
-- interview_answer   form_no, question, answer
-- contact_screening  contact_no, decided_at, outcome
-- figure_log         figure_no, from_day, to_day, team_code, counted, out_of, entered_at, entered_by
-- homeless_log       entry_no, child_id, came_at, assessed_at, result, agreed_at, placed_at, nights_in_hotels
-- plan_row           row_no, theme, requirement, recommendations, led_by, due, state, progress, target, written_at

-- HR knows a worker by the staff number, the SSD by an id of the case-management system: the view looks it up. HR
-- knows hours, the measures want the part of full time.
CREATE VIEW local_worker AS
SELECT
    p.prof_professional_id AS work_professional_id,
    h.post_title AS work_role,
    h.team_code AS work_team_id,
    h.hours_a_week / 37.0 AS work_fte,
    h.asye_from AS work_asye_start_date,
    h.is_agency AS work_agency_flag,
    h.first_day AS work_start_date,
    h.last_day AS work_end_date
FROM hr_post h
INNER JOIN ssd_professionals p ON p.prof_staff_id = h.employee_no;

CREATE VIEW local_worker_absence AS
SELECT
    p.prof_professional_id AS abse_professional_id,
    h.first_day AS abse_start_date,
    h.last_day AS abse_end_date,
    CASE h.reason_code
        WHEN 'SICK' THEN 'sickness'
        WHEN 'MAT' THEN 'parental leave'
        ELSE 'other'
    END AS abse_reason
FROM hr_absence h
INNER JOIN ssd_professionals p ON p.prof_staff_id = h.employee_no;

CREATE VIEW local_supervision AS
SELECT
    form_no AS supv_supervision_id,
    worker_id AS supv_professional_id,
    supervisor_id AS supv_supervisor_id,
    planned_for AS supv_due_date,
    held_at AS supv_held_date,
    CASE kind
        WHEN '1:1' THEN 'individual'
        WHEN 'Team' THEN 'group'
    END AS supv_type,
    cancelled_because AS supv_not_held_reason,
    written_at AS supv_recorded_date,
    CASE audit
        WHEN 1 THEN 'outstanding'
        WHEN 2 THEN 'good'
        WHEN 3 THEN 'requires improvement'
        WHEN 4 THEN 'inadequate'
    END AS supv_audit_grade
FROM supervision_form;

-- Of all case notes, those by which a manager oversaw the child's case.
CREATE VIEW local_case_oversight AS
SELECT
    note_no AS over_oversight_id,
    child_id AS over_person_id,
    author_id AS over_professional_id,
    noted_at AS over_date,
    CASE note_type
        WHEN 'CASESUP' THEN 'case supervision'
        WHEN 'MGRDEC' THEN 'management decision'
    END AS over_type,
    written_at AS over_recorded_date
FROM case_note
WHERE note_type IN ('CASESUP', 'MGRDEC');

CREATE VIEW local_missing_report AS
SELECT
    episode_no AS mrep_missing_id,
    told_police_at AS mrep_police_reported_date,
    police_log_at AS mrep_police_logged_date,
    told_us_at AS mrep_authority_notified_date,
    back_at AS mrep_returned_date,
    CASE back_at_has_time
        WHEN 'Y' THEN 'time'
        WHEN 'N' THEN 'date'
    END AS mrep_returned_precision,
    risk_level AS mrep_risk
FROM missing_form;

CREATE VIEW local_return_interview AS
SELECT
    form_no AS rhi_interview_id,
    child_id AS rhi_person_id,
    offered_at AS rhi_offered_date,
    CASE result
        WHEN 'Held' THEN 'completed'
        WHEN 'Young person said no' THEN 'declined by child'
        WHEN 'Carer said no' THEN 'declined by carer'
        WHEN 'Could not be held' THEN 'not possible'
        WHEN 'Not needed' THEN 'not required'
    END AS rhi_outcome,
    reason AS rhi_not_required_reason,
    held_at AS rhi_completed_date,
    CASE held_at_has_time
        WHEN 'Y' THEN 'time'
        WHEN 'N' THEN 'date'
    END AS rhi_completed_precision,
    held_by AS rhi_provider,
    is_independent AS rhi_independent_flag,
    CASE audit
        WHEN 1 THEN 'outstanding'
        WHEN 2 THEN 'good'
        WHEN 3 THEN 'requires improvement'
        WHEN 4 THEN 'inadequate'
    END AS rhi_audit_grade,
    written_at AS rhi_recorded_date
FROM interview_form;

CREATE VIEW local_return_interview_episode AS
SELECT
    form_no AS rhie_interview_id,
    episode_no AS rhie_missing_id
FROM interview_episode;

CREATE VIEW local_return_interview_theme AS
SELECT
    form_no AS rhit_interview_id,
    CASE question
        WHEN 'What made you go?' THEN 'push'
        WHEN 'Who or what did you go to?' THEN 'pull'
        WHEN 'What harm came of it?' THEN 'harm'
        WHEN 'What would help?' THEN 'input'
    END AS rhit_kind,
    answer AS rhit_theme
FROM interview_answer;

-- Only what was decided: a contact without a row is undecided.
CREATE VIEW local_contact_decision AS
SELECT
    contact_no AS cdec_contact_id,
    decided_at AS cdec_decided_date,
    outcome AS cdec_decision
FROM contact_screening
WHERE decided_at IS NOT NULL;

-- Here they are numbered as the improvement plan numbers its success measures; to_day is the day after the last one.
CREATE VIEW local_return AS
SELECT
    CASE figure_no
        WHEN 'S1' THEN 'emotional_wellbeing_support'
        WHEN 'S3' THEN 'audits_good'
        WHEN 'S4' THEN 'feedback_positive'
        WHEN 'S9' THEN 'post_adoption_packages'
        WHEN 'S10' THEN 'birth_parent_packages'
        WHEN 'PF1' THEN 'private_fostering_notifications'
        WHEN 'PF2' THEN 'private_fostering_visits_in_time'
    END AS retn_measure,
    from_day AS retn_period_start,
    to_day AS retn_period_end,
    team_code AS retn_team_id,
    counted AS retn_numerator,
    out_of AS retn_denominator,
    entered_at AS retn_recorded_date,
    entered_by AS retn_recorded_by
FROM figure_log;

CREATE VIEW local_homeless_presentation AS
SELECT
    entry_no AS homl_presentation_id,
    child_id AS homl_person_id,
    came_at AS homl_date,
    assessed_at AS homl_assessed_date,
    CASE result
        WHEN 'Home' THEN 'returned home'
        WHEN 'Kin' THEN 'family or friends'
        WHEN 'S20' THEN 'section 20'
        WHEN 'S17' THEN 'section 17'
        WHEN 'Tenancy' THEN 'housing'
        WHEN 'Refused' THEN 'declined support'
        WHEN 'Waiting' THEN 'open'
    END AS homl_outcome,
    agreed_at AS homl_decision_date,
    placed_at AS homl_placed_date,
    nights_in_hotels AS homl_bb_nights
FROM homeless_log;

CREATE VIEW local_plan_action AS
SELECT
    row_no AS acti_action_id,
    theme AS acti_theme,
    requirement AS acti_requirement,
    recommendations AS acti_recommendations,
    led_by AS acti_lead,
    due AS acti_due_date,
    CASE state
        WHEN 'Not begun' THEN 'not started'
        WHEN 'In progress' THEN 'under way'
        WHEN 'Complete' THEN 'done'
        WHEN 'Stuck' THEN 'blocked'
    END AS acti_status,
    progress AS acti_progress,
    target AS acti_smart_target,
    written_at AS acti_updated_date
FROM plan_row;
