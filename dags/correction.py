"""Makes a new version of a released issue from new data, because a person asked for it. Nobody gets it yet.

**Makes** an issue whose first page says what it corrects, and why. It waits, rendered: the Reports page shows what it
changes, and releases it to everyone who got the old one.

**For** who answers for the report, and then for its readers.

**When**: by hand, best from the issue on the Reports page (*Correct*), with a reason.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `pull` | no issue of the period is released, or the database cannot be read | the log says which |
| `check` | it waits: a gate holds the new data | answer under Required Actions |
| `correct` | a page would not be as it should be: the log says what | send the log to the analyst |
"""

from datetime import datetime
from typing import Any

from airflow.sdk import Param, dag, get_current_context, task

import steps
from reports.policy import KIND_OF
from reports.section import ReportName
from reports.series import report_of


@task(execution_timeout=steps.HEAVY)
def pull() -> str:
    """Freeze what the case-management database holds now for the period; give the snapshot's id."""
    from reports.workflow import correction, data
    from runs import as_at_of, period_of, place

    context = get_current_context()
    report, here = context["params"]["report"], place("source", "alerts")
    period = period_of(context, KIND_OF[ReportName(report_of(report))])
    correction.to_correct(here, report, period.key)
    return data.pull(here, period.key, as_at_of(context).isoformat())


@task(execution_timeout=steps.HEAVY)
def correct(snapshot: str) -> int:
    """Make the new version; give its id."""
    from reports.workflow import correction
    from runs import place

    asked = get_current_context()["params"]
    return correction.correct(place(), asked["report"], asked["period"], snapshot, asked["reason"]).issue.id


@dag(
    dag_id="correction",
    dag_display_name="Correction",
    description="A new version of a released issue, when a person asks for it",
    doc_md=__doc__,
    tags=["line-of-sight", "by hand"],
    schedule=None,
    start_date=datetime(2024, 1, 1),  # noqa: DTZ001 - it has no schedule
    is_paused_upon_creation=False,
    params={
        "report": steps.report_form(),
        "period": Param(
            type="string", title="Period", description="Such as 2026-10, 2026-Q3, 2026-27, or the Monday of a week."
        ),
        "reason": Param(
            type="string", minLength=1, title="Reason", description="Its first page says it. Name no child, no worker."
        ),
        "as_at": steps.as_at_form(),
    },
    default_args=steps.DEFAULTS,
    max_active_runs=16,
)
def of_an_issue() -> None:
    """Pull, judge, make."""
    snapshot: Any = pull()
    correct(steps.check(snapshot))


of_an_issue()
