"""Pulls the year's data, checks and measures them, for the private fostering report and every other yearly one.

**Makes** a snapshot of the case-management data and every figure of the year, April to March, in the archive. It sends
nothing: the yearly reports start by themselves when it is done, on the same snapshot, so that no two can disagree.

**When**: on the tenth working day after 31 March at 06:00 London time. By hand: *Trigger*, and choose a year.

**For** the performance team.
"""

from airflow_dags import figures_dag
from reports.periods import Kind
from working_days import WorkingDayOfMonth

figures_dag(Kind.YEAR, __doc__, schedule=WorkingDayOfMonth(10, hour=6, kind=Kind.YEAR))
