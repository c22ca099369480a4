"""Who is who: the keys of workers, roles, teams and services, and what is known of each."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from reports.checks import Data
from reports.checks.people import NOBODY
from reports.measures.keys import Keys, of_each
from reports.measures.parts import Part, part_of
from reports.measures.returns import CARE_STATUSES
from reports.settings import Standards
from reports.source import lookup, matchable, once

UNKNOWN_GROUP = ""
OTHER_ROLE = "other"


@dataclass(frozen=True)
class Directory:
    """Workers, roles, teams and services of a snapshot, under the authority's standards."""

    data: Data
    standards: Standards

    def part(self, kind: type[Part]) -> Part:
        """Give what a domain of its own prepares of the snapshot, made once: `kind` is made of this directory."""
        return part_of(self, kind)

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
    def care_statuses(self) -> Keys:
        """Looked after, and at home."""
        return Keys.of(pd.Series(CARE_STATUSES, dtype="str"))

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

    def role_of_title(self, titles: "pd.Series[Any]") -> "pd.Series[Any]":
        """Give the role that a job title means: the first in `role_titles` whose key it contains, else other."""

        def of_different(titles: "pd.Series[Any]") -> "pd.Series[Any]":
            roles = pd.Series(OTHER_ROLE, index=titles.index, dtype="str")
            for part, role in reversed(self.standards.role_titles.items()):
                roles = roles.mask(titles.str.casefold().str.contains(part, regex=False), role)
            return roles

        return once(titles.fillna(""), of_different)
