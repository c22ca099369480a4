-- Which absences an interview covered.
SELECT
    rhie_interview_id,
    rhie_missing_id
FROM local_return_interview_episode
