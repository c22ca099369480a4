"""Makes an oversight pack for each team from the month's figures, and sends it to that team's manager alone.

**Makes** for each team a PDF, and the lists behind it as a workbook: caseload by worker, supervision, each child
without recorded oversight, interviews waiting. Operational: it names the team's workers, children by code, and nobody
of any other team.

**For** team managers, each for their own team: `teams` in `config/recipients.yaml`.
"""

from airflow_dags import team_report_dag

team_report_dag(
    "team_oversight",
    __doc__,
    title="Team oversight",
    description="Each team's caseload, supervision and oversight, for its own manager",
)
