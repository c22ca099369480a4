"""The deadline of a report's run: the instant by which every reader must have it, as `release.yaml` says.

Airflow finds a deadline's reference by its import path, as it finds a timetable (`working_days`).
"""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from airflow.plugins_manager import AirflowPlugin
from airflow.sdk.definitions.deadline import BaseDeadlineReference

from reports.errors import ReportsError
from reports.periods import Kind, Period
from reports.settings import load

log = logging.getLogger(__name__)

GRACE = timedelta(hours=3)  # for a run that begins when its report was due already


@dataclass
class DueOut(BaseDeadlineReference):
    """The instant by which a report on a kind of period is due; its run, or one that it waits for, has the deadline."""

    report: str
    kind: str
    required_kwargs = {"dag_id", "run_id"}  # noqa: RUF012 - as Airflow reads it

    def serialize_reference(self) -> dict[str, Any]:
        """Give what the scheduler keeps of it."""
        return {**super().serialize_reference(), "report": self.report, "kind": self.kind}

    @classmethod
    def deserialize_reference(cls, reference_data: dict[str, Any]) -> "DueOut":
        """Make it out of what the scheduler kept."""
        return cls(reference_data["report"], reference_data["kind"])

    def _evaluate_with(self, *, session: Any, dag_id: str, run_id: str) -> datetime:
        from airflow.models import DagRun  # noqa: PLC0415 - the scheduler's, not a DAG's
        from sqlalchemy import select  # noqa: PLC0415 - the same

        run = session.scalar(select(DagRun).where(DagRun.dag_id == dag_id, DagRun.run_id == run_id))
        return due(self.report, self.kind, run.partition_key, run.conf, run.run_after)


def due(report: str, kind: str, key: str | None, conf: Mapping[str, Any] | None, run_after: datetime) -> datetime:
    """Give the instant by which the report of a run is due: never before the run, never an error for the scheduler."""
    try:
        config = os.environ.get("LINEOFSIGHT_CONFIG")
        release = load(Path(config) if config else None).release
        instant = release.due(report, period_of_run(kind, key, conf, run_after))
    except ReportsError as error:
        log.warning("%s: its deadline is %s after its run, because: %s", report, GRACE, error)
        return run_after + GRACE
    return instant if instant > run_after else run_after + GRACE


def period_of_run(kind: str, key: str | None, conf: Mapping[str, Any] | None, run_after: datetime | str) -> Period:
    """Give the period of a run: by its partition key, the form, or the last complete one. Raises PeriodError."""
    named = key or (conf or {}).get("period")
    at = datetime.fromisoformat(run_after) if isinstance(run_after, str) else run_after
    return Period.parse(named) if named else Period.last_complete(Kind(kind), at)


class DeadlinesPlugin(AirflowPlugin):
    """What Airflow itself loads of this file."""

    name = "line_of_sight_deadlines"
    deadline_references = [DueOut]  # noqa: RUF012 - as Airflow declares it
