"""How the reports stand: the most urgent first, each in a sentence."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from upath import UPath

from reports import figures
from reports.issues import Ledger, State
from reports.page.acts import Asked, do, possible
from reports.page.host import Question, Run, Step
from reports.page.issue import issue_page
from reports.page.overview import overview
from reports.workflow import Workplace
from reports.workflow.records import open_ledger
from tests.issues.making import an_issue
from tests.page.a_desk import Everybody, a_desk

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
DIRECTOR = "director@westmere.example"
RECIPIENTS = f"""
allowed_domains: [westmere.example]
sender: reports@westmere.example
reports:
  smt_overview: [{{name: Director, email: {DIRECTOR}}}]
  lead_member: [{{name: Member, email: member@westmere.example}}]
"""


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    (tmp_path / "recipients.yaml").write_text(RECIPIENTS)
    return Workplace(UPath(tmp_path), f"sqlite:///{tmp_path / 'ledger.db'}", config=tmp_path)


def shown(place: Workplace, at: datetime = AT, host: Everybody | None = None) -> dict[str, tuple[str, str]]:
    with closing(open_ledger(place)):
        told = overview(a_desk(place, Ledger(place.ledger), at, host))
    return {line["report"]: (line["state"], line["words"]) for line in told["reports"]}


def test_where_nothing_was_issued_it_says_so(place: Workplace) -> None:
    assert set(shown(place).values()) == {("nothing yet", "Nothing has been issued yet.")}


def test_what_is_late_comes_first_and_says_why(place: Workplace) -> None:
    in_a_hundred_years = datetime(2126, 11, 5, tzinfo=UTC)
    assert next(iter(shown(place, in_a_hundred_years).items())) == (
        "smt_overview",
        ("late", "Late: 2126-10: nothing has been made yet"),
    )


def test_what_is_held_waits_or_is_not_delivered_comes_before_what_is_out(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        ledger.issues.hold(replace(an_issue("2026-10"), report="return_interviews", period="2026-11-16"), "it is stale")
        waits = replace(an_issue("2026-10"), report="lead_member")
        ledger.issues.ask(ledger.issues.add(waits, 1, figures.empty()).id, "it is released by a person: lead")
        sent = ledger.issues.release(ledger.issues.add(an_issue("2026-10"), 1, figures.empty()).id, "policy")
        claim = ledger.deliveries.claim(sent.id, DIRECTOR, "mail")
        ledger.deliveries.record(claim.delivery, State.REFUSED, "no such person")
    assert list(shown(place).items())[:3] == [
        ("smt_overview", ("unresolved", "1 delivery waits for a person.")),
        ("return_interviews", ("held", "Issue 2026-11-16/held is held: it is stale")),
        (
            "lead_member",
            ("awaiting release", "Issue 2026-10/1 waits to be released: it is released by a person: lead"),
        ),
    ]


def test_what_is_just_being_sent_waits_for_nobody(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.release(ledger.issues.add(an_issue("2026-10"), 1, figures.empty()).id, "policy")
        begun = ledger.deliveries.claim(issue.id, DIRECTOR, "mail").delivery.claimed_at
    assert shown(place, begun)["smt_overview"][0] != "unresolved"
    assert shown(place, begun + timedelta(minutes=7))["smt_overview"][0] == "unresolved"


def test_a_correction_that_nobody_has_yet_is_not_forgotten(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        first = ledger.issues.release(ledger.issues.add(an_issue("2026-10"), 1, figures.empty()).id, "policy")
        ledger.issues.add(an_issue("2026-10", "newer", corrects_id=first.id), 2, figures.empty())
    words = "Issue 2026-10/2 is made, and nobody has it yet: release it, or reject it."
    assert shown(place)["smt_overview"] == ("awaiting release", words)


def test_a_run_under_way_is_told(place: Workplace) -> None:
    steps = [Step("render", "running"), Step("release", None)]
    run = Run("lead_member", "r", "Lead Member report", "lead_member", "2026-10", "running", AT, steps)
    told = shown(place, host=Everybody([run]))
    assert next(iter(told)) == "lead_member"
    assert told["lead_member"] == ("in progress", "Lead Member report, October 2026, is under way.")


def acts_of(place: Workplace, issue_id: int, host: Everybody) -> dict[str, Any]:
    ledger = Ledger(place.ledger)
    desk = a_desk(place, ledger, AT, host)
    return {each["act"]: each for each in possible(desk, ledger.issues.get(issue_id))}


def test_a_gate_is_opened_for_every_report_that_it_holds(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        held = ledger.issues.hold(an_issue("2026-10"), "it is stale")
        ledger.issues.hold(replace(an_issue("2026-10"), report="lead_member"), "it is stale")
    assert acts_of(place, held.id, Everybody()) == {}  # no run waits
    acts = acts_of(place, held.id, Everybody(question=Question("monthly_figures", "r", "check")))
    assert list(acts) == ["let-through", "turn-away"]
    assert acts["let-through"]["mails"] == [DIRECTOR, "member@westmere.example"]
    assert acts["let-through"]["then"].startswith("Then SMT overview and Lead Member report are made.")
    assert acts["turn-away"]["then"] == "Then SMT overview and Lead Member report are not made of these data."
    assert acts["turn-away"]["mails"] == []


def test_who_may_release_is_as_the_settings_have_it(place: Workplace, tmp_path: Path) -> None:
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.add(an_issue("2026-10"), 1, figures.empty())
    policy = "roles: {{head: [{who}]}}\nreports: {{smt_overview: {{release: approval, by: [head]}}}}\n"
    (tmp_path / "release.yaml").write_text(policy.format(who="grace"))
    assert acts_of(place, issue.id, Everybody()) == {}
    (tmp_path / "release.yaml").write_text(policy.format(who="ada"))
    assert list(acts_of(place, issue.id, Everybody())) == ["release", "reject"]


def test_what_mails_is_a_run_in_the_users_name_and_a_rejection_is_done_at_once(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.add(an_issue("2026-10"), 1, figures.empty())
    host, ledger = Everybody(), Ledger(place.ledger)
    desk = a_desk(place, ledger, AT, host)
    assert do(desk, issue, "release", Asked("it is right"))["run"] == {"dag": "send_by_hand", "run": "run"}
    ((dag, form),) = host.started
    assert (dag, form["act"], form["issue"], form["reason"]) == ("send_by_hand", "release", issue.id, "it is right")
    assert do(desk, issue, "reject", Asked("the wrong month"))["said"] == "Issue 2026-10/1 is rejected."
    assert [(act.act, act.actor) for act in ledger.acts(issue.id)][-1] == ("rejected", "ada (Airflow)")


def test_who_may_not_see_people_is_not_told_what_the_files_say(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        issue = ledger.issues.add(an_issue("2026-10"), 1, figures.empty())
    told = issue_page(a_desk(place, Ledger(place.ledger), AT, Everybody(people=False)), issue)
    assert told["content"] is False
    assert [file["open"] for file in told["files"]] == [False]
    assert told["state"] == "rendered"
