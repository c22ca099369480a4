"""What does not depend on the period: allocated involvements, teams, staff, episodes with their interviews.

Prepared once from the frames of a snapshot, and used for every period of a history.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from reports.checks import Data
from reports.checks.people import NOBODY
from reports.measures.returns import episodes_with_interviews
from reports.settings import Standards
from reports.source import lookup

UNKNOWN_GROUP = ""


@dataclass(frozen=True)
class Prepared:
    """Frames of a snapshot under the authority's standards, with the columns that measures are made of."""

    data: Data
    standards: Standards

    @cached_property
    def teams(self) -> pd.DataFrame:
        """Every known team: team (index), service, team_name, service_name."""
        departments = self.data.frames["ssd_department"].set_index("dept_team_id").sort_index()
        named = departments["dept_team_name"].fillna(departments.index.to_series())
        service = departments["dept_team_parent_id"].fillna(UNKNOWN_GROUP)
        service_name = departments["dept_team_parent_name"].fillna(lookup(service, named)).fillna(service)
        frame = {"service": service, "team_name": named, "service_name": service_name}
        return pd.DataFrame(frame).rename_axis("team")

    def known_team(self, teams: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give team ids, those that are missing or in no department as unknown (DQ07)."""
        return teams.where(teams.isin(self.teams.index), UNKNOWN_GROUP)

    def service_of(self, teams: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give the service of each team; that of an unknown team is unknown."""
        return lookup(teams, self.teams["service"]).fillna(UNKNOWN_GROUP).astype("str")

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
    def allocated(self) -> pd.DataFrame:
        """Allocated involvements: involvement, person, worker, team, service, start, end."""
        frame = self.data.frames["ssd_involvements"]
        role = frame["invo_professional_role_id"].str.strip().str.casefold()
        known = frame["invo_professional_id"].isin(self.professionals.index)
        frame = frame[role.isin(self.standards.allocated_roles) & known]
        team = self.known_team(frame["invo_professional_team"])
        return pd.DataFrame(
            {
                "involvement": frame["invo_involvements_id"],
                "person": frame["invo_person_id"],
                "worker": frame["invo_professional_id"],
                "team": team,
                "service": self.service_of(team),
                "start": frame["invo_involvement_start_date"],
                "end": frame["invo_involvement_end_date"],
            }
        )

    @cached_property
    def cin_episodes(self) -> pd.DataFrame:
        """Episodes that a referral opened: person, team, service, start, end.

        A referral with no further action never made a case.
        """
        frame = self.data.frames["ssd_cin_episodes"]
        frame = frame[frame["cine_referral_nfa"] != "y"]
        team = self.known_team(frame["cine_referral_team"])
        return pd.DataFrame(
            {
                "person": frame["cine_person_id"],
                "team": team,
                "service": self.service_of(team),
                "start": frame["cine_referral_date"],
                "end": frame["cine_close_date"],
            }
        )

    @cached_property
    def spells(self) -> pd.DataFrame:
        """Spells of workers: worker, role (or none), team, team_id (as it stands), fte, asye_start, start, end.

        A spell without an FTE has that of ssd_professionals.
        """
        frame = self.data.frames["local_worker"]
        worker = frame["work_professional_id"]
        return pd.DataFrame(
            {
                "worker": worker,
                "role": frame["work_role"].str.strip().str.casefold(),
                "team": self.known_team(frame["work_team_id"]),
                "team_id": frame["work_team_id"].fillna(UNKNOWN_GROUP),
                "fte": frame["work_fte"].fillna(lookup(worker, self.professionals["fte"])),
                "asye_start": frame["work_asye_start_date"],
                "start": frame["work_start_date"],
                "end": frame["work_end_date"],
            }
        )

    @cached_property
    def sessions(self) -> pd.DataFrame:
        """Supervision sessions: session, worker, held (instant), day, recorded_day, grade."""
        frame = self.data.frames["local_supervision"]
        frame = frame[frame["supv_held_date"].notna() & (frame["supv_type"] == "individual")]
        return pd.DataFrame(
            {
                "session": frame["supv_supervision_id"],
                "worker": frame["supv_professional_id"],
                "held": frame["supv_held_date"],
                "day": local_day(frame["supv_held_date"]),
                "recorded_day": local_day(frame["supv_recorded_date"]),
                "grade": frame["supv_audit_grade"],
            }
        )

    @cached_property
    def episodes(self) -> pd.DataFrame:
        """Missing and away episodes with care status and team at their start, return and interviews.

        Columns: see `reports.measures.returns.episodes_with_interviews`, and team, service.
        """
        episodes = episodes_with_interviews(self.data)
        team = self._team_at_start(episodes)
        return episodes.assign(team=team, service=self.service_of(team))

    def _team_at_start(self, episodes: pd.DataFrame) -> "pd.Series[Any]":
        both = episodes[["episode", "person", "start"]].merge(
            self.allocated, on="person", suffixes=("", "_of_involvement")
        )
        began = both["start_of_involvement"]
        held = both[open_at(began, both["end"], both["start"])]
        latest = held.sort_values(["start_of_involvement", "involvement"]).drop_duplicates("episode", keep="last")
        team = lookup(episodes["episode"], latest.set_index("episode")["team"])
        return team.fillna(UNKNOWN_GROUP).astype("str")

    def role_of_title(self, titles: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give the role that a job title means: the first in `role_titles` whose key it contains, else other."""
        titles = titles.fillna("").astype("str").str.casefold()
        roles = pd.Series("other", index=titles.index, dtype="str")
        for part, role in reversed(self.standards.role_titles.items()):
            roles = roles.mask(titles.str.contains(part, regex=False), role)
        return roles


def open_at(start: "pd.Series[Any]", end: "pd.Series[Any]", instant: Any) -> "pd.Series[Any]":
    """Tell what is open at an instant: `start < t and (end is null or end >= t)` (measures.md)."""
    return (start < instant) & (end.isna() | (end >= instant))


def local_day(instants: "pd.Series[Any]") -> "pd.Series[Any]":
    """Give the London day of each instant as a naive midnight."""
    return instants.dt.tz_localize(None).dt.normalize()
