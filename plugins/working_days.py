"""The timetable "n-th working day of the month", and the plugin that makes it known to Airflow.

Airflow finds a timetable by its import path, and loads each file of `plugins/` as a module named by its stem:
DAGs import it as `from working_days import WorkingDayOfMonth`.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

import pendulum
from airflow.exceptions import InvalidPartitionKeyError
from airflow.plugins_manager import AirflowPlugin
from airflow.timetables.base import DagRunInfo, DataInterval, TimeRestriction, Timetable

from reports.errors import PeriodError
from reports.periods import LONDON, Kind, Period, working_day_of_month

FIRST_RUN_GRACE = timedelta(hours=1)  # the next run is worked out again and again: it must not slip by at its time


class WorkingDayOfMonth(Timetable):
    """Run on the n-th working day of each month, at a full hour of London time, for the month before.

    The run's partition key is the month it reports on (`2026-10`); its partition date is that month's start.
    Which runs are made after a pause is as with Airflow's own cron timetables.
    """

    partitioned = True

    def __init__(self, n: int, hour: int) -> None:
        """Take the working day (1 is the first) and the hour (0 to 23)."""
        self.n = n
        self.hour = hour
        self.description = f"On working day {n} of the month at {hour:02d}:00 London time, for the month before"

    @property
    def summary(self) -> str:
        """What stands in the list of DAGs."""
        return f"working day {self.n}, {self.hour:02d}:00"

    def serialize(self) -> dict[str, Any]:
        """Give the arguments, for the scheduler's database."""
        return {"n": self.n, "hour": self.hour}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> "WorkingDayOfMonth":
        """Take the arguments from the scheduler's database."""
        return cls(**data)

    def due(self, month: Period) -> datetime:
        """Give the instant at which the report on a month is due."""
        day = working_day_of_month(month.shift(1), self.n)
        return datetime.combine(day, time(self.hour), LONDON)

    def next_dagrun_info_v2(
        self, *, last_dagrun_info: DagRunInfo | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Give the run after the last one; of those missed, only the latest unless the DAG catches up."""
        now = pendulum.now("UTC")
        months = []
        if last_dagrun_info:
            months.append(self._due_from(last_dagrun_info.run_after, later=True))
        if restriction.earliest:
            months.append(self._due_from(restriction.earliest))
        if not months:  # a new DAG waits for its first time
            months.append(self._due_from(now - FIRST_RUN_GRACE, later=True))
        if not restriction.catchup:
            months.append(self._due_from(now, later=True).previous())
        run = self._run(max(months))
        return None if restriction.latest and run.run_after > restriction.latest else run

    def iter_partition_dagrun_infos(self, *, earliest: datetime, latest: datetime) -> Iterator[DagRunInfo]:
        """Give a run for each month that begins between the bounds, both included, for a backfill."""
        first, last = (self.localize_partition_datetime(bound) for bound in (earliest, latest))
        month = Period.containing(first.astimezone(LONDON).date(), Kind.MONTH)
        while month.start_at <= last:
            if month.start_at >= first:
                yield self._run(month)
            month = month.shift(1)

    def localize_partition_datetime(self, dt: datetime) -> pendulum.DateTime:
        """Read the wall clock of a bound, which comes as UTC, as London time."""
        return pendulum.instance(dt.replace(tzinfo=LONDON)).in_timezone("UTC")

    def infer_manual_data_interval(self, *, run_after: pendulum.DateTime) -> DataInterval:
        """Give the empty interval: which month a manual run reports on, its partition key or form says."""
        return DataInterval.exact(run_after)

    def _decode_partition_date(self, partition_key: str) -> datetime:
        try:
            month = Period.parse(partition_key)
        except PeriodError as error:
            raise InvalidPartitionKeyError(str(error)) from None
        if month.key != partition_key or month.kind is not Kind.MONTH:
            raise InvalidPartitionKeyError(f"partition key {partition_key!r} is not a month such as 2026-10")
        return _utc(month.start_at)

    def _due_from(self, instant: datetime, *, later: bool = False) -> Period:
        """Give the first month whose report is due at or after the instant; strictly later if so asked."""
        month = Period.containing(instant.astimezone(LONDON).date(), Kind.MONTH).shift(-2)
        while self.due(month) < instant or (later and self.due(month) == instant):
            month = month.shift(1)
        return month

    def _run(self, month: Period) -> DagRunInfo:
        return DagRunInfo(
            run_after=_utc(self.due(month)),
            data_interval=None,
            partition_date=_utc(month.start_at),
            partition_key=month.key,
        )


def _utc(instant: datetime) -> pendulum.DateTime:
    return pendulum.instance(instant).in_timezone("UTC")


class LineOfSightPlugin(AirflowPlugin):
    """What Airflow itself loads from Line of Sight."""

    name = "line_of_sight"
    timetables = [WorkingDayOfMonth]  # noqa: RUF012 - as Airflow declares it
