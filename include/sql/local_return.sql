-- Every figure that was returned by form or spreadsheet.
SELECT
    retn_measure,
    retn_period_start,
    retn_period_end,
    retn_team_id,
    retn_numerator,
    retn_denominator,
    retn_recorded_date,
    retn_recorded_by
FROM local_return
