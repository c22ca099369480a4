"""The steps of which the DAGs are made. What a step does is in `reports.workflow`; here is how Airflow runs it.

Tasks hand each other ids, never data. A task is tried again, later and later, only where waiting can heal it:
`TRIED_AGAIN`. What is heavy to import is imported when a task runs, not when the scheduler reads a DAG.
"""

from datetime import timedelta
from typing import Any

from airflow.sdk import (
    Asset,
    ExceptionRetryPolicy,
    Param,
    RetryAction,
    RetryRule,
    get_current_context,
    task,
)
from airflow.sdk.exceptions import AirflowTaskTimeout

from alarms import failed
from asking import Check, Release
from reports.errors import HEALED_BY_WAITING, SettingsError
from reports.periods import EXAMPLES, Kind
from reports.policy import FIGURES_OF
from reports.section import ReportName

FIGURES = {kind: Asset(name) for kind, name in FIGURES_OF.items()}

TRIED_AGAIN: list[type[BaseException] | str] = [
    *HEALED_BY_WAITING,
    AirflowTaskTimeout,
    "sqlalchemy.exc.OperationalError",  # the ledger is away or locked
]
DEFAULTS: dict[str, Any] = {
    "owner": "performance",
    "execution_timeout": timedelta(minutes=5),
    "retries": 6,  # after 1, 2, 4, 8, 16 and 30 minutes: an hour in all
    "retry_delay": timedelta(minutes=1),
    "retry_exponential_backoff": 2,
    "max_retry_delay": timedelta(minutes=30),
    "on_failure_callback": failed,
    "retry_policy": ExceptionRetryPolicy([RetryRule(TRIED_AGAIN, RetryAction.RETRY)], default=RetryAction.FAIL),
}
HEAVY = timedelta(minutes=30)  # a county takes seconds; a hundred times a county must still fit
_WRITTEN: dict[Kind, dict[str, Any]] = {  # how the form knows one; a week may be named by any of its days
    Kind.WEEK: {"format": "date"},
    Kind.MONTH: {"pattern": r"^\d{4}-(0[1-9]|1[0-2])$"},
    Kind.QUARTER: {"pattern": r"^\d{4}-Q[1-4]$"},
    Kind.YEAR: {"pattern": r"^\d{4}-\d{2}$"},
}


def period_form(kind: Kind) -> Param:
    """Ask for the period to report on."""
    which = "Any day of the week" if kind is Kind.WEEK else f"The {kind}"
    return Param(
        None,
        type=["null", "string"],
        title=kind.capitalize(),
        description=f"{which} to report on, such as {EXAMPLES[kind]}. Empty: the last complete one.",
        **_WRITTEN[kind],
    )


def report_form() -> Param:
    """Ask for a report, of which each team may have one of its own: `team_oversight:T012`."""
    names = [report.value for report in ReportName]
    return Param(type="string", pattern=rf"^({'|'.join(names)})(:.+)?$", examples=names, title="Report")


def as_at_form() -> Param:
    """Ask for the instant as at which the data are pulled."""
    return Param(
        None,
        type=["null", "string"],
        format="date-time",
        title="As at",
        description="Leave out what began after this time. Empty: the time at which the run starts.",
    )


@task(execution_timeout=HEAVY)
def pull(kind: str) -> str:
    """Freeze what the case-management database holds for the run's period; give the snapshot's id."""
    from reports.workflow import data
    from runs import as_at_of, period_of, place

    context = get_current_context()
    return data.pull(place("source", "alerts"), period_of(context, kind).key, as_at_of(context).isoformat())


def check(snapshot: Any) -> Any:
    """Judge the data by every rule and gate; where a gate holds the reports, a person may let them pass."""
    return Check(task_id="check", about=snapshot, execution_timeout=HEAVY).output


@task(execution_timeout=HEAVY)
def measure(snapshot: str) -> str:
    """Compute every measure and list, once for all reports made from the snapshot."""
    from reports.workflow import data
    from runs import place

    data.measure(place(), snapshot)
    return snapshot


def publish(kind: Kind, snapshot: Any) -> Any:
    """Tell the reports on a kind of period, which wait for them, that its figures are there."""
    figures = FIGURES[kind]

    @task(task_id="publish", outlets=[figures])
    def tell(snapshot: str) -> None:
        from runs import is_late, period_of, place

        context = get_current_context()
        event = context["outlet_events"][figures]
        event.add_partitions(period_of(context, kind).key)
        event.extra = {"snapshot": snapshot, "late": is_late(context, place())}

    return tell(snapshot)


@task
def measured_snapshot(kind: str) -> str:
    """Find the snapshot to report on: that of the run that triggered this one, else the period's latest."""
    from runs import period_of, place, triggered_by

    context = get_current_context()
    if event := triggered_by(context):
        return str(event.extra["snapshot"])

    from reports.workflow import data

    return data.measured_snapshot(place(), period_of(context, kind).key)


@task
def recipients(report: str, kind: str) -> list[str]:
    """Read to whom the report goes; settings that are wrong hold it before anything is rendered."""
    from reports.workflow import people
    from runs import period_of, place

    try:
        return people.recipients(place("mail", "alerts"), report)
    except SettingsError as error:
        from reports.workflow import hold

        hold.hold_for_settings(place(), report, period_of(get_current_context(), kind), str(error))
        raise


@task(execution_timeout=HEAVY)
def render(report: str, snapshot: str) -> int:
    """Make the issue: the PDF and what goes with it; give its id. An issue of the same data is found again."""
    from reports.workflow import issue
    from runs import place

    return issue.render(place(), report, snapshot)


def release(issue: Any) -> Any:
    """Release the issue by itself, or when a person says so, as the report's policy has it."""
    return Release(task_id="release", about=issue).output


@task(map_index_template="{{ recipient_name }}")
def deliver(report: str, issue: int, recipient: str) -> str:
    """Send the issue to one recipient, unless it was sent already."""
    from reports.workflow import delivery, people
    from runs import place

    here = place("mail")
    context = get_current_context()
    context["recipient_name"] = people.recipient_name(here, report, recipient)  # type: ignore[typeddict-unknown-key]
    return delivery.deliver(here, issue, recipient)


@task
def close(issue: int) -> str:
    """Make sure that every recipient was sent the issue, and say so."""
    from reports.workflow import delivery
    from runs import place

    return delivery.close(place(), issue)
