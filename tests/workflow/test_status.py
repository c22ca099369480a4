"""Whether the reports are out, at any moment: what a watchdog sees, and why a report is late."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from upath import UPath

from reports import figures
from reports.issues import Ledger, State
from reports.periods import LONDON
from reports.workflow import Workplace
from reports.workflow.records import open_ledger
from reports.workflow.status import DEAD, status
from tests.issues.making import an_issue

DIRECTOR, HEAD = "director@westmere.example", "head@westmere.example"
RECIPIENTS = f"""
allowed_domains: [westmere.example]
sender: reports@westmere.example
reports:
  smt_overview:
    - {{name: Director, email: {DIRECTOR}}}
    - {{name: Head, email: {HEAD}}}
"""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


BEFORE_NOON, AFTER_NOON = at("2126-11-04T11:59"), at("2126-11-04T12:00")  # 4 November: the second working day
DECEMBER = at("2126-12-03T12:00")


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    """A place of a hundred years from now, so that its ledger began long before anything is due."""
    (tmp_path / "recipients.yaml").write_text(RECIPIENTS)
    return Workplace(UPath(tmp_path), f"sqlite:///{tmp_path / 'ledger.db'}", config=tmp_path)


def send(ledger: Ledger, period: str, *people: str, state: State = State.SENT, reason: str | None = None) -> None:
    new = replace(an_issue(period), as_at=datetime(2126, 11, 4, tzinfo=UTC))
    version = ledger.issues.next_version(new.report, period)
    issue = ledger.issues.release(ledger.issues.add(new, version, figures.empty()).id, "policy")
    for person in people:
        ledger.deliveries.record(ledger.deliveries.claim(issue.id, person, "mail").delivery, state, reason)


def smt(place: Workplace, instant: datetime) -> Any:
    (report,) = status(place, instant).reports
    return report


def test_a_report_is_late_from_the_moment_it_was_due_though_nothing_runs(place: Workplace) -> None:
    """A DAG that is paused, a scheduler that is dead: nothing happens, and that is noticed."""
    with closing(open_ledger(place)) as ledger:
        send(ledger, "2126-09", DIRECTOR, HEAD)
    assert smt(place, BEFORE_NOON).late is None
    assert smt(place, BEFORE_NOON).next_due == AFTER_NOON
    assert str(smt(place, AFTER_NOON).late) == "2126-10: nothing has been made yet"
    assert not status(place, AFTER_NOON).good


def test_it_is_out_when_every_reader_has_it_and_not_before(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        send(ledger, "2126-10", DIRECTOR)
    assert str(smt(place, AFTER_NOON).late) == (
        "issue 2126-10/1 is released, and of its deliveries are 1 not begun, 1 sent"
    )
    with closing(open_ledger(place)) as ledger:
        ledger.deliveries.record(ledger.deliveries.claim(1, HEAD, "mail").delivery, State.SENT)
    report = smt(place, AFTER_NOON)
    assert (report.late, report.last_out) == (None, "2126-10/1")
    assert status(place, AFTER_NOON).good
    assert not status(place, AFTER_NOON, scheduler=DEAD).good
    assert smt(place, DECEMBER).late is not None


def test_an_issue_that_waits_or_is_held_says_so_and_why(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        ledger.issues.add(replace(an_issue("2126-10")), 1, figures.empty())
        ledger.issues.ask(1, "it is released by a person: lead")
    late = str(smt(place, AFTER_NOON).late)
    assert late.startswith("issue 2126-10/1 is awaiting release since ")
    assert late.endswith(": it is released by a person: lead")


def test_a_delivery_that_is_not_sent_is_bad_before_anything_is_due(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        send(ledger, "2126-09", DIRECTOR)
        send(ledger, "2126-10", HEAD, state=State.REFUSED, reason="552 too big")
    found = status(place, BEFORE_NOON)
    assert (found.unresolved, found.good) == (1, False)
    assert found.unresolved_since is not None
    assert str(smt(place, AFTER_NOON).late).endswith("1 not begun, 1 refused: 552 too big")


def test_it_is_out_since_the_last_reader_got_it_though_another_was_given_up_later(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        send(ledger, "2126-10", DIRECTOR)
        refused = ledger.deliveries.claim(1, HEAD, "mail").delivery
        ledger.deliveries.record(refused, State.REFUSED, "550 no such user")
        assert smt(place, AFTER_NOON).late is not None
        ledger.deliveries.give_up(refused.id, "she has left")
        (sent, _) = ledger.deliveries.of(1)
    report = smt(place, AFTER_NOON)
    assert (report.late, report.last_out, report.last_out_at) == (None, "2126-10/1", sent.decided_at)


def test_what_was_due_before_the_ledger_began_does_not_count(place: Workplace) -> None:
    assert smt(place, datetime.now(UTC)).late is None


def test_its_json_tells_times_in_london_and_of_what_is_late_the_state_alone(place: Workplace) -> None:
    """A watchdog has no login: words of a mail server quote addresses."""
    with closing(open_ledger(place)) as ledger:
        send(ledger, "2126-10", HEAD, state=State.REFUSED, reason=f"550 no such user {HEAD}")
    told = json.dumps(status(place, AFTER_NOON + timedelta(hours=1)).as_json())
    assert json.loads(told)["at"] == "2126-11-04T13:00:00+00:00"
    assert json.loads(told)["reports"][0]["late"].endswith("of its deliveries are 1 not begun, 1 refused")
    assert "westmere.example" not in told
    assert "Director" not in told


def test_what_a_person_wrote_of_an_issue_is_not_repeated(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        ledger.issues.add(an_issue("2126-10"), 1, figures.empty())
        ledger.issues.reject(1, "the analyst", "Jo Bloggs is counted twice")
    late = str(smt(place, AFTER_NOON).late)
    assert late.startswith("issue 2126-10/1 is rejected since ")
    assert "Bloggs" not in late
