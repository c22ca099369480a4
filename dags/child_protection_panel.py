"""Makes the quarterly report for the Child Protection Panel and sends it to the panel's members.

**Makes** a PDF: plans open, started, ended and repeated, how long they last, reviews, visits and conferences in time.
For members: no child or worker can be identified, small numbers are suppressed, no lists go with it.

**For** the members of the Child Protection Panel, which meets in private: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "child_protection_panel",
    __doc__,
    title="Child Protection Panel",
    description="Child protection plans, reviews, visits and conferences, for the panel's members",
)
