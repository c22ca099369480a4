-- Who and what the measures of one period are about. Variables: period_start and period_end (instants), first_day and
-- last_day (dates), days (of the period), oversight_since and repeat_since (instants).

CREATE OR REPLACE TABLE held AS
SELECT person, worker, team, service
FROM allocated
WHERE started < getvariable('period_end') AND (ended IS NULL OR ended >= getvariable('period_end'));

CREATE OR REPLACE TABLE cin_open AS
SELECT *
FROM cin_episode
WHERE started < getvariable('period_end') AND (ended IS NULL OR ended >= getvariable('period_end'));

CREATE OR REPLACE TABLE staff AS
WITH
    spell_now AS (
        SELECT * FROM spell WHERE getvariable('last_day') BETWEEN started AND ended
    ),
    latest AS (
        SELECT worker, role, team
        FROM spell_now
        QUALIFY row_number() OVER (
            PARTITION BY worker ORDER BY started DESC, team_id DESC, role DESC NULLS FIRST
        ) = 1
    ),
    together AS (
        SELECT worker, round(sum(fte), 9) AS fte FROM spell_now GROUP BY worker
    ),
    most AS (
        SELECT worker, team
        FROM held
        GROUP BY worker, team
        QUALIFY row_number() OVER (
            PARTITION BY worker ORDER BY count(DISTINCT person) DESC, team = '', team
        ) = 1
    ),
    holding AS (
        SELECT worker, count(DISTINCT person) AS cases FROM held GROUP BY worker
    ),
    asye AS (
        SELECT worker, getvariable('last_day') - max(asye_start) AS asye_day
        FROM spell
        WHERE asye_start <= getvariable('last_day')
        GROUP BY worker
    ),
    everybody AS (
        SELECT worker FROM professional UNION SELECT worker FROM spell
    )
SELECT
    worker,
    coalesce(latest.role, professional.role, 'other') AS role,
    coalesce(latest.team, most.team, '') AS team,
    coalesce(service, '') AS service,
    CASE WHEN together.worker IS NULL THEN professional.fte ELSE together.fte END AS own_fte,
    CASE WHEN own_fte > 1 THEN 1 ELSE own_fte END AS fte,
    CASE WHEN asye_day < 365 THEN asye_day END AS asye_day,
    coalesce(cases, 0) AS cases
FROM everybody
LEFT JOIN professional USING (worker)
LEFT JOIN latest USING (worker)
LEFT JOIN together USING (worker)
LEFT JOIN most USING (worker)
LEFT JOIN holding USING (worker)
LEFT JOIN asye USING (worker)
LEFT JOIN team ON team.team = coalesce(latest.team, most.team);

CREATE OR REPLACE TABLE open_case AS
SELECT held.*, coalesce(role, 'other') AS role
FROM held
LEFT JOIN staff USING (worker);

CREATE OR REPLACE TABLE with_ceiling AS
SELECT
    staff.*,
    cases > round(
        ceiling
        * CASE WHEN fte > 0 THEN fte ELSE 1 END
        * CASE WHEN asye_day IS NULL THEN 1 ELSE (SELECT asye_factor FROM standards) END,
        9
    ) AS over
FROM staff
JOIN ceilings USING (role)
WHERE cases > 0;

CREATE OR REPLACE TABLE session AS
SELECT supervision.*, coalesce(team, '') AS team, coalesce(service, '') AS service
FROM supervision
LEFT JOIN staff USING (worker)
WHERE held >= getvariable('period_start') AND held < getvariable('period_end');

CREATE OR REPLACE MACRO days_covered(spans) AS TABLE
WITH
    here AS (
        SELECT
            worker,
            greatest(started, getvariable('first_day')) AS first,
            least(ended, getvariable('last_day')) AS last
        FROM query_table(spans)
        WHERE started <= getvariable('last_day') AND ended >= getvariable('first_day') AND started <= ended
    ),
    following AS (
        SELECT
            *,
            max(last) OVER (
                PARTITION BY worker ORDER BY first, last ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
            ) AS covered_to
        FROM here
    )
SELECT
    worker,
    sum(greatest(0, last - CASE WHEN covered_to >= first THEN covered_to + 1 ELSE first END + 1)) AS days
FROM following
GROUP BY worker;

CREATE OR REPLACE TABLE due AS
WITH
    last_session AS (
        SELECT worker, getvariable('last_day') - max(day) AS days_since
        FROM supervision
        WHERE held < getvariable('period_end')
        GROUP BY worker
    )
SELECT staff.*, days_since, worker IN (SELECT worker FROM session) AS supervised
FROM staff
JOIN days_covered('spell') AS in_post USING (worker)
LEFT JOIN days_covered('absence') AS away USING (worker)
LEFT JOIN last_session USING (worker)
WHERE cases > 0
    AND in_post.days = getvariable('days')
    AND coalesce(away.days, 0) < (SELECT long_absence_days FROM standards);

CREATE OR REPLACE TABLE started_missing AS
SELECT *
FROM episode
WHERE kind = 'm' AND started >= getvariable('period_start') AND started < getvariable('period_end');

CREATE OR REPLACE TABLE back AS
SELECT *
FROM episode
WHERE kind = 'm' AND returned >= getvariable('period_start') AND returned < getvariable('period_end');

CREATE OR REPLACE TABLE counted_interview AS
SELECT rhi_interview_id AS interview, rhi_independent_flag AS independent, rhi_audit_grade AS grade
FROM local_return_interview
WHERE rhi_interview_id IN (SELECT interview FROM back WHERE required);
