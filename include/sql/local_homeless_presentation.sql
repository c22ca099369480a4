-- Every presentation as homeless at 16 or 17: there are few.
SELECT
    homl_presentation_id,
    homl_person_id,
    homl_date,
    homl_assessed_date,
    homl_outcome,
    homl_decision_date,
    homl_placed_date,
    homl_bb_nights
FROM local_homeless_presentation
