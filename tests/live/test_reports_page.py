"""The Reports page in a real browser, of a real Airflow with a real mail server: an operator's day, a reader's look."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from reports.issues import Issue, IssueState, Message, State
from reports.periods import LONDON, Kind, Period, now
from tests.live.browser import a_browser, barriers, log_in
from tests.live.scene import REPORT, Scene

READERS = ["assistant.director@westmere.example", "missing.coordinator@westmere.example"]
WHY = "The Assistant Director has looked at it."
VIEWS = {
    "overview": "?",
    "issues": "?issues",
    "report": "?issue={issue}",
    "figures": "?issue={issue}&part=figures",
    "changes": "?issue={issue}&part=changes",
    "quality": "?issue={issue}&part=quality",
    "commentary": "?issue={issue}&part=commentary",
    "checks": "?issue={issue}&part=checks",
    "deliveries": "?issue={issue}&part=deliveries",
    "acts": "?issue={issue}&part=acts",
    "measures": f"?measure=interviews_completed&report={REPORT}",
    "as a table": f"?measure=interviews_completed&report={REPORT}&table=1",
    "side by side": f"?measure=open_cases&report={REPORT}&beside.measure=interviews_in_time&beside.report={REPORT}",
    "nothing": "?issue=999999",
}


@pytest.fixture
def due_now(scene: Scene) -> Iterator[Period]:
    """The last complete week, whose report was due a moment ago, and which a person must release within seconds."""
    scene.ledger.migrate()
    began = scene.ledger.began().astimezone(LONDON).replace(second=0, microsecond=0)
    scene.wait(lambda: now() > began, "the clock stands still")
    due = f'due: {{weekday: {now():%A}, at: "{now():%H:%M}"}}'
    scene.policy(f"release: approval\nby: [lead]\nwithin_hours: 0.001\nunanswered: hold\n{due}")
    gates = scene.folder / "config" / "gates.yaml"
    before = gates.read_text()
    gates.write_text("rows_in_error: 1\nstale_after_days: 36500\n")  # whatever day it is
    yield Period.last_complete(Kind.WEEK, now())
    gates.write_text(before)


def issue_of(scene: Scene, week: Period) -> Issue:
    return scene.issues(week)[-1]


def confirm(frame: FrameLocator, act: str, button: str, reason: str) -> None:
    """Ask for an act, say why, and confirm what the button says."""
    frame.get_by_role("button", name=f"{act} …").click()
    why_and_confirm(frame, button, reason)


def why_and_confirm(frame: FrameLocator, button: str, reason: str) -> None:
    dialog = frame.get_by_role("dialog")
    dialog.get_by_label("Reason").fill(reason)
    dialog.get_by_role("button", name=button, exact=True).click()
    expect(dialog).to_have_count(0)
    expect(frame.get_by_role("status").filter(has_text="The run is done.")).to_be_visible()


def test_an_operators_day(scene: Scene, due_now: Period) -> None:
    run = scene.start(due_now, as_at=now().isoformat())
    scene.until(run, "failed")  # nobody answered
    with a_browser() as page:
        log_in(page, f"{scene.airflow.address}/", scene.airflow.password)
        page.get_by_role("link", name="Reports").click()
        frame = page.frame_locator("iframe[title=Reports]")

        # a report is late: find the hold, read why
        expect(frame.get_by_role("heading", level=1)).to_have_text("1 report is late")
        card = frame.locator("article", has_text="Return interviews").first
        expect(card).to_contain_text("held")
        expect(card).to_contain_text("nobody answered within")
        first = issue_of(scene, due_now)
        card.get_by_role("link", name=first.label).first.click()
        expect(frame.get_by_role("heading", level=1)).to_contain_text("Return interviews, week of")
        expect(frame.locator("main")).to_contain_text("nobody answered within")
        assert page.url.endswith(f"/plugin/reports?issue={first.id}")

        # release it with a reason, and watch the deliveries arrive
        confirm(frame, "Release", "Release, and mail 2 people", WHY)
        assert scene.readers(due_now) == READERS
        frame.get_by_role("link", name="Deliveries", exact=True).click()
        expect(frame.get_by_role("cell", name="Sent")).to_have_count(2)
        released = scene.ledger.issues.get(first.id)
        assert (released.state, released.decided_by, released.reason) == (IssueState.RELEASED, "admin (Airflow)", WHY)

        # send it again to one of them
        frame.get_by_role("button", name="Send again …").first.click()
        frame.get_by_label(re.compile(READERS[1])).uncheck()
        why_and_confirm(frame, "Send again, and mail 1 person", "She deleted it.")
        assert scene.readers(due_now) == [READERS[0], *READERS]

        # correct it: nobody gets it yet
        confirm(frame, "Correct", "Correct", "Two interviews were recorded late.")
        frame.get_by_role("link", name="Open the issue that it made").click()
        expect(frame.locator("main")).to_contain_text("Two interviews were recorded late.")
        second = issue_of(scene, due_now)
        assert (second.corrects_id, second.state) == (first.id, IssueState.RENDERED)
        frame.get_by_role("link", name="Changes", exact=True).click()
        expect(frame.locator("main")).to_contain_text(first.label)
        confirm(frame, "Release", "Release, and mail 2 people", "The changes were looked at.")
        assert scene.readers(due_now) == [*[READERS[0]] * 3, *[READERS[1]] * 2]

        # and withdraw it
        confirm(frame, "Withdraw", "Withdraw, and mail 2 people", "It is about the wrong week.")
        notices = scene.ledger.deliveries.of(second.id, Message.WITHDRAWAL)
        assert {each.recipient: each.state for each in notices} == dict.fromkeys(READERS, State.SENT)
        expect(frame.locator("main")).to_contain_text("It is about the wrong week.")
    asked = {act.act for act in scene.ledger.acts(second.id) if act.actor == "admin (Airflow)"}
    assert asked == {"released", "withdrawn"}
    assert scene.ledger.faults() == []


@pytest.fixture
def impatient(scene: Scene) -> Iterator[None]:
    """A gate that holds data of which there are none from the day before: on a Monday, always."""
    gates = scene.folder / "config" / "gates.yaml"
    before = gates.read_text()
    gates.write_text("rows_in_error: 1\nstale_after_days: 1\n")
    yield
    gates.write_text(before)


@pytest.mark.usefixtures("impatient")
def test_the_answer_that_a_run_waits_for_is_given_on_the_page(scene: Scene) -> None:
    week = scene.a_week()
    scene.until_asked(scene.start_figures(week), "check")
    with a_browser() as page:
        address = f"{scene.airflow.address}/reports/"
        log_in(page, address, scene.airflow.password)
        page.goto(f"{address}?issue={issue_of(scene, week).id}")
        page.get_by_role("button", name="Let the data through …").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Reason").fill("Nothing was entered over the holidays.")
        dialog.get_by_role("button", name="Let the data through, and mail 2 people", exact=True).click()
        expect(page.get_by_role("status").filter(has_text="The run is done.")).to_be_visible()
    scene.until(scene.run_of(REPORT, week), "success")
    issue = issue_of(scene, week)
    assert (issue.state, issue.let_through_by) == (IssueState.RELEASED, "admin (Airflow)")
    assert all("Nothing was entered over the holidays." in mail for mail in scene.mails(week))
    assert scene.readers(week) == READERS


@pytest.fixture(scope="module")
def an_issue(airflow_and_all: Scene) -> Issue:
    """An issue that its readers have."""
    scene = airflow_and_all
    scene.policy()
    week = scene.a_week()
    scene.until(scene.start(week), "success")
    return issue_of(scene, week)


@pytest.fixture(scope="module")
def look(airflow_and_all: Scene, an_issue: Issue) -> Iterator[Page]:
    """A browser at the page itself, not within Airflow's frame."""
    with a_browser() as page:
        log_in(page, f"{airflow_and_all.airflow.address}/reports/", airflow_and_all.airflow.password)
        yield page


def show(page: Page, view: str, issue: Issue) -> None:
    page.goto(page.url.partition("?")[0] + VIEWS[view].format(issue=issue.id))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


@pytest.mark.parametrize("view", VIEWS)
def test_everybody_can_use_every_view(look: Page, an_issue: Issue, view: str) -> None:
    show(look, view, an_issue)
    assert barriers(look) == []


def test_a_reader_follows_a_measure_and_shares_the_view(look: Page, an_issue: Issue) -> None:
    show(look, "measures", an_issue)
    look.get_by_label("Level").select_option("team")
    look.get_by_role("button", name="Put another beside it").click()
    look.get_by_label("Measure").last.select_option("interviews_in_time")
    headings = [re.compile("Return interviews completed: .+"), re.compile("Return interviews within 72 hours: .+")]
    expect(look.get_by_role("heading", level=2)).to_have_text(headings)
    expect(look.locator(".chart svg")).to_have_count(2)
    shared = look.url
    assert "breakdown=team" in shared
    other = look.context.new_page()
    other.goto(shared)
    expect(other.get_by_role("heading", level=2)).to_have_text(headings)
    other.close()


def test_the_tab_of_a_run_shows_its_issue(look: Page, scene: Scene, an_issue: Issue) -> None:
    (run,) = scene.runs(REPORT, Period.parse(an_issue.period))
    look.goto(f"{scene.airflow.address}/dags/{run.dag}/runs/{run.id}/plugin/issue")
    frame = look.frame_locator("iframe[title=Reports]")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Return interviews, week of")
    look.goto(f"{scene.airflow.address}/reports/")


def test_by_keyboard_alone(look: Page, an_issue: Issue) -> None:
    show(look, "report", an_issue)
    look.reload()
    expect(look.get_by_role("heading", level=1)).to_be_visible()
    look.keyboard.press("Tab")
    assert look.evaluate("document.activeElement.textContent") == "Skip to the content"
    button = look.get_by_role("button", name="Withdraw …")
    button.focus()
    look.keyboard.press("Enter")
    dialog = look.get_by_role("dialog")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("2 people will get mail")
    look.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()
