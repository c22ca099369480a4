-- Every initial child protection conference: an enquiry in the window may have had one at any time.
SELECT
    icpc_icpc_id,
    icpc_s47_enquiry_id,
    icpc_person_id,
    icpc_icpc_transfer_in,
    icpc_icpc_date,
    icpc_icpc_team
FROM ssd_initial_cp_conference
