"""Makes the SMT overview of a month and sends it to the senior management team.

**Makes** a PDF of six to ten pages, and the lists behind it as a workbook: where caseloads, supervision and missing
children are off the standard, who needs help, what changed. Operational: it names workers, children by code.

**When**: as soon as `monthly_figures` is done. By hand: *Trigger*, and choose a month whose figures are there.

**For** the senior management team and the monthly performance meeting: `config/recipients.yaml`.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `measured_snapshot` | there are no figures of that month | run `monthly_figures` for it |
"""

from airflow.sdk import PartitionedAssetTimetable, dag

import steps
from alarms import by_its_deadline

REPORT = "smt_overview"


@dag(
    dag_display_name="SMT overview",
    description="Caseloads, supervision and missing children, for the senior management team",
    doc_md=__doc__ + steps.WHEN_A_REPORT_IS_RED,
    tags=["line-of-sight", "monthly", "report"],
    schedule=PartitionedAssetTimetable(assets=steps.MONTHLY_FIGURES),
    params={"period": steps.month_form()},
    default_args=steps.DEFAULTS,
    deadline=by_its_deadline(REPORT, "month"),
    max_active_runs=16,  # a month that waits for a person does not stop the next
)
def smt_overview() -> None:
    """Find the month's snapshot; issue the report."""
    people = steps.recipients(REPORT, "month")
    snapshot = steps.measured_snapshot("month")
    steps.issue_report(REPORT, snapshot, people)


smt_overview()
