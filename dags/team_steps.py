"""The steps of a report of which each team gets an issue of its own.

A task issues to twenty teams, one after another, and is mapped over these groups: what a task costs to begin, and what
is loaded for it, would else be most of what a team costs. Only what a person is to release has tasks of its own, mapped
over the teams. A team that fails stops no other. What became of each is told once, by the last step, for the batch.
"""

from typing import Any

from airflow.sdk import TriggerRule, chain, get_current_context, task, task_group

import steps
from alarms import ToldBefore
from asking import Release
from reports.policy import KIND_OF
from reports.section import ReportName

AT_ONCE = 2  # groups whose pages are drawn, and mails handed over: other reports run beside them
SHOWN = "{{ task.op_kwargs.teams | first }} to {{ task.op_kwargs.teams | last }}"  # what the UI calls a task
TOLD_BY_THE_LAST: dict[str, Any] = {"on_failure_callback": None}


def issue_to_each(report: str, snapshot: Any, people: Any) -> None:
    """Add what is done with a snapshot for each team: its issue is made, released and sent to its people."""
    groups: Any = teams_of(snapshot)
    issued = issues.partial(snapshot=snapshot).expand(teams=groups)
    asked: Any = waiting(report, snapshot)

    @task_group(prefix_group_id=False, default_args=TOLD_BY_THE_LAST)
    def when_released(team: Any, issue: Any) -> Any:
        released = Release(task_id="release", about=issue, team=team, map_index_template="{{ task.team }}")
        sent = deliver(team=team, issue=issue)
        chain(released, sent)
        return sent

    chain(people, groups)
    chain(issued, asked, when_released.expand_kwargs(asked), all_teams(report, groups))


@task(task_id="teams")
def teams_of(snapshot: str) -> list[list[str]]:
    """Give, in groups, the ids of the teams that get an issue; the operators are told of those that have nobody."""
    from reports.workflow import teams
    from runs import place

    return teams.in_groups(teams.teams_to_issue(place("alerts"), snapshot))


@task(execution_timeout=steps.HEAVY, map_index_template=SHOWN, max_active_tis_per_dagrun=AT_ONCE, **TOLD_BY_THE_LAST)
def issues(snapshot: str, teams: list[str]) -> str:
    """Make each team's issue and send it to its people; what a person is to release is left waiting."""
    from reports.workflow import burst
    from runs import is_late, place

    here = place("mail")
    return burst.issue_to_each(here, snapshot, teams, late=is_late(get_current_context(), here))


@task(trigger_rule=TriggerRule.ALL_DONE)
def waiting(report: str, snapshot: str) -> list[dict[str, Any]]:
    """Give the team and the id of each issue that a person is to release."""
    from reports.workflow import teams
    from runs import period_of, place

    period = period_of(get_current_context(), KIND_OF[ReportName(report)])
    return [{"team": team, "issue": issue} for team, issue in teams.waiting(place(), snapshot, period.key)]


@task(map_index_template="{{ task.op_kwargs.team }}", max_active_tis_per_dagrun=AT_ONCE)
def deliver(team: str, issue: int) -> str:  # noqa: ARG001 - the UI calls the task by its team
    """Send the team's issue to each of its people, unless it was sent already."""
    from reports.workflow import teams
    from runs import place

    return teams.deliver(place("mail"), issue)


@task(trigger_rule=TriggerRule.ALL_DONE)
def all_teams(report: str, groups: list[list[str]] | None) -> str:
    """Say what became of the batch; red where a team has not got its issue, which it names."""
    if groups is None:
        raise ToldBefore("`teams` is red: there is no batch")
    from reports.workflow.teams import close_batch
    from runs import period_of, place

    period = period_of(get_current_context(), KIND_OF[ReportName(report)])
    return close_batch(place(), period.key, [team for group in groups for team in group])
