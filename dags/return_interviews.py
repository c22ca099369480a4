"""Makes the weekly return-interview report and sends it to the Assistant Director.

**Makes** a PDF of three to five pages, and the lists behind it as a workbook: who went missing, who came back, who
has been spoken to in time, who is waiting, what children tell us. Operational: it names workers, children by code.

**When**: on Mondays at 06:00 London time, for the week before. By hand: *Trigger*, and choose any day of a week.

**For** the Assistant Director: `config/recipients.yaml`.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `pull` | the database or the archive was away for an hour: the log says which | see that it is up, then clear `pull` |
| `pull` | a table or field of the contract is missing: the log names it | have it put back, then clear `pull` |
| `check` waits | a gate holds it, and a person may let it pass: Required Actions | have the source mended and clear \
`pull`; or approve, with a reason that every mail will say |
| `check` | a gate holds it that nobody may open: the log says which | have the source mended, then clear `pull` |
"""

from datetime import timedelta

from airflow.sdk import CronPartitionTimetable, chain, dag

import steps
from alarms import by_its_deadline

REPORT = "return_interviews"


@dag(
    dag_display_name="Return interviews",
    description="Who came back, who was spoken to in time, who is waiting, for the Assistant Director",
    doc_md=__doc__ + steps.WHEN_A_REPORT_IS_RED,
    tags=["line-of-sight", "weekly", "report"],
    schedule=CronPartitionTimetable(
        "0 6 * * 1",
        timezone="Europe/London",
        run_offset=-1,  # for the week before
        key_format="%Y-%m-%d",
        run_immediately=timedelta(hours=1),  # a new DAG's first run must not slip by at its time
    ),
    params={"period": steps.week_form(), "as_at": steps.as_at_form()},
    default_args=steps.DEFAULTS,
    deadline=by_its_deadline(REPORT, "week"),
    max_active_runs=16,  # a week that waits for a person does not stop the next
)
def return_interviews() -> None:
    """Pull, check and measure the week; issue the report."""
    people = steps.recipients(REPORT, "week")
    snapshot = steps.pull("week")
    chain(people, snapshot)
    checked = steps.check(snapshot)
    measured = steps.measure(checked)
    steps.issue_report(REPORT, measured, people)


return_interviews()
