"""Makes the quarterly report for the Children in Care Panel and sends it to the panel's members.

**Makes** a PDF: who came into care, who left, who is in care now; placements, permanence, health, reviews and visits;
care leavers. For members: no child or worker can be identified, small numbers are suppressed, no lists go with it.

**For** the members of the Children in Care Panel, which meets in private: `config/recipients.yaml`.
"""

from airflow_dags import report_dag

report_dag(
    "children_in_care_panel",
    __doc__,
    title="Children in Care Panel",
    description="Children in care and care leavers, for the panel's members",
)
