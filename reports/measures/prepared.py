"""What does not depend on the period: allocated involvements, teams, staff, episodes with their interviews.

Prepared once from the frames of a snapshot, and used for every period of a history. Ids are keys
(`reports.measures.keys`).
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from reports.measures.directory import UNKNOWN_GROUP, Directory
from reports.measures.keys import Keys, among, of_each, own_keys, shared_keys
from reports.measures.moments import local_day, open_at
from reports.measures.returns import AWAY, MISSING, episodes_with_interviews
from reports.measures.spans import Spans
from reports.periods import Period
from reports.source import lookup, matchable


@dataclass(frozen=True)
class Prepared(Directory):
    """Frames of a snapshot under the authority's standards, with the columns that measures are made of."""

    over_ceiling: dict[Period, "pd.Series[Any]"] = field(default_factory=dict, repr=False)  # see `Cohorts.over_ceiling`

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
