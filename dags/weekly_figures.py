"""Pulls the week's data, checks and measures them, for the return interviews and every other weekly report.

**Makes** a snapshot of the case-management data and every figure of the week, in the archive. It sends nothing: the
weekly reports start by themselves when it is done, on the same snapshot, so that no two of them can disagree.

**When**: on Mondays at 06:00 London time, for the week before. By hand: *Trigger*, and choose any day of a week.

**For** the performance team.
"""

from datetime import timedelta

from airflow.sdk import CronPartitionTimetable

from airflow_dags import figures_dag
from reports.periods import Kind

figures_dag(
    Kind.WEEK,
    __doc__,
    schedule=CronPartitionTimetable(
        "0 6 * * 1",
        timezone="Europe/London",
        run_offset=-1,  # for the week before
        key_format="%Y-%m-%d",
        run_immediately=timedelta(hours=1),  # a new DAG's first run must not slip by at its time
    ),
)
