"""Makes the pack of the monthly performance meeting and sends it to the heads of service.

**Makes** a PDF, and the lists behind it as a workbook: the success measures of the improvement plan against a year ago;
front door, child protection, care and care leavers by service; what changed, and who owns it; data quality by service.
Operational: it names workers, children by code.

**For** the performance meeting and the heads of service: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "performance_meeting",
    __doc__,
    title="Performance meeting",
    description="The plan's success measures and every service's figures, for the monthly performance meeting",
)
