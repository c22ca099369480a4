"""Cohorts: who and what a period's measures are about. Measures share them; each is computed once."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.keys import Array, among, codes, ids, latest, of_each, own_keys, sizes
from reports.measures.moments import open_at
from reports.measures.parts import Part, part_of
from reports.measures.prepared import Prepared
from reports.periods import Period, midnight
from reports.settings import Standards

ASYE_DAYS = 365  # the Assessed and Supported Year in Employment: days 0 to 364


@dataclass(frozen=True)
class Cohorts:
    """The cohorts of one period.

    Frames carry the columns by which measures group them: person, worker, role, team, service, care_status. These are
    keys (`reports.measures.keys`): `among` tells which are in another cohort.
    """

    prepared: Prepared
    period: Period

    def part(self, kind: type[Part]) -> Part:
        """Give the cohorts of a domain of its own, made once: `kind` is made of these."""
        return part_of(self, kind)

    @property
    def standards(self) -> Standards:
        """The authority's standards."""
        return self.prepared.standards

    @cached_property
    def end(self) -> pd.Timestamp:
        """The instant at which the period ends."""
        return pd.Timestamp(self.period.end_at)

    @cached_property
    def start(self) -> pd.Timestamp:
        """The instant at which the period starts."""
        return pd.Timestamp(self.period.start_at)

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
        return (instants >= self.start) & (instants < self.end)

    # Caseload

    @cached_property
    def open_cases(self) -> pd.DataFrame:
        """Allocated involvements open at the end: person, worker, role (the worker's), team, service."""
        return self._held.assign(role=of_each(self._held["worker"], self.staff["role"]))

    @cached_property
    def _held(self) -> pd.DataFrame:
        involvements = self.prepared.allocated
        held = open_at(involvements["start"], involvements["end"], self.end)
        return involvements[["person", "worker", "team", "service"]][held]

    @cached_property
    def cin_open(self) -> pd.DataFrame:
        """CIN episodes open at the end: person, team, service, start, end."""
        episodes = self.prepared.cin_episodes
        return episodes[open_at(episodes["start"], episodes["end"], self.end)]

    @cached_property
    def unallocated(self) -> pd.DataFrame:
        """CIN episodes open at the end of children without an allocated involvement open then."""
        return self.cin_open[~among(self.cin_open["person"], self._held["person"])]

    @cached_property
    def staff(self) -> pd.DataFrame:
        """Every worker at the period's last day, in the order of the keys.

        Columns: worker, role, team, service, fte, asye_day, cases. Role, team and FTE are those of the spells that
        cover the last day; without one, of the job title, of the team in which the worker holds most children, and of
        ssd_professionals. `asye_day` is empty outside the ASYE year.
        """
        prepared, spells = self.prepared, self._spells_now
        teams = np.where(spells["team"] >= 0, spells["team"], _team_with_most(self._held))
        roles = np.where(spells["role"] >= 0, spells["role"], codes(prepared.by_title["role"]))
        fte = np.where(spells["in_post"], spells["fte"], prepared.by_title["fte"])
        team = pd.Series(prepared.team_keys.column(teams))
        return pd.DataFrame(
            {
                "worker": prepared.workers.all,
                "role": prepared.roles.column(roles),
                "team": team,
                "service": prepared.service_of(team),
                "fte": np.minimum(fte, 1.0),
                "asye_day": self._asye_day,
                "cases": sizes(self._held.drop_duplicates(["worker", "person"])["worker"]),
            }
        )

    @cached_property
    def holders(self) -> pd.DataFrame:
        """Those of `staff` with at least one open case."""
        return self.staff[self.staff["cases"] > 0]

    @cached_property
    def measured_by_fte(self) -> pd.DataFrame:
        """Those of `holders` whose FTE is above 0."""
        return self.holders[self.holders["fte"] > 0]

    @cached_property
    def with_ceiling(self) -> pd.DataFrame:
        """Those of `holders` whose role has a ceiling: with ceiling, over (bool). A missing FTE is judged at 1."""
        ceilings = pd.Series(self.standards.caseload_ceilings, dtype="float64").reindex(self.prepared.roles.ids)
        per_fte = of_each(self.holders["role"], ceilings)
        fte = self.holders["fte"].where(self.holders["fte"] > 0, 1.0)
        factor = np.where(self.holders["asye_day"].notna(), self.standards.asye_factor, 1.0)
        ceiling = (per_fte * fte * factor).round(9)
        judged = self.holders.assign(ceiling=ceiling, over=self.holders["cases"] > ceiling)[ceiling.notna()]
        self.prepared.over_ceiling[self.period] = judged.loc[judged["over"], "worker"]
        return judged

    @property
    def over_ceiling(self) -> "pd.Series[Any]":
        """The workers over their ceiling. A list that looks back at the periods of a history finds them kept."""
        kept = self.prepared.over_ceiling
        return kept[self.period] if self.period in kept else self.with_ceiling.loc[self.with_ceiling["over"], "worker"]

    # Supervision

    @cached_property
    def due_workers(self) -> pd.DataFrame:
        """Workers due supervision: as `holders`, with last_session (day), days_since (empty: never) and supervised."""
        days, first, last = self.period.days, self.first_day, self.last_day
        here_all_along = self.prepared.posts.days_within(first, last) == days
        rarely_absent = self.prepared.absences.days_within(first, last) < self.standards.long_absence_days
        due = self.holders[(here_all_along & rarely_absent)[codes(self.holders["worker"])]]
        sessions = self.prepared.sessions
        before_end = sessions[: sessions["held"].searchsorted(self.end)]
        last_session = of_each(due["worker"], pd.Series(latest(before_end["worker"], before_end["day"])))
        return due.assign(
            last_session=last_session,
            days_since=(self.last_day - last_session).dt.days,
            supervised=among(due["worker"], self.sessions["worker"]),
        )

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """Sessions held in the period, with the worker's team and service as at the end."""
        sessions = self.prepared.sessions[self.in_period(self.prepared.sessions["held"])]
        team = of_each(sessions["worker"], self.staff["team"])
        session = own_keys(sessions["session"])
        return sessions.assign(session=session, team=team, service=self.prepared.service_of(team))

    # Missing and return interviews

    @cached_property
    def returns(self) -> pd.DataFrame:
        """Missing episodes whose return falls in the period."""
        missing = self.prepared.missing
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
        interviews = self.prepared.interviews
        return interviews[among(interviews["interview"], self.required["interview"])]

    @cached_property
    def missing_started(self) -> pd.DataFrame:
        """Missing episodes that started in the period."""
        return self.prepared.missing[self.in_period(self.prepared.missing["start"])]

    @cached_property
    def away_started(self) -> pd.DataFrame:
        """Away episodes that started in the period."""
        return self.prepared.away[self.in_period(self.prepared.away["start"])]

    @cached_property
    def still_missing(self) -> pd.DataFrame:
        """Missing episodes open at the end."""
        missing = self.prepared.missing
        return missing[open_at(missing["start"], missing["returned"], self.end)]

    @cached_property
    def repeat_missing(self) -> pd.DataFrame:
        """The last episode of the period of each child who went missing often: with episodes (how many)."""
        missing, started = self.prepared.missing, self.missing_started
        earliest = self.days_before_end(self.standards.repeat_missing_days)
        often = sizes(missing.loc[(missing["start"] >= earliest) & (missing["start"] < self.end), "person"])
        last = started.sort_values(["start", "episode"]).drop_duplicates("person", keep="last")
        last = last.assign(episodes=often[codes(last["person"])])
        return last[last["episodes"] >= self.standards.repeat_missing_episodes]

    @cached_property
    def _spells_now(self) -> dict[str, Array]:
        """Of each worker's spells that cover the last day: in_post, role and team of the latest (codes), fte of all."""
        spells = self.prepared.spells
        now = spells[(spells["start"] <= self.last_day) & ~(spells["end"] < self.last_day)]
        worker, workers, known = codes(now["worker"]), len(self.prepared.workers.ids), now["fte"].notna()
        fte = np.bincount(worker, now["fte"].fillna(0), workers).round(9)
        role, team = (np.full(workers, -1) for _ in range(2))
        role[worker], team[worker] = codes(now["role"]), codes(now["team"])
        return {
            "in_post": sizes(now["worker"]) > 0,
            "role": role,
            "team": team,
            "fte": np.where(sizes(now.loc[known, "worker"]) > 0, fte, np.nan),
        }

    @cached_property
    def _asye_day(self) -> Array:
        """The day of the ASYE year that each worker is in, empty outside it."""
        begun = self.prepared.asye_years
        begun = begun[: begun["asye_start"].searchsorted(self.last_day, side="right")]
        day = (self.last_day - pd.Series(latest(begun["worker"], begun["asye_start"]))).dt.days
        return day.where(day < ASYE_DAYS).to_numpy("float64")


def _team_with_most(held: pd.DataFrame) -> Array:
    """Give the code of the team in which each worker holds most children; on a tie a known one, then the first."""
    teams = ids(held["team"])
    different = held.drop_duplicates(["worker", "team", "person"])
    pairs, children = np.unique(codes(different["worker"]) * len(teams) + codes(different["team"]), return_counts=True)
    worker, team = np.divmod(pairs, len(teams))
    unknown = teams.get_loc(UNKNOWN_GROUP)
    rising = np.lexsort((-team, team != unknown, children))  # the best of each worker last
    most = np.full(len(ids(held["worker"])), unknown)
    most[worker[rising]] = team[rising]
    return most
