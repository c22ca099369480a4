-- Every spell of a worker in a role and team: a worker's ASYE year may have begun in an ended one.
SELECT
    work_professional_id,
    work_role,
    work_team_id,
    work_fte,
    work_asye_start_date,
    work_agency_flag,
    work_start_date,
    work_end_date
FROM local_worker
