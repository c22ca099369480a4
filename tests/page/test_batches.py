"""The issues of all teams on a period are one line of the page, which opens."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi import HTTPException
from upath import UPath

from reports import figures
from reports.issues import Issue, IssueState, Ledger, State
from reports.page.acts import Asked, do, possible
from reports.page.batches import batch_page, issues_page
from reports.page.choices import choices
from reports.page.desk import Desk
from reports.page.host import Question, Run
from reports.page.issue import issue_page
from reports.page.lines import run_page
from reports.page.overview import overview
from reports.page.past import Wanted, past
from reports.series import series
from reports.workflow import Workplace
from reports.workflow.records import open_ledger
from tests.issues.making import an_issue
from tests.page.a_desk import Everybody, a_desk, table
from tests.teams import manager, people

REPORT, MONTH = "team_oversight", "2026-10"
AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ALONE = "reports:\n  smt_overview: [{name: Director, email: director@westmere.example}]\n"
NAMES = {"T001": "Families North", "T002": "Families South", "T003": "Duty"}


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    (tmp_path / "recipients.yaml").write_text(people(*NAMES) + ALONE)
    return Workplace(UPath(tmp_path), f"sqlite:///{tmp_path / 'ledger.db'}", config=tmp_path)


def held(ledger: Ledger, team: str, reason: str = "it is stale", period: str = MONTH) -> Issue:
    told = {"team": {"name": NAMES[team], "shown": NAMES[team]}}
    return ledger.issues.hold(replace(an_issue(period), report=series(REPORT, team), inputs=told), reason)


def out(ledger: Ledger, team: str, period: str = MONTH, state: State = State.SENT, value: float = 1) -> Issue:
    told = {"team": {"name": NAMES[team], "shown": NAMES[team]}}
    new = replace(an_issue(period), report=series(REPORT, team), inputs=told)
    rows = [(f"{period}-01", "authority", "authority", 9, "ok"), (f"{period}-01", "team", team, value, "ok")]
    added = ledger.issues.add(new, ledger.issues.next_version(new.report, period), table(rows))
    issue = ledger.issues.release(added.id, "policy")
    ledger.deliveries.record(ledger.deliveries.claim(issue.id, manager(team), "mail").delivery, state, "the words")
    return issue


def desk(place: Workplace, host: Everybody | None = None) -> Desk:
    with closing(open_ledger(place)):
        return a_desk(place, Ledger(place.ledger), AT, host)


def card(place: Workplace, host: Everybody | None = None) -> dict[str, Any]:
    return next(line for line in overview(desk(place, host))["reports"] if line["report"] == REPORT)


def test_a_batch_that_every_team_has_is_one_line_and_out(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        for team in NAMES:
            out(ledger, team)
    shown = card(place)
    (line,) = shown["issues"]
    assert (shown["state"], shown["words"]) == ("out", "Every team has its issue of October 2026.")
    assert (line["label"], line["said"], line["state"]) == (MONTH, "3 issues, 3 released", "released")
    assert (line["sent"], line["of"], line["unresolved"]) == (3, 3, 0)
    assert (shown["last_out"]["id"], shown["last_out"]["label"]) == (None, MONTH)
    assert len(shown["quality"]) == 0  # the data were never judged


def test_what_is_the_matter_with_some_teams_is_counted_and_said_once(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        out(ledger, "T001", state=State.REFUSED)
        out(ledger, "T002")
        held(ledger, "T003")
    shown = card(place)
    assert (shown["state"], shown["words"]) == ("unresolved", "1 delivery waits for a person.")
    assert (shown["issues"][0]["state"], shown["issues"][0]["said"]) == ("held", "3 issues, 2 released, 1 held")
    with closing(open_ledger(place)) as ledger:
        (refused,) = ledger.deliveries.unresolved()
        ledger.deliveries.give_up(refused.id, "she has left")
    assert card(place)["words"] == "1 of 3 issues of October 2026 is held: it is stale"


def test_issues_are_listed_with_a_batch_as_one_and_a_batch_opens_into_its_teams(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        for team in ("T001", "T002"):
            out(ledger, team, "2026-09")
        alone = ledger.issues.add(an_issue(), 1, figures.empty())
        for team in ("T002", "T001"):
            out(ledger, team)
        held(ledger, "T003")
    at = desk(place)
    page = issues_page(at, "", None, None, 50)["issues"]
    assert [(line["title"], line["label"]) for line in page] == [
        ("Team oversight", "2026-10"),
        ("SMT overview", alone.label),
        ("Team oversight", "2026-09"),
    ]
    first = issues_page(at, "", None, None, 1)
    assert (len(first["issues"]), first["more"]) == (1, True)
    older = issues_page(at, REPORT, None, first["issues"][0]["id"], 50)["issues"]
    assert [line["label"] for line in older] == ["2026-09"]
    assert [line["label"] for line in issues_page(at, "", IssueState.HELD, None, 50)["issues"]] == ["2026-10"]
    opened = batch_page(at, REPORT, None, MONTH)["issues"]
    assert [(line["title"], line["label"]) for line in opened] == [
        ("Team oversight: Duty", "2026-10/held"),
        ("Team oversight: Families North", "2026-10/1"),
        ("Team oversight: Families South", "2026-10/1"),
    ]
    assert len(batch_page(at, REPORT, IssueState.HELD, MONTH)["issues"]) == 1
    with pytest.raises(HTTPException):
        batch_page(at, "annual_report", None, MONTH)


def test_an_issue_of_a_team_is_shown_and_acted_on_as_any_other(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        issue = out(ledger, "T001")
        out(ledger, "T002")
    host = Everybody()
    at = desk(place, host)
    shown = issue_page(at, issue)
    assert shown["title"] == "Team oversight: Families North"
    assert [each["recipient"] for each in shown["deliveries"]] == [manager("T001")]
    assert {each["act"]: each["mails"] for each in possible(at, issue)} == {
        "resend": [manager("T001")],
        "correct": [],
        "withdraw": [manager("T001")],
    }
    do(at, issue, "correct", Asked("entered twice"))
    ((dag, form),) = host.started
    assert (dag, form["report"], form["period"]) == ("correction", f"{REPORT}:T001", MONTH)


def test_a_gate_is_opened_for_the_teams_of_a_batch_at_once(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        issue = held(ledger, "T001")
        held(ledger, "T002")
        ledger.issues.hold(an_issue(), "it is stale")
    at = desk(place, Everybody(question=Question("monthly_figures", "r", "check")))
    through = next(each for each in possible(at, issue) if each["act"] == "let-through")
    assert through["mails"] == [manager("T001"), manager("T002"), "director@westmere.example"]
    assert through["then"].startswith("Then Team oversight and SMT overview are made.")


def test_a_run_of_a_batch_leads_to_its_issues(place: Workplace) -> None:
    run = Run(REPORT, "r", "Team oversight", REPORT, MONTH, "running", AT, [])
    shown = run_page(desk(place, Everybody([run])), REPORT, "r")
    assert (shown["issue"], shown["batch"]) == (None, MONTH)
    made = replace(run, dag="correction", issue=7)
    assert run_page(desk(place, Everybody([made])), "correction", "r")["batch"] is None


def test_a_measure_over_time_is_that_of_the_chosen_teams_issues(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        for period, value in (("2026-09", 3), ("2026-10", 4)):
            out(ledger, "T001", period, value=value)
            out(ledger, "T002", period, value=8)
    at = desk(place)
    (chosen,) = choices(at)["reports"]
    assert [group["id"] for group in chosen["teams"]] == ["T001", "T002"]
    points = past(at, Wanted(REPORT, "open_cases", "team", "T001", 13))
    assert [(point.period.key, point.value, point.issue and point.issue.team) for point in points] == [
        ("2026-09", 3, "T001"),
        ("2026-10", 4, "T001"),
    ]
    assert [point.value for point in past(at, Wanted(REPORT, "open_cases", "authority", "authority", 13))] == [9, 9]
    with pytest.raises(HTTPException):
        past(at, Wanted(REPORT, "open_cases", "team", "T009", 13))
