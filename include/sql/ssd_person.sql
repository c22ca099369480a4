-- Every person: whether an id is known at all is judged against all of them (DQ06).
SELECT
    pers_person_id,
    pers_dob,
    pers_sex,
    pers_ethnicity,
    pers_death_date
FROM ssd_person
