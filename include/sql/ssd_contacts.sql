-- Every contact: decisions are judged against all of them (DQ26), and an assessment is counted from the contact of
-- before its referral, however long ago that was.
SELECT
    cont_contact_id,
    cont_person_id,
    cont_contact_date,
    cont_contact_source_code
FROM ssd_contacts
