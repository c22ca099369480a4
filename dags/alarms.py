"""What Airflow calls when something is wrong: a task that has failed for good, a report that is not out in time.

Both tell the operators through `reports.workflow.alerting`, one message for each event.
"""

import logging
from datetime import timedelta
from typing import Any

from airflow.sdk import Context
from airflow.sdk.definitions.callback import SyncCallback
from airflow.sdk.definitions.deadline import DeadlineAlert
from airflow.sdk.exceptions import AirflowFailException

from deadlines import DueOut
from reports import errors
from reports.policy import KIND_OF

log = logging.getLogger(__name__)

KINDS: dict[type[BaseException], str] = {
    errors.GateHeld: "held",
    errors.NotAnswered: "held",
    errors.RenderError: "held",
    errors.DeliveryRefused: "refused",
    errors.DeliveryUncertain: "uncertain",
}


class ToldBefore(AirflowFailException):
    """A task can do nothing, because of one that has failed before it, of which the operators know."""


def by_its_deadline(report: str, kind: str) -> DeadlineAlert:
    """Give the deadline of a report on a kind of period: when it has passed, `late` is called."""
    late_for = SyncCallback("alarms.late", {"report": report, "kind": kind})
    return DeadlineAlert(DueOut(report, kind), timedelta(), late_for, name=f"{report} is out")


def by_the_deadlines_of(kind: str) -> list[DeadlineAlert]:
    """Give the deadlines of all reports on a kind of period, for the run that they wait for."""
    return [by_its_deadline(report.value, kind) for report, of in KIND_OF.items() if of == kind]


def failed(context: Context) -> None:
    """Tell of a task that has failed and is not tried again."""
    error = context.get("exception")
    task = context["task_instance"].task_id
    if isinstance(error, ToldBefore):
        return
    if isinstance(error, errors.AlertError):
        log.error("%s: the operators could not be told: %s", task, error)
        return
    kind = next((kind for of, kind in KINDS.items() if isinstance(error, of)), "failed")
    tell(kind, context, f"{task}: {errors.told(error)}", getattr(error, "attempt", ""))


def tell(kind: str, context: Context, said: str, event: str = "") -> None:
    """Tell of what happened in a run, once for an event. Raises AlertError where the operators cannot be told."""
    from reports.workflow.alerting import Kind, alert
    from runs import place

    run, instance = context["dag_run"], context["task_instance"]
    report = context["params"].get("report") or run.dag_id
    period = run.partition_key or context["params"].get("period") or run.run_id
    alert(place("alerts"), Kind(kind), f"{report} {period}", said, getattr(instance, "log_url", ""), event=event)


def late(report: str, kind: str, context: dict[str, Any]) -> None:
    """Tell that a report is not out by its deadline, and why.

    It may be out, with its run still busy; and the figures that it waits for have the deadlines of all reports, of
    which some may go to nobody here.
    """
    from deadlines import period_of_run
    from reports.workflow.alerting import Kind, alert
    from reports.workflow.status import why_late
    from runs import place

    run = context["dag_run"]
    period = period_of_run(kind, run.get("partition_key"), run.get("conf"), run["run_after"])
    here = place("alerts")
    why = why_late(here, report, period) if here.settings().recipients.goes_to_somebody(report) else None
    if why:
        alert(here, Kind.LATE, f"{report} {period.key}", str(why), event="late")
