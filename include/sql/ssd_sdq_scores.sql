-- Every score of the Strengths and Difficulties Questionnaire: a list says when a child was last scored.
SELECT
    csdq_table_id,
    csdq_person_id,
    csdq_sdq_completed_date,
    csdq_sdq_score
FROM ssd_sdq_scores
