"""The teams of a snapshot: their ids, what the source calls them, and what readers see."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.recipients import Recipients

if TYPE_CHECKING:
    import pandas as pd

_ID, _NAME = "dept_team_id", "dept_team_name"


@dataclass(frozen=True)
class Team:
    """A team.

    name: in the source, by which settings may name it; empty where it is no other's mark too, a name or an id, by which
    one manager would get another's page. shown: the name that readers see.
    """

    id: str
    name: str
    shown: str

    @property
    def as_input(self) -> dict[str, str]:
        """What an issue of the team keeps of it (`reports.issues.Issue`)."""
        return {"name": self.name, "shown": self.shown}


def with_people(settings: Recipients, teams: Mapping[str, Team]) -> list[Team]:
    """Give the teams for which the settings name somebody."""
    called = {team.id: settings.called(team.id, team.name) for team in teams.values()}
    return [team for team in teams.values() if (name := called[team.id]) is not None and settings.teams[name]]


def known_teams(departments: "pd.DataFrame", as_pulled: "pd.DataFrame | None" = None) -> dict[str, Team]:
    """Give the teams of `ssd_department` by their ids.

    departments: checked, with the names that readers see. as_pulled: with those of the source, where they differ.
    """
    shown = _names(departments)
    source = shown if as_pulled is None else _names(as_pulled)
    marks = Counter(source[team].strip().casefold() for team in source)
    marks.update(team.strip().casefold() for team in source)
    return {
        team: Team(team, name if name and marks[name.casefold()] == 1 else "", called or team)
        for team, called in shown.items()
        for name in [source.get(team, "").strip()]
    }


def _names(departments: "pd.DataFrame") -> Mapping[str, str]:
    """Give the names of the teams by id, empty where one has none; of a team that stands twice, the first."""
    known = departments[departments[_ID].notna()].drop_duplicates(_ID)
    return dict(zip(known[_ID], known[_NAME].fillna(""), strict=True))
