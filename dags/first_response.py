"""Makes the weekly First Response report and sends it to the service manager.

**Makes** a PDF, and the lists behind it as a workbook: contacts, decisions in time, referrals and re-referrals,
allocation, first visits, assessments in time and those that are open and overdue; and how far its own data can be
trusted. Operational: it names workers, children by code.

**For** the service manager and the Assistant Director: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "first_response",
    __doc__,
    title="First Response",
    description="Contacts, referrals and assessments, in time and overdue, for the front door's manager",
)
