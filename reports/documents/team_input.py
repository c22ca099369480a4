"""What the report of one team is handed: figures, lists and findings of that team, and of no other.

A manager never sees another team's page, and so what makes the page never sees another team's rows: leaving them out
does not depend on a document's or a template's care.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace

import pandas as pd

from reports.checks import Finding
from reports.documents.document import OperationalInput
from reports.errors import RenderError
from reports.figures import AUTHORITY, UNKNOWN
from reports.recipients import Recipients
from reports.settings import Names

TEAM = "team"
OF_ANOTHER = "not in this team"  # stands for a worker who has a child of the team's now, and is of another team


@dataclass(frozen=True)
class TeamInput(OperationalInput):
    """What an operational report of one team is handed.

    team: its id. team_name: as readers see it. figures, changed: of the breakdown `team`, its own, and of the authority
    to compare with, which name nobody. lists: those that know the team of each row, cut to its own. findings: the rows
    that this team can mend, without their keys. settings: without recipients, and without the names of other teams.
    Make it with `of_team`; the constructor refuses whatever is another team's.
    """

    team: str = field(kw_only=True)
    team_name: str = field(kw_only=True)

    def __post_init__(self) -> None:
        """Refuse what is another team's."""
        if wrong := next(self._of_others(), None):
            raise RenderError(f"the report of one team was handed {wrong}: make its input with of_team")

    @classmethod
    def of_team(cls, whole: OperationalInput, team: str, team_name: str) -> "TeamInput":
        """Give what the report of one team may see of what that of all teams is handed.

        `changed` and `correction` are made of the team's own issues, and taken as they are. Raises RenderError for
        them too where they tell of another team.
        """
        given = {each.name: getattr(whole, each.name) for each in fields(OperationalInput) if each.init}
        before = whole.findings_before
        cut = {
            "settings": whole.settings.model_copy(update={"recipients": Recipients(), "names": Names()}),
            "figures": whole.figures[_own(whole.figures, team)].reset_index(drop=True),
            "lists": {name: _cut(rows, team) for name, rows in whole.lists.items() if "team_id" in rows},
            "findings": of_team(whole.findings, team_name),
            "findings_before": None if before is None else of_team(before, team_name),
        }
        return cls(**given | cut, team=team, team_name=team_name)

    def _of_others(self) -> Iterator[str]:
        """Name what is another team's, or may be."""
        if not self.team:
            yield "no team: whom nobody knows has no report"
        if not _own(self.figures, self.team).all():
            yield "figures of others"
        if not _own(self.changed, self.team).all():
            yield "changed figures of others"
        if self.correction is not None and not _own(self.correction.before, self.team).all():
            yield "a correction of another report"
        for name, rows in self.lists.items():
            known = [rows[column] for column in ("team_id", "worker_team_id") if column in rows]
            if "team_id" not in rows or not all((column == self.team).all() for column in known):
                yield f"rows of others, or of whom nobody knows, in the list {name}"
        for finding in (*self.findings, *(self.findings_before or ())):
            if finding.keys or not set(finding.teams) <= {self.team_name}:
                yield f"whose rows break {finding.rule}"


def of_team(findings: Sequence[Finding], team_name: str) -> list[Finding]:
    """Give findings with only the rows that a team can mend, without keys; where it can mend none, there is no finding.

    Findings know teams by the names that readers see: of two teams of one name each is told what both can mend.
    """
    return [
        replace(finding, rows=rows, keys=(), teams={team_name: rows})
        for finding in findings
        if (rows := finding.teams.get(team_name, 0))
    ]


def _own(figures: pd.DataFrame, team: str) -> "pd.Series[bool]":
    own_team = (figures["breakdown"] == TEAM) & (figures["group_id"] == team)
    return own_team | (figures["breakdown"] == AUTHORITY)


def _cut(rows: pd.DataFrame, team: str) -> pd.DataFrame:
    """Cut a list to the rows of a team; a worker of another team, who has the child now, is not named."""
    own = rows[rows["team_id"] == team].reset_index(drop=True)
    if "worker_team_id" not in own:
        return own
    moved = own["worker_team_id"].ne(team) & own["worker"].ne(UNKNOWN)
    return own.assign(worker=own["worker"].mask(moved, OF_ANOTHER)).drop(columns="worker_team_id")
