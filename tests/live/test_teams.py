"""A report of which each team gets an issue of its own, as an operator sees it: asked and answered team by team."""

from playwright.sync_api import expect

from reports.issues import IssueState
from reports.periods import Period
from reports.series import series
from tests.live.browser import a_browser, barriers, log_in
from tests.live.scene import FIGURES_OF_TEAMS, TEAMS, Run, Scene
from tests.live.test_release import APPROVAL

OCTOBER = Period.parse("2026-10")


def test_of_two_teams_one_is_approved_and_one_rejected(scene: Scene) -> None:
    scene.policy(APPROVAL, TEAMS)
    figures = scene.api.trigger(FIGURES_OF_TEAMS, OCTOBER.key, {"as_at": "2026-11-03T06:00:00Z"})
    scene.until(Run(FIGURES_OF_TEAMS, figures), "success")
    run = scene.run_of(TEAMS, OCTOBER)
    for task in ("release 0", "release 1"):
        scene.until(run, "awaiting_input", task=task)
    scene.until_asked(run)
    scene.answer(run, "release", "Reject", index=1, reason="Its manager has left.")
    scene.answer(run, "release", "Approve", index=0)
    tasks = scene.until(run, "success")
    assert tasks["issues 0"] == "success"
    assert {tasks[f"{step} 0"] for step in ("release", "deliver")} == {"success"}
    assert {tasks[f"{step} 1"] for step in ("release", "deliver")} == {"skipped"}
    assert tasks["all_teams"] == "success"
    (rejected,) = scene.ledger.issues.of(series(TEAMS, "T002"), OCTOBER.key)
    assert (rejected.state, rejected.reason) == (IssueState.REJECTED, "Its manager has left.")
    assert [mail["To"] for mail in scene.mailbox.mails if "manager" in mail["To"]] == ["manager.t001@westmere.example"]
    waiting = f"Line of Sight: {TEAMS} {OCTOBER.key} waits for its release"
    assert [mail["Subject"] for mail in scene.mailbox.mails].count(waiting) == 1
    everybody_can_see_the_batch(scene)


def everybody_can_see_the_batch(scene: Scene) -> None:
    """The batch is a line of the Reports page, which opens into an issue for each team."""
    with a_browser() as page:
        address = f"{scene.airflow.address}/reports/"
        log_in(page, address, scene.airflow.password)
        page.get_by_role("link", name=f"{OCTOBER.key} of Team oversight").first.click()
        expect(page.get_by_role("row")).to_have_count(3)  # the heads, and two teams
        assert barriers(page) == []
