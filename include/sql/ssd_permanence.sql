-- Every decision on a child's permanence: only the first of a time in care counts, however long ago it was.
SELECT
    perm_table_id,
    perm_person_id,
    perm_adm_decision_date,
    perm_placement_order_date,
    perm_matched_date,
    perm_permanence_order_date
FROM ssd_permanence
