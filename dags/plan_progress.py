"""Makes the monthly report on the improvement plan's progress and sends it to the board and Cabinet.

**Makes** a PDF: the plan's actions by theme and recommendation, which are overdue or blocked, each with its target and
the measure that shows it. For members: no child or worker can be identified, small numbers are suppressed.

**For** the improvement board and Cabinet: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "plan_progress",
    __doc__,
    title="Progress of the improvement plan",
    description="Actions done, overdue and blocked, for the improvement board and Cabinet",
)
