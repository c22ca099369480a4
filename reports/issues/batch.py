"""A batch: the issues of a report of teams on one period, shown and judged as one."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports.issues.models import IssueState
from reports.issues.records import Issue
from reports.series import of_teams, report_of


@dataclass(frozen=True)
class Batch:
    """The issues of every team, all versions, in the order in which they were made."""

    report: str
    period: str
    issues: Sequence[Issue]

    @property
    def name(self) -> str:
        """What people call it: `team_oversight 2026-10`."""
        return f"{self.report} {self.period}"

    @property
    def current(self) -> list[Issue]:
        """The issue of each team that counts: the released one, else the latest. In the order of the teams' ids.

        One that was held for all teams, before any was known, counts as long as there is no other.
        """
        by_team: dict[str, Issue] = {}
        for issue in self.issues:
            before = by_team.get(issue.team)
            if before is None or before.state is not IssueState.RELEASED:
                by_team[issue.team] = issue
        return [by_team[team] for team in sorted(by_team) if team or len(by_team) == 1]

    @property
    def states(self) -> dict[IssueState, int]:
        """How many of the current issues are in each state, the most first; of as many, as the states follow."""
        counts = Counter(issue.state for issue in self.current)
        return {state: counts[state] for state in sorted(IssueState, key=lambda each: -counts[each]) if counts[state]}

    @property
    def said(self) -> str:
        """How far it has come: `40 issues, 39 released, 1 held`."""
        number = len(self.current)
        counted = ", ".join(f"{of} {state}" for state, of in self.states.items())
        return f"{number} {'issue' if number == 1 else 'issues'}, {counted}"


def folded(issues: Iterable[Issue]) -> list[Issue | Batch]:
    """Give issues with those of each batch as one, which stands where its latest issue stood."""
    found: dict[object, list[Issue]] = {}
    for issue in issues:
        report = report_of(issue.report)
        key = (report, issue.period) if of_teams(report) else issue.id
        found[key] = [*found.pop(key, []), issue]
    return [
        Batch(report_of(some[0].report), some[0].period, some) if isinstance(key, tuple) else some[0]
        for key, some in found.items()
    ]
