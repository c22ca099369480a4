"""Faults in Airflow itself: processes that are killed, runs that come twice, gates, and a deadline that passes.

Each ends with every reader having the report once, and the operators having one message for each event.
"""

import signal
from collections.abc import Callable

import pytest

from reports.issues import IssueState, State
from reports.periods import Period
from reports.workflow.sending import send_again
from tests.live.scene import REPORT, Run, Scene, end
from tests.live.test_release import APPROVAL, READERS

pytestmark = pytest.mark.long
Saw = Callable[[str], None]


@pytest.mark.fault("Airflow", "has the task killed (SIGKILL) between claim and record, the mail handed over")
def test_a_delivery_that_was_killed_after_the_mail_had_arrived(scene: Scene, saw: Saw) -> None:
    week = scene.a_week()
    run = kill_deliveries(scene, week, loses=False)
    assert scene.readers(week) == READERS
    scene.clear(run, "deliver")
    scene.until(run, "failed")
    assert scene.told(week) == ["uncertain", "uncertain"]
    scene.clear(run, "deliver", tries=2)
    scene.until(run, "failed")
    for delivery in scene.deliveries(week):
        scene.ledger.deliveries.arrived(delivery.id, "the reader has it")
    scene.clear(run, "deliver", tries=3)
    scene.until(run, "success")
    assert scene.readers(week) == READERS
    assert scene.told(week) == ["uncertain", "uncertain"]
    saw("both are uncertain, each told once, however often the task is cleared; two readers have one mail each")


@pytest.mark.fault("Airflow", "has the task killed (SIGKILL) between claim and record, the mail lost")
def test_a_delivery_that_was_killed_before_the_mail_had_arrived(scene: Scene, saw: Saw) -> None:
    week = scene.a_week()
    run = kill_deliveries(scene, week, loses=True)
    assert scene.readers(week) == []
    for delivery in scene.deliveries(week):
        assert delivery.state is State.UNCERTAIN
        assert send_again(scene.place, delivery.id, "it is not there").good
    scene.clear(run, "deliver")
    scene.until(run, "success")
    assert scene.readers(week) == READERS
    saw("both deliveries are uncertain; a person has them sent again, and two readers have one mail each")


def kill_deliveries(scene: Scene, week: Period, *, loses: bool) -> Run:
    """Kill both deliveries of a run while the server has the mail and says nothing; their claims have then ended."""
    misbehaviour = scene.mailbox.misbehaviour
    misbehaviour.silent_after_data, misbehaviour.loses = True, loses
    run = scene.start(week)
    scene.wait(lambda: len(scene.sending()) == len(READERS) == len(scene.deliveries(week)), "nothing is sent")
    scene.wait(lambda: loses or scene.readers(week) == READERS, "the mails did not arrive")
    for process in scene.sending():
        process.send_signal(signal.SIGKILL)
    misbehaviour.silent_after_data = misbehaviour.loses = False
    scene.until(run, "up_for_retry", task="deliver 0")
    scene.until(run, "up_for_retry", task="deliver 1")
    scene.end_claims(week)
    return run


@pytest.mark.fault("Airflow", "sends to an address that the mail server does not know")
def test_an_address_is_mended_in_the_settings(scene: Scene, saw: Saw) -> None:
    week, recipients = scene.a_week(), scene.folder / "config" / "recipients.yaml"
    before, wrong, right = recipients.read_text(), READERS[1], "missing.lead@westmere.example"
    scene.mailbox.misbehaviour.at_recipient[wrong] = ["550 no such user"]
    run = scene.start(week)
    scene.until(run, "failed")
    assert scene.readers(week) == READERS[:1]
    assert scene.told(week) == ["refused"]
    recipients.write_text(before.replace(wrong, right))
    scene.clear(run, "deliver")
    scene.until(run, "success")
    recipients.write_text(before)
    assert scene.readers(week) == [READERS[0], right]
    (refused,) = scene.ledger.deliveries.unresolved()
    scene.ledger.deliveries.give_up(refused.id, "the address was wrong")
    saw(
        "one message has the server's words; mended in the settings and the red task cleared, two readers have one "
        "mail each; the old address is settled by a person"
    )


@pytest.mark.fault("Airflow", "has the scheduler killed (SIGKILL) with all its workers, in the middle of a report")
def test_a_scheduler_that_is_killed(scene: Scene, saw: Saw) -> None:
    week = scene.a_week()
    run = scene.start(week)
    scene.until(run, "running", task="render")
    killed = scene.airflow.processes.pop("scheduler")
    end(killed.pid)
    scene.airflow.start("scheduler")
    if scene.until_left(run, "render", "running") == "up_for_retry":
        scene.api.clear(*run, "render")  # it would be tried again in a minute
    scene.until(run, "success")
    assert scene.readers(week) == READERS
    assert len(scene.issues(week)) == 1
    saw("the next scheduler finds the task that nobody works on and has it tried again; two readers have one mail each")


@pytest.mark.fault("Airflow", "runs the same period twice at the same moment, and every task is cleared")
def test_two_runs_at_the_same_moment(scene: Scene, saw: Saw) -> None:
    week = scene.a_week()
    figures = [scene.start_figures(week), scene.start_figures(week)]
    for run in figures:
        scene.until(run, "success", at_once=True)
    scene.until(scene.run_of(REPORT, week), "success", at_once=True)
    before = len(scene.runs(REPORT, week))
    scene.clear(figures[0], "pull")
    scene.run_of(REPORT, week, before)
    for run in [figures[0], *scene.runs(REPORT, week)]:
        scene.until(run, "success", at_once=True)
    assert [issue.version for issue in scene.issues(week)] == [1]
    assert scene.readers(week) == READERS
    saw("both find the same issue, and two readers have one mail each")


@pytest.mark.fault("Airflow", "finds data that a gate holds")
def test_a_person_lets_held_data_pass(scene: Scene, saw: Saw) -> None:
    week = scene.a_week()
    figures = scene.start_figures(week, as_at="2027-03-01T06:00:00Z")
    scene.until_asked(figures, "check")
    (issue,) = scene.issues(week)
    assert issue.state is IssueState.HELD
    assert scene.runs(REPORT, week) == []
    scene.answer(figures, "check", "Approve", reason="the source is down until Friday")
    run = scene.run_of(REPORT, week)
    scene.until_asked(run)  # it is for an old week too
    scene.answer(run, "release", "Approve")
    scene.until(run, "success")
    assert scene.readers(week) == READERS
    assert all("the source is down until Friday" in text for text in scene.mails(week))
    assert scene.told(week) == ["held", "waiting"]
    saw("one message says why; a person lets it pass with a reason, which every mail says; two readers have one each")


@pytest.mark.fault("Airflow", "has not released a report by its deadline")
def test_a_report_that_is_late(scene: Scene, saw: Saw) -> None:
    scene.policy(APPROVAL)
    week = scene.a_week()
    run = scene.start(week, hours_ago=4)
    scene.wait(lambda: "late" in scene.told(week), "nobody was told that it is late")
    scene.until_asked(run)
    scene.answer(run, "release", "Approve")
    scene.until(run, "success")
    assert sorted(scene.told(week)) == ["late", "waiting"]
    assert scene.readers(week) == READERS
    saw("one message says that it is late and what it waits for; approved, two readers have one mail each")


@pytest.mark.fault("Case database", "is away when Airflow pulls, then back")
def test_a_pull_is_tried_again(scene: Scene, saw: Saw) -> None:
    week = scene.a_week()
    there, away = scene.folder / "authority.db", scene.folder / "away.db"
    there.rename(away)
    figures = scene.start_figures(week)
    scene.until(figures, "up_for_retry", task="pull")
    away.rename(there)
    scene.clear(figures, "pull")  # an hour of tries would find it too
    scene.until(scene.run_of(REPORT, week), "success")
    assert scene.readers(week) == READERS
    assert scene.told(week) == []
    saw("the pull is put off without a message, for it may heal; then two readers have one mail each")
