"""Makes the Lead Member report of a month and sends it to the Cabinet Lead Member.

**Makes** a PDF of three to four pages in plain language: is the service getting better, and what should be asked.
For members: no child or worker can be identified, small numbers are suppressed, no lists go with it.

**When**: as soon as `monthly_figures` is done. By hand: *Trigger*, and choose a month whose figures are there.

**For** the Cabinet Lead Member: `config/recipients.yaml`.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `measured_snapshot` | there are no figures of that month | run `monthly_figures` for it |
"""

from airflow.sdk import PartitionedAssetTimetable, dag

import steps
from alarms import by_its_deadline

REPORT = "lead_member"


@dag(
    dag_display_name="Lead Member report",
    description="Is the service getting better, and what to ask, for the Cabinet Lead Member",
    doc_md=__doc__ + steps.WHEN_A_REPORT_IS_RED,
    tags=["line-of-sight", "monthly", "report"],
    schedule=PartitionedAssetTimetable(assets=steps.MONTHLY_FIGURES),
    params={"period": steps.month_form()},
    default_args=steps.DEFAULTS,
    deadline=by_its_deadline(REPORT, "month"),
    max_active_runs=16,  # a month that waits for a person does not stop the next
)
def lead_member() -> None:
    """Find the month's snapshot; issue the report."""
    people = steps.recipients(REPORT, "month")
    snapshot = steps.measured_snapshot("month")
    steps.issue_report(REPORT, snapshot, people)


lead_member()
