"""Pulls the month's data, checks and measures them, for the SMT overview and the Lead Member report.

**Makes** a snapshot of the case-management data and every figure of the month, in the archive. It sends nothing:
`smt_overview` and `lead_member` start by themselves when it is done, on the same snapshot, so that the two reports
cannot disagree.

**When**: on the second working day of each month at 06:00 London time, for the month before. By hand: *Trigger*,
and choose a month.

**For** the performance team.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `pull` | the database or the archive was away for an hour: the log says which | see that it is up, then clear `pull` |
| `pull` | a table or field of the contract is missing: the log names it | have it put back, then clear `pull` |
| `check` waits | a gate holds it, and a person may let it pass: Required Actions | have the source mended and clear \
`pull`; or approve, with a reason that every mail will say |
| `check` | a gate holds it that nobody may open: the log says which | have the source mended, then clear `pull` |
| `measure` | a fault of ours | send the log to the analyst |

Clearing `pull` pulls the data as they are now; nothing that was made before is lost.
"""

from airflow.sdk import dag

import steps
from alarms import by_the_deadlines_of
from working_days import WorkingDayOfMonth


@dag(
    dag_display_name="Monthly figures",
    description="The month's data, checked and measured, for the monthly reports",
    doc_md=__doc__,
    tags=["line-of-sight", "monthly", "figures"],
    schedule=WorkingDayOfMonth(2, hour=6),  # type: ignore[abstract]  # only next_dagrun_info_v2 is asked
    params={"period": steps.month_form(), "as_at": steps.as_at_form()},
    default_args=steps.DEFAULTS,
    deadline=by_the_deadlines_of("month"),  # without figures no report's own run begins, and it is late all the same
    max_active_runs=3,  # a month that waits for a person does not stop the next
)
def monthly_figures() -> None:
    """Pull, check, measure; then tell the reports."""
    snapshot = steps.pull("month")
    checked = steps.check(snapshot)
    measured = steps.measure(checked)
    steps.publish(measured)


monthly_figures()
