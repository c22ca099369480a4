"""What does not depend on the period: allocated involvements, teams, staff, episodes with their interviews.

Prepared once from the frames of a snapshot, and used for every period of a history. Ids are keys
(`reports.measures.keys`).
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from reports.checks import Data
from reports.checks.people import NOBODY
from reports.measures.keys import Keys, among, of_each, own_keys, shared_keys
from reports.measures.moments import local_day, open_at
from reports.measures.returns import AWAY, CARE_STATUSES, MISSING, episodes_with_interviews
from reports.measures.spans import Spans
from reports.periods import Period
from reports.settings import Standards
from reports.source import lookup, matchable, once

UNKNOWN_GROUP = ""
OTHER_ROLE = "other"


@dataclass(frozen=True)
class Prepared:
    """Frames of a snapshot under the authority's standards, with the columns that measures are made of."""

    data: Data
    standards: Standards
    over_ceiling: dict[Period, "pd.Series[Any]"] = field(default_factory=dict, repr=False)  # see `Cohorts.over_ceiling`

    # Who: the keys of children, workers, roles, teams and services

    @property
    def people(self) -> Keys:
        """Every child with an allocated involvement, a CIN episode or an absence, in no order."""
        return Keys.shared_by(self._children[0])

    @cached_property
    def _children(self) -> "list[pd.Series[Any]]":
        """The children of allocated roles, CIN episodes and absences, numbered in one go: there are many."""
        return shared_keys(
            self._of_allocated_role["invo_person_id"],
            self.data.frames["ssd_cin_episodes"]["cine_person_id"],
            self.data.frames["ssd_missing"]["miss_person_id"],
            ordered=False,
        )

    @cached_property
    def _of_allocated_role(self) -> pd.DataFrame:
        frame = self.data.frames["ssd_involvements"]
        allocated = matchable(frame["invo_professional_role_id"]).isin(self.standards.allocated_roles)
        return frame[[each for each in frame if each not in ("invo_involvements_id", "invo_referral_id")]][allocated]

    @cached_property
    def workers(self) -> Keys:
        """Every known worker, and whoever else has a spell, a session or an absence."""
        frames = self.data.frames
        return Keys.of(
            self.professionals.index.to_series(),
            frames["local_worker"]["work_professional_id"],
            frames["local_supervision"]["supv_professional_id"],
            frames["local_worker_absence"]["abse_professional_id"],
        )

    @cached_property
    def roles(self) -> Keys:
        """Every role that a spell has or a job title means."""
        of_titles = [*self.standards.role_titles.values(), OTHER_ROLE]
        return Keys.of(matchable(self.data.frames["local_worker"]["work_role"]), pd.Series(of_titles, dtype="str"))

    @cached_property
    def team_keys(self) -> Keys:
        """Every known team, and the unknown one."""
        return Keys.of(pd.Series([UNKNOWN_GROUP], dtype="str"), self.teams.index.to_series())

    @cached_property
    def service_keys(self) -> Keys:
        """Every service, and the unknown one."""
        return Keys.of(pd.Series([UNKNOWN_GROUP], dtype="str"), self.teams["service"])

    @cached_property
    def teams(self) -> pd.DataFrame:
        """Every known team: team (index), service, team_name, service_name."""
        departments = self.data.frames["ssd_department"].set_index("dept_team_id").sort_index()
        named = departments["dept_team_name"].fillna(departments.index.to_series())
        service = departments["dept_team_parent_id"].fillna(UNKNOWN_GROUP)
        service_name = departments["dept_team_parent_name"].fillna(lookup(service, named)).fillna(service)
        frame = {"service": service, "team_name": named, "service_name": service_name}
        return pd.DataFrame(frame).rename_axis("team")

    @cached_property
    def care_statuses(self) -> Keys:
        """Looked after, and at home."""
        return Keys.of(pd.Series(CARE_STATUSES, dtype="str"))

    def known_team(self, teams: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give team ids as keys, those that are missing or in no department as unknown (DQ07)."""
        return self.team_keys.number(teams, unknown=UNKNOWN_GROUP)

    def service_of(self, teams: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give the service of each team; that of an unknown team is unknown."""
        return of_each(teams, self._service_by_team)

    @cached_property
    def _service_by_team(self) -> "pd.Series[Any]":
        services = self.teams["service"].reindex(self.team_keys.ids)
        return self.service_keys.number(services, unknown=UNKNOWN_GROUP)

    @cached_property
    def professionals(self) -> pd.DataFrame:
        """Every professional but nobody: worker (index), name, job_title, fte."""
        frame = self.data.frames["ssd_professionals"]
        frame = frame[frame["prof_professional_id"] != NOBODY].set_index("prof_professional_id").sort_index()
        columns = {
            "prof_professional_name": "name",
            "prof_professional_job_title": "job_title",
            "prof_full_time_equivalency": "fte",
        }
        return frame[list(columns)].rename(columns=columns).rename_axis("worker")

    @cached_property
    def by_title(self) -> pd.DataFrame:
        """What ssd_professionals says of each worker, in the order of the keys: role (of the job title), fte."""
        known = self.professionals.reindex(self.workers.ids)
        role = self.roles.number(self.role_of_title(known["job_title"]))
        return pd.DataFrame({"role": role.array, "fte": known["fte"].array})

    @cached_property
    def allocated(self) -> pd.DataFrame:
        """Allocated involvements: person, worker, team, service, start, end. Its index is that of the table."""
        frame = self._of_allocated_role
        team = self.known_team(frame["invo_professional_team"])
        worker = self.workers.number(frame["invo_professional_id"])
        involvements = pd.DataFrame(
            {
                "person": self._children[0],
                "worker": worker,
                "team": team,
                "service": self.service_of(team),
                "start": frame["invo_involvement_start_date"],
                "end": frame["invo_involvement_end_date"],
            }
        )
        return involvements[among(worker, self.workers.number(self.professionals.index.to_series()))]

    def latest_last(self, involvements: pd.DataFrame, start: str = "start") -> pd.DataFrame:
        """Give involvements in order of their start, then of their id; their index is that of the table."""
        ids = self.data.frames["ssd_involvements"]["invo_involvements_id"].reindex(involvements.index)
        return involvements.assign(involvement=ids).sort_values([start, "involvement"])

    @cached_property
    def cin_episodes(self) -> pd.DataFrame:
        """Episodes that a referral opened: person, team, service, start, end.

        A referral with no further action never made a case.
        """
        frame = self.data.frames["ssd_cin_episodes"]
        team = self.known_team(frame["cine_referral_team"])
        episodes = pd.DataFrame(
            {
                "person": self._children[1],
                "team": team,
                "service": self.service_of(team),
                "start": frame["cine_referral_date"],
                "end": frame["cine_close_date"],
            }
        )
        return episodes[frame["cine_referral_nfa"] != "y"]

    @cached_property
    def spells(self) -> pd.DataFrame:
        """Spells of workers, of each the latest last: worker, role (or none), team, fte, asye_start, start, end.

        Of those with the same start, the one of the larger team id is the latest. A spell without an FTE has that of
        ssd_professionals.
        """
        frame = self.data.frames["local_worker"]
        frame = frame.assign(
            work_role=matchable(frame["work_role"]), work_team_id=frame["work_team_id"].fillna(UNKNOWN_GROUP)
        ).sort_values(["work_start_date", "work_team_id", "work_role"])
        worker = self.workers.number(frame["work_professional_id"])
        return pd.DataFrame(
            {
                "worker": worker,
                "role": self.roles.number(frame["work_role"]),
                "team": self.known_team(frame["work_team_id"]),
                "fte": frame["work_fte"].fillna(of_each(worker, self.by_title["fte"])),
                "asye_start": frame["work_asye_start_date"],
                "start": frame["work_start_date"],
                "end": frame["work_end_date"],
            }
        )

    @cached_property
    def asye_years(self) -> pd.DataFrame:
        """Starts of the Assessed and Supported Year, the latest last: worker, asye_start."""
        begun = self.spells.loc[self.spells["asye_start"].notna(), ["worker", "asye_start"]]
        return begun.sort_values("asye_start")

    @cached_property
    def posts(self) -> Spans:
        """When workers were in post."""
        return Spans.of(self.spells["worker"], self.spells["start"], self.spells["end"])

    @cached_property
    def absences(self) -> Spans:
        """When workers were absent."""
        frame = self.data.frames["local_worker_absence"]
        worker = self.workers.number(frame["abse_professional_id"])
        return Spans.of(worker, frame["abse_start_date"], frame["abse_end_date"])

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """Supervision sessions, the latest last: session (`str`), worker, held (instant), day, recorded_day, grade."""
        frame = self.data.frames["local_supervision"]
        individual = frame["supv_held_date"].notna() & (frame["supv_type"] == "individual")
        read = [
            "supv_supervision_id",
            "supv_professional_id",
            "supv_held_date",
            "supv_recorded_date",
            "supv_audit_grade",
        ]
        frame = frame[read][individual].sort_values("supv_held_date")
        return pd.DataFrame(
            {
                "session": frame["supv_supervision_id"],
                "worker": self.workers.number(frame["supv_professional_id"]),
                "held": frame["supv_held_date"],
                "day": local_day(frame["supv_held_date"]),
                "recorded_day": local_day(frame["supv_recorded_date"]),
                "grade": own_keys(frame["supv_audit_grade"]),
            }
        )

    @cached_property
    def episodes(self) -> pd.DataFrame:
        """Missing and away episodes with care status and team at their start, return and interviews.

        Columns: see `reports.measures.returns.episodes_with_interviews`, and team, service.
        """
        made = episodes_with_interviews(self.data)
        episodes = made.assign(
            episode=own_keys(made["episode"]),
            person=self._children[2],
            care_status=self.care_statuses.number(made["care_status"]),
            interview=self.interview_keys.number(made["interview"]),
            kind=own_keys(made["kind"]),
            risk=own_keys(made["risk"]),
        )
        team = self._team_at_start(episodes)
        return episodes.assign(team=team, service=self.service_of(team)).copy()

    @cached_property
    def missing(self) -> pd.DataFrame:
        """Those of `episodes` in which a child was missing."""
        return self.episodes[self.episodes["kind"] == MISSING]

    @cached_property
    def away(self) -> pd.DataFrame:
        """Those of `episodes` in which a child was away."""
        return self.episodes[self.episodes["kind"] == AWAY]

    def _team_at_start(self, episodes: pd.DataFrame) -> "pd.Series[Any]":
        theirs = self.allocated[among(self.allocated["person"], episodes["person"])]
        both = theirs.reset_index(names="row").merge(
            episodes[["episode", "person", "start"]], on="person", suffixes=("_of_involvement", "")
        )
        held = both[open_at(both["start_of_involvement"], both["end"], both["start"])].set_index("row")
        latest = self.latest_last(held, "start_of_involvement").drop_duplicates("episode", keep="last")
        team = lookup(episodes["episode"].astype("str"), latest.set_index("episode")["team"].astype("str"))
        return self.known_team(team)

    @cached_property
    def interview_keys(self) -> Keys:
        """Every interview."""
        return Keys.of(self.data.frames["local_return_interview"]["rhi_interview_id"])

    @cached_property
    def interviews(self) -> pd.DataFrame:
        """Return interviews: interview, independent, grade."""
        frame = self.data.frames["local_return_interview"]
        return pd.DataFrame(
            {
                "interview": self.interview_keys.number(frame["rhi_interview_id"]),
                "independent": own_keys(frame["rhi_independent_flag"]),
                "grade": own_keys(frame["rhi_audit_grade"]),
            }
        )

    @cached_property
    def themes(self) -> pd.DataFrame:
        """Themes that the counted interview of an episode names, each once: episode, theme (`kind: theme`)."""
        interview = self.interview_keys.number(self.data.frames["local_return_interview_theme"]["rhit_interview_id"])
        named = pd.DataFrame({"interview": interview, "theme": self.theme_keys.number(self._named_themes)})
        counted = self.episodes[["episode", "interview"]].dropna()
        return counted.merge(named.dropna().drop_duplicates(), on="interview")

    @cached_property
    def theme_keys(self) -> Keys:
        """Every theme that an interview named."""
        return Keys.of(self._named_themes)

    @cached_property
    def _named_themes(self) -> "pd.Series[Any]":
        frame = self.data.frames["local_return_interview_theme"]
        return frame["rhit_kind"] + ": " + matchable(frame["rhit_theme"])

    def role_of_title(self, titles: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give the role that a job title means: the first in `role_titles` whose key it contains, else other."""

        def of_different(titles: "pd.Series[Any]") -> "pd.Series[Any]":
            roles = pd.Series(OTHER_ROLE, index=titles.index, dtype="str")
            for part, role in reversed(self.standards.role_titles.items()):
                roles = roles.mask(titles.str.casefold().str.contains(part, regex=False), role)
            return roles

        return once(titles.fillna(""), of_different)
