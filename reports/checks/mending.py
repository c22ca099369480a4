"""Which team can mend a faulty row: its own, its child's or its worker's."""

from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from reports.checks import naming
from reports.settings import Names
from reports.source import TABLES, among, lookup

Frames = dict[str, pd.DataFrame]
_BY = {"person": "invo_person_id", "worker": "invo_professional_id"}


@dataclass
class Mending:
    """Faulty rows whose teams are still to be counted.

    A child's or worker's team is that of the latest involvement as the frames stand when the fault is found. It is
    looked for once for all rows that are found before the involvements change, not for each rule anew.
    """

    names: Names
    involvements: pd.DataFrame = field(default_factory=pd.DataFrame)
    departments: pd.DataFrame = field(default_factory=pd.DataFrame)
    waiting: list[tuple[str, "pd.Series[Any]", dict[str, int]]] = field(default_factory=list)

    def count(self, table: str, rows: pd.DataFrame, frames: Frames) -> dict[str, int]:
        """Give the number of these rows by the name of their team, the most first; filled by `settle` at the latest."""
        if frames["ssd_involvements"] is not self.involvements or frames["ssd_department"] is not self.departments:
            self.settle()
            self.involvements, self.departments = frames["ssd_involvements"], frames["ssd_department"]
        counts: dict[str, int] = {}
        contract = TABLES[table]
        if contract.team:
            self.waiting.append(("team", rows[contract.team], counts))
        elif contract.person:
            self.waiting.append(("person", rows[contract.person], counts))
        elif contract.worker:
            self.waiting.append(("worker", rows[contract.worker], counts))
        return counts

    def settle(self) -> None:
        """Count the teams of all rows that wait."""
        if not self.waiting:
            return
        departments = naming.shown(self.departments, self.names).drop_duplicates("dept_team_id")
        names = departments.set_index("dept_team_id")["dept_team_name"]
        teams = {of: self._teams_of([keys for kind, keys, _ in self.waiting if kind == of], _BY[of]) for of in _BY}
        for of, keys, counts in self.waiting:
            theirs = keys if of == "team" else lookup(keys, teams[of])
            found = lookup(theirs, names).value_counts()
            counts |= {str(team): int(n) for team, n in sorted(found.items(), key=lambda item: (-item[1], item[0]))}
        self.waiting.clear()

    def _teams_of(self, keys: "list[pd.Series[Any]]", by: str) -> "pd.Series[Any]":
        """Give the team of the latest involvement of each of these children or workers, where it has one."""
        team = "invo_professional_team"
        wanted = pd.concat([each.dropna() for each in keys]) if keys else pd.Series(dtype="str")
        theirs = self.involvements[among(self.involvements[by], wanted) & self.involvements[team].notna()]
        latest = theirs.sort_values(["invo_involvement_start_date", "invo_involvements_id"])
        return latest.drop_duplicates(by, keep="last").set_index(by)[team]
