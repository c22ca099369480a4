"""Children in care: their episodes, placements and records, of a snapshot and of a period."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from reports.checks.care import DECISIONS, TEMPORARY, scores
from reports.checks.rows import is_date
from reports.measures.care_runs import numbered, sharing, times_looked_after
from reports.measures.cohorts import Cohorts
from reports.measures.directory import UNKNOWN_GROUP
from reports.measures.keys import Keys, among, codes, ids, latest, of_each, own_keys, shared_keys, sizes
from reports.measures.moments import local_day, months_after, open_at, run_out, working_days
from reports.measures.prepared import Prepared
from reports.periods import LONDON
from reports.source import TABLES, lookup, matchable

SHORT_BREAKS = ("v3", "v4")  # legal statuses of a series of short-term placements, at home in between
VISIT_DAYS = 42
HEALTH_WORKING_DAYS = 20
SCORED_AGES = (4, 16)
_A_DAY = pd.Timedelta(hours=24)
_TABLES = (
    "ssd_cla_episodes",
    "ssd_legal_status",
    "ssd_cla_placement",
    "ssd_permanence",
    "ssd_cla_visits",
    "ssd_cla_health",
    "ssd_sdq_scores",
)


@dataclass(frozen=True)
class Care:
    """What a snapshot holds of children in care. `person` is a key that all these frames share."""

    prepared: Prepared

    @cached_property
    def short_breaks(self) -> pd.DataFrame:
        """Times under legal status V3 or V4: person, start, end."""
        statuses = self._rows(
            "ssd_legal_status",
            status="lega_legal_status",
            start="lega_legal_status_start_date",
            end="lega_legal_status_end_date",
        )
        return statuses.loc[matchable(statuses["status"]).isin(SHORT_BREAKS), ["person", "start", "end"]]

    @cached_property
    def runs(self) -> pd.DataFrame:
        """Unbroken runs of care: run (its number), person, start, end (empty: it goes on), entered.

        `entered` is when the child entered care: the earliest date that an episode of the run has, else its start.
        """
        times = self._times
        runs = times.drop_duplicates("run").assign(end=times.drop_duplicates("run", keep="last")["end"].array)
        recorded = sharing(runs, self._episodes[self._episodes["entered"].notna()]).groupby("run")["entered"].min()
        entered = recorded.reindex(runs["run"]).set_axis(runs.index).fillna(runs["start"])
        return runs[["run", "person", "start", "end"]].assign(entered=entered)

    def looked_after(self, at: pd.Timestamp) -> pd.DataFrame:
        """Give the children looked after at an instant: person, since (the start of their unbroken run)."""
        return self._times.loc[open_at(self._times["start"], self._times["end"], at), ["person", "since"]]

    @cached_property
    def _times(self) -> pd.DataFrame:
        """Times in which children were looked after, in order: person, start, end, run (its number), since."""
        times = times_looked_after(self._episodes, self.short_breaks)
        times = times.assign(run=numbered(times))
        return times.assign(since=times.groupby("run")["start"].transform("first"))

    @cached_property
    def _episodes(self) -> pd.DataFrame:
        return self._rows(
            "ssd_cla_episodes",
            start="clae_cla_episode_start_date",
            end="clae_cla_episode_ceased_date",
            entered="clae_entered_care_date",
        )

    @cached_property
    def placements(self) -> pd.DataFrame:
        """Placements: person, start, end, counts (bool: not temporary, and of at least 24 hours or going on).

        A date has no hours: from one to the next is a day, also when the clocks change.
        """
        placements = self._rows(
            "ssd_cla_placement",
            type="clap_cla_placement_type",
            start="clap_cla_placement_start_date",
            end="clap_cla_placement_end_date",
        )
        start, end = placements["start"], placements["end"]
        short = (end - start < _A_DAY) & ~(is_date(start) & is_date(end) & (end > start))
        return placements.assign(counts=~short & ~matchable(placements["type"]).isin(TEMPORARY))

    @cached_property
    def decisions(self) -> pd.DataFrame:
        """The first decision on permanence of each time in care: person, decided (instant), days (since entering).

        It is of the time in care that was entered last, on that day or before.
        """
        dates = self._rows("ssd_permanence", **{field: field for field in DECISIONS}).reset_index(names="row")
        rows = dates[["row", "person"]].assign(decided=dates[list(DECISIONS)].min(axis="columns")).dropna()
        both = rows.merge(self.runs[["person", "entered"]], on="person")
        both = both.assign(entered=local_day(both["entered"]), day=local_day(both["decided"]))
        since = both[both["entered"] <= both["day"]].sort_values("entered").drop_duplicates("row", keep="last")
        first = since.sort_values("decided").drop_duplicates(["person", "entered"])
        return first.assign(days=(first["day"] - first["entered"]).dt.days)[["person", "decided", "days"]]

    @cached_property
    def visits(self) -> pd.DataFrame:
        """Visits: person, at."""
        return self._rows("ssd_cla_visits", at="clav_cla_visit_date").sort_values("at")

    @cached_property
    def health_checks(self) -> pd.DataFrame:
        """Completed health checks: person, at."""
        checks = self._rows("ssd_cla_health", at="clah_health_check_date", status="clah_health_check_status")
        return checks.loc[matchable(checks["status"]) == "completed", ["person", "at"]]

    @cached_property
    def scores(self) -> pd.DataFrame:
        """Scores that are numbers, the latest last: person, at, score."""
        rows = self._rows(
            "ssd_sdq_scores", row="csdq_table_id", at="csdq_sdq_completed_date", text="csdq_sdq_score"
        ).sort_values(["at", "row"])
        scored = rows[["person", "at"]].assign(score=scores(rows["text"]))
        return scored[scored["score"].notna()]

    @cached_property
    def reviews(self) -> pd.DataFrame:
        """Reviews that were not cancelled: review, due, in_time (bool: held on the day when it was due, or before)."""
        frame = self.prepared.data.frames["ssd_cla_reviews"]
        due, held = frame["clar_cla_review_due_date"], frame["clar_cla_review_date"]
        reviews = pd.DataFrame(
            {
                "review": own_keys(frame["clar_cla_review_id"]),
                "due": due,
                "in_time": local_day(held) <= local_day(due),
            }
        )
        return reviews[frame["clar_cla_review_cancelled"] != "y"]

    @cached_property
    def born(self) -> "pd.Series[Any]":
        """The day on which each child was born, in the order of the keys."""
        people = self.prepared.data.frames["ssd_person"].set_index("pers_person_id")
        return local_day(lookup(self._ids, people["pers_dob"]).astype(people["pers_dob"].dtype))

    @cached_property
    def allocated(self) -> pd.DataFrame:
        """Allocated involvements of these children, the latest last: as `Prepared.allocated`."""
        involvements = self.prepared.allocated
        known = Keys.shared_by(self._persons["ssd_cla_episodes"]).number(pd.Series(self.prepared.people.ids))
        theirs = involvements.assign(person=of_each(involvements["person"], known))
        return self.prepared.latest_last(theirs[theirs["person"].notna()])

    @cached_property
    def _persons(self) -> "dict[str, pd.Series[Any]]":
        frames = self.prepared.data.frames
        columns = [frames[name][TABLES[name].person] for name in _TABLES]
        return dict(zip(_TABLES, shared_keys(*columns, ordered=False), strict=True))

    @property
    def _ids(self) -> "pd.Series[Any]":
        return pd.Series(ids(self._persons["ssd_cla_episodes"]))

    def _rows(self, table: str, **fields: str) -> pd.DataFrame:
        """Give person and fields of a table, by new names."""
        frame = self.prepared.data.frames[table]
        return pd.DataFrame({"person": self._persons[table]} | {name: frame[field] for name, field in fields.items()})


@dataclass(frozen=True)
class CareOf:
    """The cohorts of children in care of one period."""

    cohorts: Cohorts

    @property
    def care(self) -> Care:
        """What is not of the period."""
        return self.cohorts.prepared.part(Care)

    @cached_property
    def looked_after(self) -> pd.DataFrame:
        """Children looked after at the end: person, since (the start of their unbroken run), age (on the last day)."""
        now = self.care.looked_after(self.cohorts.end)
        return now.assign(age=whole_years(of_each(now["person"], self.care.born), self.cohorts.last_day))

    def looked_after_for(self, months: int) -> pd.DataFrame:
        """Give those of `looked_after` whose run is at least so many calendar months old at the end."""
        return self.looked_after[months_after(self.looked_after["since"], months) <= self.cohorts.end]

    @cached_property
    def placed(self) -> pd.DataFrame:
        """Children looked after at the end: with often (bool: three or more placements in the 12 months to it)."""
        placements, since = self.care.placements, months_before_end(self.cohorts, 12)
        lately = (placements["start"] < self.cohorts.end) & ~(placements["end"] <= since)
        number = sizes(placements.loc[lately & placements["counts"], "person"])
        return self.looked_after.assign(often=number[codes(self.looked_after["person"])] >= 3)

    def stays(self, rows: pd.DataFrame, months: int) -> pd.DataFrame:
        """Add `stayed` to children: in a placement at the end that is at least so many calendar months old."""
        placements = self.care.placements
        now = placements[open_at(placements["start"], placements["end"], self.cohorts.end)]
        old = now.loc[months_after(now["start"], months) <= self.cohorts.end, "person"]
        return rows.assign(stayed=among(rows["person"], old))

    @cached_property
    def to_visit(self) -> pd.DataFrame:
        """Children looked after at the end, and for 42 days: with team (key), visited (bool: in these days)."""
        since, visits = self.cohorts.days_before_end(VISIT_DAYS), self.care.visits
        due = self.looked_after[self.looked_after["since"] <= since]
        lately = visits.loc[(visits["at"] >= since) & (visits["at"] < self.cohorts.end), "person"]
        return due.assign(team=self.team_of(due["person"]), visited=among(due["person"], lately))

    @cached_property
    def entered(self) -> pd.DataFrame:
        """Runs entered in the period and unbroken for 20 working days that have passed: with checked (bool: by then).

        A check on a day that adds no working day, such as the Saturday after the last one, is in time.
        """
        runs, as_at = self.care.runs, self.cohorts.prepared.data.as_at
        runs = runs[self.cohorts.in_period(runs["entered"])]
        runs = runs[run_out(runs["entered"], HEALTH_WORKING_DAYS, as_at)]
        last_full_day = local_day(runs["end"].where(runs["end"] < as_at)) - pd.Timedelta(days=1)
        runs = runs[~(working_days(runs["entered"], last_full_day) < HEALTH_WORKING_DAYS)]
        runs = runs.drop_duplicates(["person", "entered"])
        both = runs.merge(self.care.health_checks, on="person")
        both = both[(local_day(both["at"]) >= local_day(both["entered"])) & (both["at"] <= as_at)]
        in_time = working_days(both["entered"], both["at"]) <= HEALTH_WORKING_DAYS
        return runs.assign(checked=runs["run"].isin(both.loc[in_time, "run"]))

    @cached_property
    def to_score(self) -> pd.DataFrame:
        """Children aged 4 to 16, looked after for 12 months: with score (the latest of the last 12 months, or empty).

        Also scored (bool).
        """
        due = self.looked_after_for(12)
        due = due[due["age"].between(*SCORED_AGES)]
        scores = self.care.scores
        lately = (scores["at"] >= months_before_end(self.cohorts, 12)) & (scores["at"] < self.cohorts.end)
        last = pd.Series(latest(scores.loc[lately, "person"], scores.loc[lately, "score"]))
        score = of_each(due["person"], last)
        return due.assign(score=score, scored=score.notna())

    @cached_property
    def held(self) -> pd.DataFrame:
        """Allocated involvements of children in care open at the end, the latest last."""
        involvements = self.care.allocated
        return involvements[open_at(involvements["start"], involvements["end"], self.cohorts.end)]

    def team_of(self, persons: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give the team (key) of each child's latest allocated involvement open at the end; unknown without one."""
        teams = pd.Series(latest(self.held["person"], self.held["team"]))
        return of_each(persons, teams).fillna(UNKNOWN_GROUP)


def months_before_end(cohorts: Cohorts, months: int) -> pd.Timestamp:
    """Give the London midnight so many calendar months before the period's end."""
    return (pd.Timestamp(cohorts.period.end) - pd.DateOffset(months=months)).tz_localize(LONDON)


def whole_years(born: "pd.Series[Any]", day: pd.Timestamp) -> "pd.Series[float]":
    """Give ages in whole years on a day; empty where nobody knows the birthday.

    A child born on 29 February is a year older on 1 March where the year has no such day, as the law counts.
    """
    birthday_to_come = born.dt.month * 100 + born.dt.day > day.month * 100 + day.day
    return (day.year - born.dt.year - birthday_to_come).where(born.notna())
