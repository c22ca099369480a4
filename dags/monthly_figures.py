"""Pulls the month's data, checks and measures them, for the SMT overview and every other monthly report.

**Makes** a snapshot of the case-management data and every figure of the month, in the archive. It sends nothing: the
monthly reports start by themselves when it is done, on the same snapshot, so that no two of them can disagree.

**When**: on the second working day of each month at 06:00 London time, for the month before. By hand: *Trigger*,
and choose a month.

**For** the performance team.
"""

from airflow_dags import figures_dag
from reports.periods import Kind
from working_days import WorkingDayOfMonth

figures_dag(Kind.MONTH, __doc__, schedule=WorkingDayOfMonth(2, hour=6))
