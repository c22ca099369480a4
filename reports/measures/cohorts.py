"""Cohorts: who and what a period's measures are about. Measures share them; each is computed once."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from reports.measures.prepared import UNKNOWN_GROUP, Prepared, open_at
from reports.periods import Period, midnight
from reports.settings import Standards
from reports.source import lookup

ASYE_DAYS = 365  # the Assessed and Supported Year in Employment: days 0 to 364
ONE_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class Cohorts:
    """The cohorts of one period.

    Frames carry the columns by which measures group them: person, worker, role, team, service, care_status.
    """

    prepared: Prepared
    period: Period

    @property
    def standards(self) -> Standards:
        """The authority's standards."""
        return self.prepared.standards

    @cached_property
    def end(self) -> pd.Timestamp:
        """The instant at which the period ends."""
        return pd.Timestamp(self.period.end_at)

    @cached_property
    def first_day(self) -> pd.Timestamp:
        """The period's first day, naive."""
        return pd.Timestamp(self.period.start)

    @cached_property
    def last_day(self) -> pd.Timestamp:
        """The period's last day, naive."""
        return pd.Timestamp(self.period.last_day)

    def days_before_end(self, days: int) -> pd.Timestamp:
        """Give the London midnight that many days before the period's end."""
        return pd.Timestamp(midnight(self.period.end - timedelta(days=days)))

    def in_period(self, instants: "pd.Series[Any]") -> "pd.Series[Any]":
        """Tell which instants fall in the period."""
        return (instants >= pd.Timestamp(self.period.start_at)) & (instants < self.end)

    # Caseload

    @cached_property
    def open_cases(self) -> pd.DataFrame:
        """Allocated involvements open at the end: person, worker, role (the worker's), team, service."""
        involvements = self.prepared.allocated
        held = involvements[open_at(involvements["start"], involvements["end"], self.end)]
        return held.assign(role=lookup(held["worker"], self.staff["role"]).fillna("other").astype("str"))

    @cached_property
    def cin_open(self) -> pd.DataFrame:
        """CIN episodes open at the end: person, team, service, start, end."""
        episodes = self.prepared.cin_episodes
        return episodes[open_at(episodes["start"], episodes["end"], self.end)]

    @cached_property
    def unallocated(self) -> pd.DataFrame:
        """CIN episodes open at the end of children without an allocated involvement open then."""
        return self.cin_open[~self.cin_open["person"].isin(self.open_cases["person"])]

    @cached_property
    def staff(self) -> pd.DataFrame:
        """Every known worker at the period's last day: worker (index), role, team, service, fte, asye_day, cases.

        Role, team and FTE are those of the spells that cover the last day; without one, of the job title, of
        the team in which the worker holds most children, and of ssd_professionals. `asye_day` is empty
        outside the ASYE year.
        """
        held = self.prepared.allocated
        held = held[open_at(held["start"], held["end"], self.end)]
        cases = held.drop_duplicates(["worker", "person"]).groupby("worker").size()
        professionals, spells = self.prepared.professionals, self._spells_now
        workers = professionals.index.union(pd.Index(self.prepared.spells["worker"].unique())).rename("worker")
        staff = pd.DataFrame(index=workers)
        of_title = self.prepared.role_of_title(professionals["job_title"].reindex(workers))
        role = spells["role"].reindex(workers).fillna(of_title)
        team = spells["team"].reindex(workers).fillna(_team_with_most(held).reindex(workers)).fillna(UNKNOWN_GROUP)
        in_post = workers.isin(spells.index)
        fte = spells["fte"].reindex(workers).where(in_post, professionals["fte"].reindex(workers))
        return staff.assign(
            role=role.astype("str"),
            team=team.astype("str"),
            service=self.prepared.service_of(team.astype("str")),
            fte=fte.clip(upper=1),
            asye_day=self._asye_day.reindex(workers),
            cases=cases.reindex(workers, fill_value=0),
        )

    @cached_property
    def holders(self) -> pd.DataFrame:
        """Workers with at least one open case: as `staff`, with worker as a column."""
        return self.staff[self.staff["cases"] > 0].reset_index()

    @cached_property
    def measured_by_fte(self) -> pd.DataFrame:
        """Those of `holders` whose FTE is above 0."""
        return self.holders[self.holders["fte"] > 0]

    @cached_property
    def with_ceiling(self) -> pd.DataFrame:
        """Those of `holders` whose role has a ceiling: with ceiling, over (bool). A missing FTE is judged at 1."""
        per_fte = self.holders["role"].map(self.standards.caseload_ceilings).astype("float64")
        fte = self.holders["fte"].where(self.holders["fte"] > 0, 1.0)
        factor = np.where(self.holders["asye_day"].notna(), self.standards.asye_factor, 1.0)
        ceiling = (per_fte * fte * factor).round(9)
        judged = self.holders.assign(ceiling=ceiling, over=self.holders["cases"] > ceiling)
        return judged[ceiling.notna()]

    # Supervision

    @cached_property
    def due_workers(self) -> pd.DataFrame:
        """Workers due supervision: as `holders`, with last_session (day), days_since (empty: never) and supervised."""
        spells, absences = self.prepared.spells, self.prepared.data.frames["local_worker_absence"]
        in_post = self._days_covered(spells["worker"], spells["start"], spells["end"])
        absent = self._days_covered(
            absences["abse_professional_id"], absences["abse_start_date"], absences["abse_end_date"]
        )
        worker = self.holders["worker"]
        here_all_along = lookup(worker, in_post) == self.period.days
        rarely_absent = lookup(worker, absent).fillna(0) < self.standards.long_absence_days
        due = self.holders[here_all_along & rarely_absent]
        before_end = self.prepared.sessions[self.prepared.sessions["held"] < self.end]
        last = lookup(due["worker"], before_end.groupby("worker")["day"].max()).astype("datetime64[us]")
        return due.assign(
            last_session=last,
            days_since=(self.last_day - last).dt.days,
            supervised=due["worker"].isin(self.sessions["worker"]),
        )

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """Sessions held in the period, with the worker's team and service as at the end."""
        sessions = self.prepared.sessions[self.in_period(self.prepared.sessions["held"])]
        team = lookup(sessions["worker"], self.staff["team"]).fillna(UNKNOWN_GROUP).astype("str")
        return sessions.assign(team=team, service=self.prepared.service_of(team))

    # Missing and return interviews

    @cached_property
    def returns(self) -> pd.DataFrame:
        """Missing episodes whose return falls in the period."""
        missing = self._of_kind("m")
        return missing[self.in_period(missing["returned"])]

    @cached_property
    def required(self) -> pd.DataFrame:
        """Returns of the period that require an interview."""
        return self.returns[self.returns["required"]]

    @cached_property
    def required_due(self) -> pd.DataFrame:
        """Required returns whose 72 hours have passed by as_at."""
        return self.required[self.required["due"]]

    @cached_property
    def counted_interviews(self) -> pd.DataFrame:
        """The interviews that count for required returns, each once: interview, independent, grade."""
        frame = self.prepared.data.frames["local_return_interview"]
        counted = frame[frame["rhi_interview_id"].isin(self.required["interview"])]
        return counted.rename(
            columns={
                "rhi_interview_id": "interview",
                "rhi_independent_flag": "independent",
                "rhi_audit_grade": "grade",
            }
        )[["interview", "independent", "grade"]]

    def started(self, kind: str) -> pd.DataFrame:
        """Give the episodes of a kind (`m`, `a`) that started in the period."""
        episodes = self._of_kind(kind)
        return episodes[self.in_period(episodes["start"])]

    @cached_property
    def still_missing(self) -> pd.DataFrame:
        """Missing episodes open at the end."""
        missing = self._of_kind("m")
        return missing[open_at(missing["start"], missing["returned"], self.end)]

    @cached_property
    def repeat_missing(self) -> pd.DataFrame:
        """The last episode of the period of each child who went missing often: with episodes (how many)."""
        missing, started = self._of_kind("m"), self.started("m")
        earliest = self.days_before_end(self.standards.repeat_missing_days)
        often = missing[(missing["start"] >= earliest) & (missing["start"] < self.end)].groupby("person").size()
        last = started.sort_values(["start", "episode"]).drop_duplicates("person", keep="last")
        last = last.assign(episodes=lookup(last["person"], often))
        return last[last["episodes"] >= self.standards.repeat_missing_episodes]

    def _of_kind(self, kind: str) -> pd.DataFrame:
        return self.prepared.episodes[self.prepared.episodes["kind"] == kind]

    @cached_property
    def _spells_now(self) -> pd.DataFrame:
        """One row for each worker with a spell that covers the last day: role and team of the latest, FTE of all."""
        spells = self.prepared.spells
        now = spells[(spells["start"] <= self.last_day) & (spells["end"].isna() | (spells["end"] >= self.last_day))]
        latest = now.sort_values(["start", "team_id", "role"]).drop_duplicates("worker", keep="last")
        fte = now.groupby("worker")["fte"].sum(min_count=1).round(9)
        return latest.set_index("worker")[["role", "team"]].assign(fte=fte)

    @cached_property
    def _asye_day(self) -> "pd.Series[Any]":
        spells = self.prepared.spells
        begun = spells[spells["asye_start"] <= self.last_day]
        day = (self.last_day - begun.groupby("worker")["asye_start"].max()).dt.days
        return day[day < ASYE_DAYS]

    def _days_covered(
        self, worker: "pd.Series[Any]", start: "pd.Series[Any]", end: "pd.Series[Any]"
    ) -> "pd.Series[Any]":
        """Count for each worker the days of the period that spans of days cover, a day in two spans once."""
        spans = pd.DataFrame(
            {
                "worker": worker,
                "start": start.where(start > self.first_day, self.first_day),
                "end": end.where(end < self.last_day, self.last_day),
            }
        )
        spans = spans[spans["start"] <= spans["end"]].sort_values(["worker", "start", "end"])
        covered_to = spans.groupby("worker")["end"].cummax().groupby(spans["worker"]).shift()
        new_from = spans["start"].where(covered_to.isna() | (spans["start"] > covered_to), covered_to + ONE_DAY)
        new_days = ((spans["end"] - new_from).dt.days + 1).clip(lower=0)
        return new_days.groupby(spans["worker"]).sum()


def _team_with_most(held: pd.DataFrame) -> "pd.Series[Any]":
    """Give for each worker the team in which most children are held; on a tie a known one, then the smallest id."""
    pairs = held.drop_duplicates(["worker", "team", "person"]).groupby(["worker", "team"])
    counts = pairs.agg(children=("person", "size")).reset_index()
    counts = counts.assign(unknown=counts["team"] == UNKNOWN_GROUP)
    ranked = counts.sort_values(["children", "unknown", "team"], ascending=[False, True, True])
    return ranked.drop_duplicates("worker").set_index("worker")["team"]
