"""Makes the weekly return-interview report and sends it to the Assistant Director.

**Makes** a PDF of three to five pages, and the lists behind it as a workbook: who went missing, who came back, who
has been spoken to in time, who is waiting, what children tell us. Operational: it names workers, children by code.

**For** the Assistant Director: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "return_interviews",
    __doc__,
    title="Return interviews",
    description="Who came back, who was spoken to in time, who is waiting, for the Assistant Director",
)
