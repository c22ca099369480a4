"""Makes the Lead Member report of a month and sends it to the Cabinet Lead Member.

**Makes** a PDF of three to four pages in plain language: is the service getting better, and what should be asked.
For members: no child or worker can be identified, small numbers are suppressed, no lists go with it.

**For** the Cabinet Lead Member: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "lead_member",
    __doc__,
    title="Lead Member report",
    description="Is the service getting better, and what to ask, for the Cabinet Lead Member",
)
