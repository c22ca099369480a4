"""The steps of a report of which each team gets an issue of its own: those of `steps`, mapped over the teams.

A team whose step fails stops no other. What became of each is told once, by the last step, for the whole batch.
"""

from typing import Any

from airflow.sdk import TriggerRule, chain, get_current_context, task, task_group

import steps
from alarms import ToldBefore
from asking import Release
from reports.policy import KIND_OF
from reports.section import ReportName

AT_ONCE = 2  # pages that are drawn, and mails that are handed over, for one batch: other reports run beside it
SHOWN = "{{ task.op_kwargs.team }}"  # what the UI calls a task


def issue_to_each(report: str, snapshot: Any, people: Any) -> None:
    """Add what is done with a snapshot for each team: render its issue, release it, send it to its people."""
    teams: Any = teams_of(snapshot)

    @task_group(prefix_group_id=False, default_args={"on_failure_callback": None})  # the last step tells of all
    def each_team(team: Any) -> Any:
        issue: Any = render(report=report, team=team, snapshot=snapshot)
        released = Release(task_id="release", about=issue, team=team, map_index_template="{{ task.team }}")
        sent = deliver(team=team, issue=issue)
        chain(issue, released, sent)
        return sent

    chain(people, teams)
    chain(each_team.expand(team=teams), all_teams(report, teams))


@task(task_id="teams")
def teams_of(snapshot: str) -> list[str]:
    """Give the ids of the teams that get an issue; the operators are told of those whose people nobody has named."""
    from reports.workflow import teams
    from runs import place

    return teams.teams_to_issue(place("alerts"), snapshot)


@task(execution_timeout=steps.HEAVY, map_index_template=SHOWN, max_active_tis_per_dagrun=AT_ONCE)
def render(report: str, team: str, snapshot: str) -> int:
    """Make the team's issue; give its id. An issue of the same data is found again."""
    from reports.series import series
    from reports.workflow import issue
    from runs import place

    return issue.render(place(), series(report, team), snapshot)


@task(map_index_template=SHOWN, max_active_tis_per_dagrun=AT_ONCE)
def deliver(team: str, issue: int) -> str:  # noqa: ARG001 - the UI calls the task by its team
    """Send the team's issue to each of its people, unless it was sent already."""
    from reports.workflow import teams
    from runs import place

    return teams.deliver(place("mail"), issue)


@task(trigger_rule=TriggerRule.ALL_DONE)
def all_teams(report: str, teams: list[str] | None) -> str:
    """Say what became of the batch; red where a team has not got its issue, which it names."""
    if teams is None:
        raise ToldBefore("`teams` is red: there is no batch")
    from reports.workflow.teams import close_batch
    from runs import period_of, place

    period = period_of(get_current_context(), KIND_OF[ReportName(report)])
    return close_batch(place(), period.key, teams)
