"""Series: what the issues of a report on one period after another are of; of a report of teams, one for each team.

A series is called by its report, `smt_overview`; one of a team has the team's id after a colon, `team_oversight:T012`.
No report has a colon in its name, and an id may have any sign.
"""

import hashlib
import re

from reports.section import ReportName

MARK = ":"
OF_TEAMS = frozenset({ReportName.TEAM_OVERSIGHT})  # reports of which each team gets an issue of its own
SAFE_ID = re.compile(r"[A-Z0-9-]{1,40}")  # no small letters: some file systems do not tell them from capitals


def series(report: str, team: str = "") -> str:
    """Give what the series of a report is called, or that of one team's."""
    return f"{report}{MARK}{team}" if team else report


def report_of(name: str) -> str:
    """Give the report that a series is of."""
    return name.partition(MARK)[0]


def team_of(name: str) -> str:
    """Give the id of the team that a series is of; empty where it is of no team."""
    return name.partition(MARK)[2]


def of_teams(name: str) -> bool:
    """Tell whether each team gets an issue of its own of a report, or of the report that a series is of."""
    return report_of(name) in OF_TEAMS


def stem(name: str) -> str:
    """Give what the files and folders of a series begin with: `team_oversight-T012`.

    An id that has other signs than capitals, digits and hyphens, or many, is cut to these and has a hash of all of it
    behind: no two teams share a name, whatever their ids are.
    """
    report, team = report_of(name), team_of(name)
    if team and not SAFE_ID.fullmatch(team):
        readable = re.sub(r"[^A-Za-z0-9]+", "-", team)[:40].strip("-")
        team = f"{readable}_{hashlib.sha256(team.encode()).hexdigest()[:16]}"
    return f"{report}-{team}" if team else report
