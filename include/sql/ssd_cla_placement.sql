-- Every placement: one may last for years.
SELECT
    clap_cla_placement_id,
    clap_person_id,
    clap_cla_placement_start_date,
    clap_cla_placement_end_date,
    clap_cla_placement_type
FROM ssd_cla_placement
