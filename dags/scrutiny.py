"""Makes the quarterly report for the scrutiny committee, for a person to publish.

**Makes** a PDF in plain language, the same as an accessible web page, and its figures as CSV: headline measures beside
England and like authorities. Public: small numbers are suppressed, and nobody can be identified.

**For** the scrutiny committee, and the public once it is published: `config/recipients.yaml`. It is released by a
person (`config/release.yaml`).
"""

from airflow_dags import report_dag

report_dag(
    "scrutiny",
    __doc__,
    title="Children's services in figures",
    description="Headline measures beside England and like authorities, for the scrutiny committee and the public",
)
