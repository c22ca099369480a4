-- Every legal status: one of short breaks may be open for years.
SELECT
    lega_legal_status_id,
    lega_person_id,
    lega_legal_status,
    lega_legal_status_start_date,
    lega_legal_status_end_date
FROM ssd_legal_status
