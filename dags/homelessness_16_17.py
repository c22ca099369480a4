"""Makes the quarterly report on homeless 16- and 17-year-olds and sends it to the senior management team.

**Makes** a PDF, and the lists behind it as a workbook: who presented as homeless, who was assessed in time, what came
of it, days until a placement, nights in bed and breakfast. Operational: it names workers, children by code.

**For** the senior management team: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "homelessness_16_17",
    __doc__,
    title="Homelessness at 16 and 17",
    description="Presentations, assessments and outcomes, for the senior management team",
)
