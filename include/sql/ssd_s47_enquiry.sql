-- Every section 47 enquiry: a conference that came long after its enquiry is late, not of an unknown one.
SELECT
    s47e_s47_enquiry_id,
    s47e_person_id,
    s47e_s47_start_date,
    s47e_s47_end_date,
    s47e_s47_nfa,
    s47e_s47_completed_by_team
FROM ssd_s47_enquiry
