"""The two kinds of DAG that run by the calendar: one makes the figures of a period, the other a report from them.

The figures of a week, month, quarter or year are made once, for all its reports, so that no two of them can disagree:
    figures   by its calendar    pull -> check -> measure -> publish
    report    on those figures   render -> release -> deliver to each reader -> close
A DAG's file is its page in the Airflow UI and one call. Airflow reads no file in which not both `airflow` and `dag`
stand: the name of this module sees to that.
"""

from typing import Any

from airflow.sdk import DAG, PartitionedAssetTimetable, chain

import steps
import team_steps
from alarms import by_its_deadline, by_the_deadlines_of
from reports.periods import Kind
from reports.policy import FIGURES_OF, KIND_OF
from reports.section import ReportName

WHEN_FIGURES_ARE_RED = """
**When it is red**

| red step | why | what to do |
|---|---|---|
| `pull` | the database or the archive was away for an hour: the log says which | see that it is up, then clear `pull` |
| `pull` | a table or field of the contract is missing: the log names it | have it put back, then clear `pull` |
| `check` waits | a gate holds it, and a person may let it pass: Required Actions | have the source mended and clear \
`pull`; or approve, with a reason that every mail will say |
| `check` | a gate holds it that nobody may open: the log says which | have the source mended, then clear `pull` |
| `measure` | a fault of ours | send the log to the analyst |

Clearing `pull` pulls the data as they are now; nothing that was made before is lost.
"""
WHEN_A_REPORT_IS_MADE = """
**When**: as soon as `{figures}` is done. By hand: *Trigger*, and choose a {kind} whose figures are there.

**When it is red**

| red step | why | what to do |
|---|---|---|
| `recipients` | it goes to nobody, or a setting is wrong | mend `config/recipients.yaml`, then clear the task |
| `measured_snapshot` | there are no figures of that {kind} | run `{figures}` for it |
"""
WHEN_A_REPORT_IS_RED = """\
| `render` | a page would not be as it should be: the log says what | send the log to the analyst |
| `release` waits | it is approved by a person, or its run came late | answer under Required Actions |
| `release` | nobody answered in time, and the report is held | look at the issue, then send it: \
`lineofsight issues release` |
| `deliver` | refused, or the server was away for an hour: the log has its words | mend it, then clear the task: \
who has the mail gets no second one |
| `deliver` | uncertain: the connection broke while the mail was handed over | ask the recipient: it is not sent \
again by itself |
| `close` | a delivery is not recorded as sent | see `deliver` |
"""
WHEN_A_BATCH_IS_RED = """\
| `teams` | no team has anybody who gets its issue | mend `config/recipients.yaml`, then clear the task |
| `issues` | a team's page would not be as it should be; or its mail was refused, is uncertain, or the server was \
away for an hour: the log names the team, and has the words | mend it, ask the reader, or send the log to the analyst; \
then clear the task: who has the mail gets no second one |
| `waiting` | the ledger was away for an hour | see that it is up, then clear the task |
| `release` waits | it is approved by a person, or its run came late | answer under Required Actions, team by team |
| `release` | nobody answered in time, and the team's issue is held | look at it, then `lineofsight issues release` |
| `deliver` | of what a person has released: as `issues` | as `issues` |
| `all_teams` | it names the teams that have not got theirs: one message for all | see the red step of each, and clear \
it: this follows |

`issues` does twenty teams in a task. One that fails stops no other: the task is red, and the others have theirs.
"""
SEE_ALSO = "\nEach alert, and what to do: `docs/operations.md`.\n"
AT_ONCE = 16  # runs: a period that waits for a person does not stop the next


def figures_dag(kind: Kind, page: str, *, schedule: Any) -> None:
    """Make the DAG that pulls, checks and measures each period of a kind, and then tells its reports.

    page: what the UI says of it. schedule: a partitioned timetable, whose keys are those of periods.
    """
    with DAG(
        FIGURES_OF[kind],
        dag_display_name=f"{kind}ly figures".capitalize(),
        description=f"The {kind}'s data, checked and measured, for every report on a {kind}",
        doc_md=page + WHEN_FIGURES_ARE_RED + SEE_ALSO,
        tags=["line-of-sight", f"{kind}ly", "figures"],
        schedule=schedule,
        params={"period": steps.period_form(kind), "as_at": steps.as_at_form()},
        default_args=steps.DEFAULTS,
        deadline=by_the_deadlines_of(kind),  # without figures no report's own run begins: it is late all the same
        max_active_runs=AT_ONCE,
    ):
        steps.publish(kind, steps.measure(steps.check(steps.pull(kind.value))))


def report_dag(report: str, page: str, *, title: str, description: str) -> None:
    """Make the DAG of a report: as soon as there are figures of its period, its issue is made and sent to its readers.

    page: what the UI says of it, to which when it runs and what to do when it is red is added.
    """
    with _on_its_figures(report, page, WHEN_A_REPORT_IS_RED, title, description):
        kind = KIND_OF[ReportName(report)].value
        people: Any = steps.recipients(report, kind)
        snapshot: Any = steps.measured_snapshot(kind)
        issue: Any = steps.render(report, snapshot)
        sent = steps.deliver.partial(report=report, issue=issue).expand(recipient=people)
        chain(people, issue, steps.release(issue), sent, steps.close(issue))


def team_report_dag(report: str, page: str, *, title: str, description: str) -> None:
    """Make the DAG of a report of which each team gets an issue of its own, made from the same figures: as above."""
    with _on_its_figures(report, page, WHEN_A_BATCH_IS_RED, title, description):
        kind = KIND_OF[ReportName(report)].value
        team_steps.issue_to_each(report, steps.measured_snapshot(kind), steps.recipients(report, kind))


def _on_its_figures(report: str, page: str, when_red: str, title: str, description: str) -> DAG:
    kind = KIND_OF[ReportName(report)]
    when = WHEN_A_REPORT_IS_MADE.format(figures=FIGURES_OF[kind], kind=kind)
    return DAG(
        report,
        dag_display_name=title,
        description=description,
        doc_md=page + when + when_red + SEE_ALSO,
        tags=["line-of-sight", f"{kind}ly", "report"],
        schedule=PartitionedAssetTimetable(assets=steps.FIGURES[kind]),
        params={"period": steps.period_form(kind)},
        default_args=steps.DEFAULTS,
        deadline=by_its_deadline(report, kind),
        max_active_runs=AT_ONCE,
    )
