"""The timetable "n-th working day after a month, quarter or year", and the plugin that makes it known to Airflow.

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
from reports.periods import EXAMPLES, LONDON, Kind, Period, nth_working_day_after

FIRST_RUN_GRACE = timedelta(hours=1)  # the next run is worked out again and again: it must not slip by at its time


class WorkingDayOfMonth(Timetable):
    """Run on the n-th working day of the month after each month, quarter or year, at a full hour of London time.

    The run's partition key is the period it reports on (`2026-10`, `2026-Q3`, `2026-27`); its partition date is that
    period's start. Which runs are made after a pause is as with Airflow's own cron timetables.
    """

    partitioned = True

    def __init__(self, n: int, hour: int, kind: str = Kind.MONTH) -> None:
        """Take the working day (1 is the first), the hour (0 to 23), and for which kind of period."""
        self.n = n
        self.hour = hour
        self.kind = Kind(kind)
        self.description = f"On working day {n} after a {kind} at {hour:02d}:00 London time, for that {kind}"

    @property
    def summary(self) -> str:
        """What stands in the list of DAGs."""
        return f"working day {self.n}, {self.hour:02d}:00"

    def serialize(self) -> dict[str, Any]:
        """Give the arguments, for the scheduler's database."""
        return {"n": self.n, "hour": self.hour, "kind": self.kind.value}

    @classmethod
    def deserialize(cls, data: dict[str, Any]) -> "WorkingDayOfMonth":
        """Take the arguments from the scheduler's database."""
        return cls(**data)

    def due(self, period: Period) -> datetime:
        """Give the instant at which the run for a period is due."""
        return datetime.combine(nth_working_day_after(period, self.n), time(self.hour), LONDON)

    def next_dagrun_info_v2(
        self, *, last_dagrun_info: DagRunInfo | None, restriction: TimeRestriction
    ) -> DagRunInfo | None:
        """Give the run after the last one; of those missed, only the latest unless the DAG catches up."""
        now = pendulum.now("UTC")
        periods = []
        if last_dagrun_info:
            periods.append(self._due_from(last_dagrun_info.run_after, later=True))
        if restriction.earliest:
            periods.append(self._due_from(restriction.earliest))
        if not periods:  # a new DAG waits for its first time
            periods.append(self._due_from(now - FIRST_RUN_GRACE, later=True))
        if not restriction.catchup:
            periods.append(self._due_from(now, later=True).previous())
        run = self._run(max(periods))
        return None if restriction.latest and run.run_after > restriction.latest else run

    def next_dagrun_info(self, **asked: Any) -> DagRunInfo | None:  # noqa: ARG002 - Airflow declares it, and asks for v2
        """Give nothing: of a timetable with partitions Airflow asks `next_dagrun_info_v2`."""
        return None

    def iter_partition_dagrun_infos(self, *, earliest: datetime, latest: datetime) -> Iterator[DagRunInfo]:
        """Give a run for each period that begins between the bounds, both included, for a backfill."""
        first, last = (self.localize_partition_datetime(bound) for bound in (earliest, latest))
        period = Period.containing(first.astimezone(LONDON).date(), self.kind)
        while period.start_at <= last:
            if period.start_at >= first:
                yield self._run(period)
            period = period.shift(1)

    def localize_partition_datetime(self, dt: datetime) -> pendulum.DateTime:
        """Read the wall clock of a bound, which comes as UTC, as London time."""
        return pendulum.instance(dt.replace(tzinfo=LONDON)).in_timezone("UTC")

    def infer_manual_data_interval(self, *, run_after: pendulum.DateTime) -> DataInterval:
        """Give the empty interval: which period a manual run reports on, its partition key or form says."""
        return DataInterval.exact(run_after)

    def _decode_partition_date(self, partition_key: str) -> datetime:
        try:
            period = Period.parse(partition_key)
        except PeriodError as error:
            raise InvalidPartitionKeyError(str(error)) from None
        if period.key != partition_key or period.kind is not self.kind:
            raise InvalidPartitionKeyError(
                f"partition key {partition_key!r} is not a {self.kind} such as {EXAMPLES[self.kind]}"
            )
        return _utc(period.start_at)

    def _due_from(self, instant: datetime, *, later: bool = False) -> Period:
        """Give the first period whose run is due at or after the instant; strictly later if so asked."""
        period = Period.containing(instant.astimezone(LONDON).date(), self.kind).shift(-2)
        while self.due(period) < instant or (later and self.due(period) == instant):
            period = period.shift(1)
        return period

    def _run(self, period: Period) -> DagRunInfo:
        return DagRunInfo(
            run_after=_utc(self.due(period)),
            data_interval=None,
            partition_date=_utc(period.start_at),
            partition_key=period.key,
        )


def _utc(instant: datetime) -> pendulum.DateTime:
    return pendulum.instance(instant).in_timezone("UTC")


class LineOfSightPlugin(AirflowPlugin):
    """What Airflow itself loads from Line of Sight."""

    name = "line_of_sight"
    timetables = [WorkingDayOfMonth]  # noqa: RUF012 - as Airflow declares it
