-- What interviews were about.
SELECT
    rhit_interview_id,
    rhit_kind,
    rhit_theme
FROM local_return_interview_theme
