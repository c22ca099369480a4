"""A month and a week as docker-compose.yaml has them made, with workers that are killed (SIGKILL) in the middle.

What readers get, and what is left behind. The tests build on each other, in this order.
"""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from reports.issues import IssueState, State
from tests.marked import CHILD, WORDS
from tests.topology.scene import WORKERS, Scene
from tests.topology.traces import MARKS, marks_in

pytestmark = pytest.mark.topology

Saw = Callable[[str], None]
FIGURES, SMT, MEMBER = "monthly_figures", "smt_overview", "lead_member"
FIGURES_OF_WEEK, WEEKLY = "weekly_figures", "return_interviews"
MONTH, WEEK, EARLIER_WEEK = "2024-10", "2024-11-11", "2024-11-04"
PERIODS = {SMT: MONTH, MEMBER: MONTH, WEEKLY: WEEK}


@pytest.mark.fault("Worker", "is killed (SIGKILL) with all its tasks while it renders")
def test_a_month_of_which_a_worker_is_killed_while_it_renders(scene: Scene, saw: Saw) -> None:
    figures = scene.start(FIGURES, MONTH, "2024-11-04T06:00:00Z")
    scene.finish(FIGURES, figures)
    run = scene.run_of(SMT)
    name = scene.until_task(SMT, run, "render", "running")["hostname"]
    scene.wait(lambda: scene.rendering_on(name), "nothing is rendered")
    scene.kill(name, f"while it rendered {SMT} {MONTH}")
    scene.finish(SMT, run)
    scene.finish(MEMBER, scene.run_of(MEMBER))
    first, *_, last = scene.tries(SMT, "render")
    assert (first.host, first.state, last.state) == (name, "failed", "success")
    assert [scene.readers(report, MONTH) for report in (SMT, MEMBER)] == [
        sorted(scene.recipients[report]) for report in (SMT, MEMBER)
    ]
    saw("after five minutes without a sign of life it is tried again, on any worker; every reader has one mail")


@pytest.mark.fault("Worker", "is killed (SIGKILL) with all its tasks while it hands over a mail")
def test_a_week_of_which_a_worker_is_killed_while_it_delivers(scene: Scene, saw: Saw) -> None:
    """The mail had arrived when its task was killed. Airflow cannot know; a person tells, and it is not sent again."""
    scene.mailbox.goes_on.clear()
    scene.finish(FIGURES_OF_WEEK, scene.start(FIGURES_OF_WEEK, WEEK, "2024-11-18T06:00:00Z"))
    run = scene.run_of(WEEKLY)
    scene.wait(lambda: scene.readers(WEEKLY, WEEK), "nothing is delivered")
    (reader,) = scene.readers(WEEKLY, WEEK)
    index = scene.recipients[WEEKLY].index(reader)
    name = scene.until_task(WEEKLY, run, "deliver", "running", index=index)["hostname"]
    scene.kill(name, f"while it delivered {WEEKLY} {WEEK}, the mail handed over")
    scene.mailbox.goes_on.set()
    scene.finish(WEEKLY, run)
    assert f"Line of Sight: {WEEKLY} {WEEK}: a mail may or may not have arrived" in scene.told()
    killed = next(each for each in scene.tries(WEEKLY, "deliver") if each.index == index)
    assert (killed.host, killed.state) == (name, "failed")
    assert scene.readers(WEEKLY, WEEK) == sorted(scene.recipients[WEEKLY])
    saw("the delivery is uncertain, and told; a person found that it had arrived: every reader has one mail")


@pytest.mark.fault("Worker", "is killed (SIGKILL) with a task that had been tried for an hour")
def test_operators_are_told_of_a_task_whose_worker_is_killed_at_its_last_try(scene: Scene, saw: Saw) -> None:
    """It can no longer say so itself: the dag-processor does."""
    before = len(scene.told())
    run = scene.start(FIGURES_OF_WEEK, EARLIER_WEEK, "2024-11-11T06:00:00Z")
    name = scene.until_task(FIGURES_OF_WEEK, run, "pull", "running")["hostname"]
    scene.last_try("pull")
    scene.kill(name, f"while it pulled for {FIGURES_OF_WEEK} {EARLIER_WEEK}, for the last time")
    assert scene.until_ended(FIGURES_OF_WEEK, run) == "failed"
    scene.wait(lambda: len(scene.told()) > before, "nobody was told")
    assert scene.told()[before:] == [f"Line of Sight: {FIGURES_OF_WEEK} {EARLIER_WEEK} has failed"]
    saw("one message says that it has failed")


@pytest.mark.fault("Worker", "gets from Redis the tasks of a killed one, hours later")
def test_what_redis_holds_of_killed_workers_comes_to_nothing_when_it_is_handed_out_again(
    scene: Scene, saw: Saw
) -> None:
    """As when `visibility_timeout` has passed: here it passes at once."""
    before = scene.tries(), len(scene.mailbox.mails)
    assert scene.hand_out_again() >= 3
    assert (scene.tries(), len(scene.mailbox.mails)) == before
    saw("Airflow refuses them, for they were tried again long before; no mail is sent")


def test_every_reader_has_every_report_once(scene: Scene) -> None:
    mails = Counter((mail["X-Report-Issue"], mail["To"]) for mail in scene.mailbox.mails if mail["X-Report-Issue"])
    assert mails == {(f"{report} {PERIODS[report]}", to): 1 for report in PERIODS for to in scene.recipients[report]}
    for report, period in PERIODS.items():
        scene.summary.append(f"{report} {period}: one mail each to {', '.join(scene.recipients[report])}")


def test_the_ledger_is_in_postgresql_and_its_trail_is_unbroken(scene: Scene) -> None:
    for report, period in PERIODS.items():
        (issue,) = scene.ledger.issues.of(report, period)
        assert (issue.state, issue.version) == (IssueState.RELEASED, 1)
        assert {each.state for each in scene.ledger.deliveries.of(issue.id)} == {State.SENT}
    scene.summary.append(scene.by_hand("audit", "verify").strip())


def test_both_workers_had_tasks_and_the_logs_of_those_that_were_killed_are_shown(scene: Scene) -> None:
    tries = Counter(each.host for each in scene.tries())
    assert set(tries) == set(WORKERS)
    scene.summary.append(", ".join(f"{name} had {tries[name]} tries of tasks" for name in WORKERS))
    failed = [each for each in scene.tries() if each.state == "failed"]
    assert {each.task for each in failed} >= {"render", "deliver", "pull"}
    assert all(any(line.get("logger") for line in scene.log_of(each)) for each in failed)


def test_no_child_and_no_worker_stands_in_logs_airflows_databases_and_redis(scene: Scene) -> None:
    assert set(marks_in(scene.dump("cases"))) == set(MARKS)
    seen = {f"{name}'s database": scene.dump(name) for name in ("airflow", "celery")}
    seen |= {str(path): path.read_bytes() for path in scene.written()}
    assert b"execute_workload" in seen[str(scene.traffic)]
    assert b"task_id" in seen["airflow's database"]
    assert b"COPY public.celery_taskmeta" in seen["celery's database"]
    assert {name: found for name, content in seen.items() if (found := marks_in(content))} == {}
    assert {CHILD, WORDS}.isdisjoint(marks_in(scene.dump("ledger")))


def test_every_health_check_says_that_it_is_well(scene: Scene) -> None:
    with ThreadPoolExecutor(2) as pool:
        checked = dict(zip(scene.stack.processes, pool.map(scene.stack.well, scene.stack.processes), strict=True))
    assert {name: check.stderr for name, check in checked.items() if check.returncode} == {}
