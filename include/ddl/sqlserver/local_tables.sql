-- The local tables, for SQL Server. Run it in the database that holds the SSD, as somebody who may create there.
-- docs/systems.md says who fills them, and how; docs/source.md what each field means. A table that an authority
-- cannot fill is left out: its measures are then "not collected".
--
-- There are no keys and no checks: a nightly load never breaks off because of one faulty row. The data-quality rules
-- find what is wrong, and say so in the reports. Times are London's, as the clock on the wall has them.

CREATE SCHEMA lineofsight AUTHORIZATION dbo;
GO

-- One row for each spell of a worker in a role and team (HR).
CREATE TABLE lineofsight.local_worker (
    work_professional_id nvarchar(48),   -- never empty; -> prof_professional_id
    work_role            nvarchar(100),  -- social worker, senior practitioner, personal adviser, team manager, ...
    work_team_id         nvarchar(48),   -- -> dept_team_id
    work_fte             decimal(5, 2),  -- 0 to 1; overrides prof_full_time_equivalency
    work_asye_start_date date,           -- first day of the Assessed and Supported Year in Employment; null if none
    work_agency_flag     nvarchar(48),   -- Y/N; overrides prof_agency_worker_flag
    work_start_date      date,           -- never empty; first day in post
    work_end_date        date            -- last day in post
);

-- One row for each absence.
CREATE TABLE lineofsight.local_worker_absence (
    abse_professional_id nvarchar(48),  -- never empty
    abse_start_date      date,          -- never empty; first day absent
    abse_end_date        date,          -- last day absent; null while it goes on
    abse_reason          nvarchar(48)   -- sickness, parental leave, other
);

-- One row for each supervision meeting of a worker.
CREATE TABLE lineofsight.local_supervision (
    supv_supervision_id  nvarchar(48),   -- never empty, never twice
    supv_professional_id nvarchar(48),   -- never empty; the supervised worker
    supv_supervisor_id   nvarchar(48),
    supv_due_date        date,           -- if the system plans them
    supv_held_date       datetime2(0),   -- null when it was not held
    supv_type            nvarchar(48),   -- individual, group
    supv_not_held_reason nvarchar(255),
    supv_recorded_date   datetime2(0),   -- when the record was written
    supv_audit_grade     nvarchar(48)    -- outstanding, good, requires improvement, inadequate; null if not audited
);

-- One row each time a manager recorded oversight of one child.
CREATE TABLE lineofsight.local_case_oversight (
    over_oversight_id    nvarchar(48),  -- never empty, never twice
    over_person_id       nvarchar(48),  -- never empty; the child
    over_professional_id nvarchar(48),  -- the manager
    over_date            datetime2(0),  -- never empty
    over_type            nvarchar(48),  -- case supervision, management decision
    over_recorded_date   datetime2(0)
);

-- Police and notification times, at most one row for each ssd_missing row.
CREATE TABLE lineofsight.local_missing_report (
    mrep_missing_id              nvarchar(48),  -- never empty, never twice; -> miss_table_id
    mrep_police_reported_date    datetime2(0),  -- reported to the police
    mrep_police_logged_date      datetime2(0),  -- logged by the police
    mrep_authority_notified_date datetime2(0),  -- the authority was told
    mrep_returned_date           datetime2(0),  -- the child came back; overrides miss_missing_episode_end_date
    mrep_returned_precision      nvarchar(48),  -- time or date
    mrep_risk                    nvarchar(48)   -- high, medium, low
);

-- One row for each return interview.
CREATE TABLE lineofsight.local_return_interview (
    rhi_interview_id        nvarchar(48),   -- never empty, never twice
    rhi_person_id           nvarchar(48),   -- never empty
    rhi_offered_date        datetime2(0),   -- null if it was never offered
    rhi_outcome             nvarchar(48),   -- completed, declined by child, declined by carer,
                                            -- not possible, not required; null while open
    rhi_not_required_reason nvarchar(255),
    rhi_completed_date      datetime2(0),
    rhi_completed_precision nvarchar(48),   -- time or date
    rhi_provider            nvarchar(255),  -- team or service that held it
    rhi_independent_flag    nvarchar(48),   -- Y/N: interviewer independent of the placement and the case
    rhi_audit_grade         nvarchar(48),   -- outstanding, good, requires improvement, inadequate
    rhi_recorded_date       datetime2(0)
);

-- Which absences an interview covered: many to many.
CREATE TABLE lineofsight.local_return_interview_episode (
    rhie_interview_id nvarchar(48),  -- -> rhi_interview_id
    rhie_missing_id   nvarchar(48)   -- -> miss_table_id
);

-- What an interview was about.
CREATE TABLE lineofsight.local_return_interview_theme (
    rhit_interview_id nvarchar(48),  -- -> rhi_interview_id
    rhit_kind         nvarchar(48),  -- push, pull, harm; input is what would help, or was put in place
    rhit_theme        nvarchar(255)  -- family conflict, placement unhappiness, peer influence, exploitation, ...
);

-- What was decided on contacts, at most one row for each ssd_contacts row.
CREATE TABLE lineofsight.local_contact_decision (
    cdec_contact_id   nvarchar(48),  -- never empty, never twice; -> cont_contact_id
    cdec_decided_date datetime2(0),  -- null while nothing is decided
    cdec_decision     nvarchar(255)  -- in your own words: referral, advice, no further action, ...
);

-- Figures that somebody returns by form or spreadsheet, one row for each measure, period and team.
CREATE TABLE lineofsight.local_return (
    retn_measure       nvarchar(100),   -- never empty; as in docs/returns.md
    retn_period_start  date,            -- never empty; first day of the period
    retn_period_end    date,            -- never empty; the day after its last day
    retn_team_id       nvarchar(48),    -- -> dept_team_id; null: the whole authority
    retn_numerator     decimal(12, 2),  -- the count itself, or of a share how many did
    retn_denominator   decimal(12, 2),  -- of a share out of how many; else null
    retn_recorded_date datetime2(0),    -- of two rows the later counts
    retn_recorded_by   nvarchar(255)    -- who returned it
);

-- One row each time a young person of 16 or 17 presents as homeless.
CREATE TABLE lineofsight.local_homeless_presentation (
    homl_presentation_id nvarchar(48),  -- never empty, never twice
    homl_person_id       nvarchar(48),  -- never empty; the young person
    homl_date            datetime2(0),  -- never empty
    homl_assessed_date   datetime2(0),  -- when the assessment was completed
    homl_outcome         nvarchar(48),  -- returned home, family or friends, section 20, section 17,
                                        -- housing, declined support, open
    homl_decision_date   datetime2(0),  -- when section 20 was decided
    homl_placed_date     datetime2(0),  -- when the young person was placed
    homl_bb_nights       decimal(5, 0)  -- nights in bed and breakfast
);

-- One row for each action of the improvement plan, as it stands now.
CREATE TABLE lineofsight.local_plan_action (
    acti_action_id       nvarchar(48),    -- never empty, never twice
    acti_theme           nvarchar(255),
    acti_requirement     nvarchar(2000),  -- what must be done
    acti_recommendations nvarchar(255),   -- numbers with commas, in any order
    acti_lead            nvarchar(255),   -- who leads it, by role
    acti_due_date        date,
    acti_status          nvarchar(48),    -- not started, under way, done, blocked
    acti_progress        nvarchar(2000),  -- how far it is, in words
    acti_smart_target    nvarchar(2000),  -- by what it is known to be done
    acti_updated_date    datetime2(0)     -- when this was last written
);
