"""Makes the yearly report on private fostering for the safeguarding board, for a person to publish.

**Makes** a PDF: notifications, visits in time, who is responsible, and what is not known. Public: small numbers are
suppressed, and nobody can be identified.

**For** the safeguarding board: `config/recipients.yaml`. It is released by a person (`config/release.yaml`).
"""

from airflow_dags import report_dag

report_dag(
    "private_fostering",
    __doc__,
    title="Private fostering",
    description="Notifications and visits of the year, for the safeguarding board",
)
