"""Sends what a person asked for on the Reports page: a release, a resend, the notice of a withdrawal.

**Makes** nothing new: what lies in the archive is sent, to each reader at most once in a run, tried again or cleared.

**When**: the Reports page starts it, with the issue, what is asked for and why. Who asked for it is the run's user,
whose name stands in the ledger.

**For** the readers of the issue.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `send` | some have not got it: refused, uncertain, or the server was away for an hour | see the issue's deliveries |
"""

from datetime import datetime

from airflow.sdk import Param, dag, get_current_context, task

import steps


@task
def send() -> str:
    """Do what is asked for; say how many have it."""
    from reports.workflow import by_hand
    from runs import place

    context = get_current_context()
    asked, run = context["params"], context["dag_run"]
    return by_hand.send(
        place("mail"),
        by_hand.Asked(
            act=asked["act"],
            issue=asked["issue"],
            reason=asked["reason"],
            actor=f"{run.triggering_user_name or 'somebody'} (Airflow)",
            since=run.run_after,
            deliveries=asked["deliveries"],
            commentary=asked["commentary"],
        ),
    )


@dag(
    dag_id="send_by_hand",
    dag_display_name="Sending by hand",
    description="A release, a resend or a withdrawal, when a person asks for it",
    doc_md=__doc__,
    tags=["line-of-sight", "by hand"],
    schedule=None,
    start_date=datetime(2024, 1, 1),  # noqa: DTZ001 - it has no schedule
    is_paused_upon_creation=False,
    params={
        "act": Param(type="string", enum=["release", "resend", "send-again", "withdraw"], title="What"),
        "issue": Param(type="integer", title="Issue", description="Its number in the ledger."),
        "report": steps.report_form(),
        "period": Param(type="string", title="Period"),
        "reason": Param(type="string", minLength=1, title="Reason", description="Name no child and no worker."),
        "commentary": Param(
            "", type="string", title="Commentary", description="What a released issue's mail says first."
        ),
        "deliveries": Param([], type="array", items={"type": "integer"}, title="Deliveries that are sent again"),
    },
    default_args=steps.DEFAULTS,
    max_active_runs=16,
)
def what_is_asked_for() -> None:
    """Send."""
    send()


what_is_asked_for()
