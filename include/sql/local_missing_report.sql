-- Police and notification times of every missing episode.
SELECT
    mrep_missing_id,
    mrep_police_reported_date,
    mrep_police_logged_date,
    mrep_authority_notified_date,
    mrep_returned_date,
    mrep_returned_precision,
    mrep_risk
FROM local_missing_report
