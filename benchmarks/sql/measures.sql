-- Every measure: `-- measure kind of [where]: breakdowns`, then its rows. The kinds are those of reports/measures/tally.py.

-- open_cases count person: authority service team worker role
SELECT * FROM open_case;

-- unallocated_children count person: authority service team
SELECT * FROM cin_open WHERE person NOT IN (SELECT person FROM held);

-- cases_started count person: authority service team
SELECT * FROM cin_episode WHERE started >= getvariable('period_start') AND started < getvariable('period_end');

-- cases_closed count person: authority service team
SELECT * FROM cin_episode WHERE ended >= getvariable('period_start') AND ended < getvariable('period_end');

-- average_caseload ratio cases fte: authority service team
SELECT * FROM staff WHERE cases > 0 AND fte > 0 AND role IN (SELECT role FROM social_work_roles);

-- average_caseload ratio cases fte: role
SELECT * FROM staff WHERE cases > 0 AND fte > 0;

-- median_caseload quantile cases 0.5: authority service team
SELECT * FROM staff WHERE cases > 0 AND fte > 0 AND role IN (SELECT role FROM social_work_roles);

-- median_caseload quantile cases 0.5: role
SELECT * FROM staff WHERE cases > 0 AND fte > 0;

-- highest_caseload highest cases: authority service team
SELECT * FROM staff WHERE cases > 0 AND fte > 0 AND role IN (SELECT role FROM social_work_roles);

-- highest_caseload highest cases: role
SELECT * FROM staff WHERE cases > 0 AND fte > 0;

-- workers_over_ceiling share worker over: authority service team role
SELECT * FROM with_ceiling;

-- supervised share worker supervised: authority service team
SELECT * FROM due;

-- supervision_overdue share worker overdue: authority service team
SELECT *, days_since IS NULL OR days_since > (SELECT supervision_interval_days FROM standards) AS overdue FROM due;

-- days_since_supervision quantile days_since 0.5: authority service team worker
SELECT * FROM due WHERE days_since IS NOT NULL;

-- never_supervised count worker: authority service team
SELECT * FROM due WHERE days_since IS NULL;

-- asye_on_schedule share worker on_schedule: authority service
SELECT
    *,
    coalesce(days_since <= CASE WHEN asye_day < 42 THEN 7 WHEN asye_day < 182 THEN 14 ELSE 31 END, FALSE) AS on_schedule
FROM due
WHERE asye_day IS NOT NULL;

-- supervision_recorded_late share session late: authority service team
SELECT session.*, recorded.number - held.number > 5 AS late
FROM session
JOIN working_days AS held ON held.day = session.day
JOIN working_days AS recorded ON recorded.day = session.recorded_day;

-- supervision_graded_good share session good: authority service
SELECT *, grade IN ('good', 'outstanding') AS good FROM session WHERE grade IS NOT NULL;

-- children_overseen share person overseen: authority service team worker
SELECT
    *,
    person IN (
        SELECT over_person_id
        FROM local_case_oversight
        WHERE over_date >= getvariable('oversight_since') AND over_date < getvariable('period_end')
    ) AS overseen
FROM open_case
WHERE person IN (SELECT person FROM cin_open WHERE started <= getvariable('oversight_since'));

-- missing_episodes count episode: authority care_status service team
SELECT * FROM started_missing;

-- away_episodes count episode: authority care_status service team
SELECT *
FROM episode
WHERE kind = 'a' AND started >= getvariable('period_start') AND started < getvariable('period_end');

-- children_missing count person: authority care_status service team
SELECT * FROM started_missing;

-- repeat_missing_children count person: authority care_status
SELECT *
FROM started_missing
WHERE person IN (
    SELECT person
    FROM episode
    WHERE kind = 'm' AND started >= getvariable('repeat_since') AND started < getvariable('period_end')
    GROUP BY person
    HAVING count(*) >= (SELECT repeat_missing_episodes FROM standards)
)
QUALIFY row_number() OVER (PARTITION BY person ORDER BY started DESC, episode DESC) = 1;

-- still_missing count person: authority care_status
SELECT *
FROM episode
WHERE kind = 'm'
    AND started < getvariable('period_end')
    AND (returned IS NULL OR returned >= getvariable('period_end'));

-- long_absences share episode long: authority care_status
SELECT *, returned > started + INTERVAL 24 HOUR AS long FROM back;

-- returns count episode: authority care_status service team
SELECT * FROM back;

-- interviews_offered share episode offered: authority care_status service team
SELECT * FROM back WHERE required;

-- interviews_completed share episode completed: authority care_status service team
SELECT * FROM back WHERE required AND due;

-- interviews_in_time share episode in_time: authority care_status service team
SELECT * FROM back WHERE required AND due;

-- interviews_in_time_of_completed share episode in_time: authority care_status
SELECT * FROM back WHERE required AND due AND completed;

-- interviews_timing_unknown count episode: authority care_status
SELECT * FROM back WHERE required AND due AND completed AND NOT in_time AND NOT late;

-- interviews_not_yet_due count episode: authority care_status
SELECT * FROM back WHERE required AND NOT due AND NOT completed;

-- interviews_outstanding count episode: authority care_status service team
SELECT * FROM back WHERE required AND due AND NOT completed AND NOT declined AND NOT not_possible;

-- interviews_declined share episode refused: authority care_status
SELECT *, declined AND NOT completed AS refused FROM back WHERE required AND offered;

-- hours_to_interview quantile hours 0.5: authority care_status
SELECT *, (epoch_us(completed_at) - epoch_us(returned)) / 1e6 / 3600 AS hours
FROM back
WHERE required AND completed AND NOT returned_date_only AND NOT completed_date_only;

-- police_logging_delay quantile hours 0.5: authority care_status
SELECT *, (epoch_us(logged) - epoch_us(reported)) / 1e6 / 3600 AS hours
FROM started_missing
WHERE reported <= getvariable('as_at') AND logged <= getvariable('as_at');

-- police_logging_delay_p90 quantile hours 0.9: authority care_status
SELECT *, (epoch_us(logged) - epoch_us(reported)) / 1e6 / 3600 AS hours
FROM started_missing
WHERE reported <= getvariable('as_at') AND logged <= getvariable('as_at');

-- notification_delay quantile hours 0.5: authority care_status
SELECT *, (epoch_us(notified) - epoch_us(returned)) / 1e6 / 3600 AS hours
FROM back
WHERE NOT returned_date_only AND notified > returned;

-- interviews_independent share interview yes: authority
SELECT *, independent = 'y' AS yes FROM counted_interview WHERE independent IS NOT NULL;

-- interviews_graded_good share interview good: authority
SELECT *, grade IN ('good', 'outstanding') AS good FROM counted_interview WHERE grade IS NOT NULL;

-- interview_themes count episode: theme
SELECT episode, rhit_kind || ': ' || lower(trim(rhit_theme)) AS theme
FROM back
JOIN local_return_interview_theme ON rhit_interview_id = interview
WHERE required;
