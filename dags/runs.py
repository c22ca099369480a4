"""What a run says of itself: its period, its time, what triggered it, and where the things are that it works on."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.sdk import Connection, Context, Variable

from connections import alert_urls, database_url, mail_url
from reports.archive import archive_at
from reports.errors import PeriodError, SettingsError
from reports.periods import LONDON, Kind, Period, parse_instant
from reports.workflow import Workplace


def period_of(context: Context, kind: str) -> Period:
    """Give the period to report on: by partition key or form, else the last complete one of a kind.

    Raises PeriodError where key and form differ, the period is of another kind, or it has not ended.
    """
    run = context["dag_run"]
    chosen = {Period.parse(text) for text in (run.partition_key, context["params"].get("period")) if text}
    if len(chosen) > 1:
        raise PeriodError("the run's partition key and the form name different periods: give one of them")
    period = chosen.pop() if chosen else Period.last_complete(Kind(kind), run.run_after)
    if period.kind != kind:
        raise PeriodError(f"period {period.key}: this report is made for a {kind}, not for a {period.kind}")
    if period.end_at > as_at_of(context):
        raise PeriodError(f"period {period.key} has not ended: report on it after {period.last_day}")
    return period


def as_at_of(context: Context) -> datetime:
    """Give the instant as at which data are pulled: that of the form, else when the run began, to the minute.

    A task that is tried again within a run so asks for the same data.
    """
    if form := context["params"].get("as_at"):
        return parse_instant(form)
    run = context["dag_run"]
    return (run.start_date or run.run_after).astimezone(LONDON).replace(second=0, microsecond=0)


def triggered_by(context: Context) -> Any | None:
    """Give the latest asset event that triggered the run, if one did."""
    events = [event for of_asset in context["triggering_asset_events"].values() for event in of_asset]
    return max(events, key=lambda event: event.timestamp, default=None)


def is_late(context: Context, here: Workplace) -> bool:
    """Tell whether the run makes up for what was missed: a backfill, or one that comes long after its time.

    How long that is, `late_after_hours` of release.yaml says.
    """
    run, event = context["dag_run"], triggered_by(context)
    if event and event.extra.get("late"):
        return True
    if run.run_type == "manual":
        return False
    due = event.timestamp if event else run.run_after
    after = timedelta(hours=here.settings().release.late_after_hours)
    return bool(run.run_type == "backfill" or datetime.now(UTC) - due > after)


def place(*connections: str) -> Workplace:
    """Give where a step works: the archive, the ledger, the settings, and of `source` and `mail` what it needs.

    The folders of archive, settings and commentaries come from LINEOFSIGHT_ARCHIVE, LINEOFSIGHT_CONFIG and
    LINEOFSIGHT_COMMENTARY, all else from Airflow's connections `case_management`, `reports_ledger` and `mail_server`;
    a recipient's `pdf_password` is an Airflow variable.
    """
    archive = os.environ.get("LINEOFSIGHT_ARCHIVE")
    if not archive:
        raise SettingsError("LINEOFSIGHT_ARCHIVE: set it to the folder or object store that keeps the archive")
    config, commentary = os.environ.get("LINEOFSIGHT_CONFIG"), os.environ.get("LINEOFSIGHT_COMMENTARY")
    return Workplace(
        source=database_url(Connection.get("case_management")) if "source" in connections else None,
        archive=archive_at(archive),
        ledger=database_url(Connection.get("reports_ledger")),
        config=Path(config) if config else None,
        commentary=archive_at(commentary) if commentary else None,
        mail=mail_url(Connection.get("mail_server")) if "mail" in connections else None,
        alerts=alert_urls(Connection.get("operator_alerts")) if "alerts" in connections else (),
        actor="Airflow",
        secrets=lambda name: Variable.get(name, default=None),
    )
