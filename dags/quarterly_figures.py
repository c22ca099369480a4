"""Pulls the quarter's data, checks and measures them, for the panels, scrutiny and every other quarterly report.

**Makes** a snapshot of the case-management data and every figure of the quarter, in the archive. It sends nothing: the
quarterly reports start by themselves when it is done, on the same snapshot, so that no two of them can disagree.

**When**: on the fifth working day after each quarter (April to June is `Q1`) at 06:00 London time. By hand: *Trigger*,
and choose a quarter.

**For** the performance team.
"""

from airflow_dags import figures_dag
from reports.periods import Kind
from working_days import WorkingDayOfMonth

figures_dag(Kind.QUARTER, __doc__, schedule=WorkingDayOfMonth(5, hour=6, kind=Kind.QUARTER))
