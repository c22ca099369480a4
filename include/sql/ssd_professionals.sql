-- Every professional: a worker's name, job title and FTE.
SELECT
    prof_professional_id,
    prof_staff_id,
    prof_professional_name,
    prof_professional_job_title,
    prof_full_time_equivalency,
    prof_agency_worker_flag
FROM ssd_professionals
