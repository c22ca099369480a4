"""Makes the SMT overview of a month and sends it to the senior management team.

**Makes** a PDF of six to ten pages, and the lists behind it as a workbook: where caseloads, supervision and missing
children are off the standard, who needs help, what changed. Operational: it names workers, children by code.

**For** the senior management team and the monthly performance meeting: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "smt_overview",
    __doc__,
    title="SMT overview",
    description="Caseloads, supervision and missing children, for the senior management team",
)
