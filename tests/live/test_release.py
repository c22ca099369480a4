"""The release of a report as an operator sees it: asked and answered in Airflow, told in the ledger and the mail."""

from reports.issues import IssueState
from tests.live.scene import Scene

APPROVAL = "release: approval\nby: [lead]"
READERS = ["assistant.director@westmere.example", "missing.coordinator@westmere.example"]


def test_a_report_that_needs_approval_waits_and_goes_out_with_the_approvers_commentary(scene: Scene) -> None:
    scene.policy(APPROVAL)
    week = scene.a_week()
    run = scene.start(week)
    scene.until_asked(run)
    (issue,) = scene.issues(week)
    assert (issue.state, issue.reason) == (IssueState.AWAITING_RELEASE, "it is released by a person: lead")
    assert scene.readers(week) == []

    scene.answer(run, "release", "Approve", commentary="Two teams are short of staff.")
    scene.until(run, "success")
    (issue,) = scene.issues(week)
    assert (issue.state, issue.decided_by) == (IssueState.RELEASED, "admin (Airflow)")
    assert issue.note == "Two teams are short of staff."
    assert scene.readers(week) == READERS


def test_who_is_not_among_those_who_release_it_is_not_heard(scene: Scene) -> None:
    scene.policy("release: approval\nby: [head]")
    week = scene.a_week()
    run = scene.start(week)
    scene.until_asked(run)
    scene.answer(run, "release", "Approve")
    scene.until_asked(run, times=2)
    (issue,) = scene.issues(week)
    assert issue.state is IssueState.AWAITING_RELEASE
    assert scene.readers(week) == []


def test_a_rejection_needs_a_reason_and_sends_nothing(scene: Scene) -> None:
    scene.policy(APPROVAL)
    week = scene.a_week()
    run = scene.start(week)
    scene.until_asked(run)
    scene.answer(run, "release", "Reject", reason=" ")
    scene.until_asked(run, times=2)
    scene.answer(run, "release", "Reject", reason="last week's data")
    tasks = scene.until(run, "success")
    assert tasks["release"] == "success"
    assert tasks["close"] == "skipped"
    (issue,) = scene.issues(week)
    assert (issue.state, issue.reason) == (IssueState.REJECTED, "last week's data")
    assert scene.readers(week) == []
