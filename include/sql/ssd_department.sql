-- Every team, and its service: the team's parent.
SELECT
    dept_team_id,
    dept_team_name,
    dept_team_parent_id,
    dept_team_parent_name
FROM ssd_department
