"""The release of an issue: what goes by itself, what a person is asked, and what becomes of each answer."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from upath import UPath

from reports.errors import AlreadyIssued, LedgerError
from reports.issues import Issue, IssueState, Ledger
from reports.workflow import Workplace
from reports.workflow.records import open_ledger
from reports.workflow.release import approve, reject, release, unanswered
from tests.issues.making import a_figure, an_issue

APPROVAL = "{release: approval, by: [lead], within_hours: 6, unanswered: %s}"
ALONE = "{release: automatic}"


@pytest.fixture
def place(tmp_path: Path) -> Workplace:
    made = Workplace(UPath(tmp_path), f"sqlite:///{tmp_path / 'ledger.db'}", config=tmp_path, actor="Airflow")
    policy(made, ALONE)
    return made


def policy(place: Workplace, how: str) -> None:
    assert place.config
    (place.config / "release.yaml").write_text(f"roles: {{lead: [p.lind, r.shaw]}}\nreports: {{smt_overview: {how}}}\n")


def rendered(place: Workplace, version: int = 1, snapshot_id: str = "abc") -> int:
    with closing(open_ledger(place)) as ledger:
        return ledger.issues.add(an_issue(snapshot_id=snapshot_id), version, a_figure(12)).id


def found(place: Workplace, issue_id: int = 1) -> Issue:
    with closing(open_ledger(place)) as ledger:
        assert ledger.faults() == []
        return ledger.issues.get(issue_id)


def test_an_issue_goes_by_itself_where_the_policy_says_so_and_once(place: Workplace) -> None:
    rendered(place)
    for _ in range(2):
        assert release(place, 1, late=False) is None
    assert (found(place).state, found(place).decided_by, found(place).note) == (IssueState.RELEASED, "Airflow", None)


def test_a_person_is_asked_where_the_policy_says_so_and_only_those_who_have_the_role(place: Workplace) -> None:
    policy(place, APPROVAL % "hold")
    rendered(place)
    question = release(place, 1, late=False)
    assert question is not None
    assert question.title == "SMT overview (issue 2026-10/1)"
    assert (question.people, question.hours) == (["p.lind", "r.shaw"], 6)
    assert question.why == "it is released by a person: lead"
    assert found(place).state is IssueState.AWAITING_RELEASE


def test_a_late_run_never_mails_by_itself_and_waits_without_end(place: Workplace) -> None:
    rendered(place)
    question = release(place, 1, late=True)
    assert question is not None
    assert question.hours is None
    assert "long after its time" in question.why


def test_a_report_on_a_period_that_others_have_followed_is_not_mailed_by_itself(place: Workplace) -> None:
    """September, from data pulled in November."""
    with closing(open_ledger(place)) as ledger:
        ledger.issues.add(replace(an_issue(), period="2026-09"), 1, a_figure(12))
    question = release(place, 1, late=False)
    assert question is not None
    assert "a period that others have followed" in question.why


def test_an_approver_and_what_they_say_are_in_the_ledger_and_above_the_mail(place: Workplace) -> None:
    policy(place, APPROVAL % "hold")
    rendered(place)
    release(place, 1, late=False)
    approve(place, 1, "p.lind (Airflow)", " Two teams are short. ", "looked at with the director")
    issue = found(place)
    assert (issue.state, issue.decided_by) == (IssueState.RELEASED, "p.lind (Airflow)")
    assert (issue.note, issue.reason) == ("Two teams are short.", "looked at with the director")
    assert release(place, 1, late=False) is None  # a task that is cleared goes on


def test_a_rejection_needs_a_reason_and_is_final_for_this_issue(place: Workplace) -> None:
    policy(place, APPROVAL % "hold")
    rendered(place)
    release(place, 1, late=False)
    with pytest.raises(LedgerError, match="needs a reason"):
        reject(place, 1, "p.lind (Airflow)", " ")
    reject(place, 1, "p.lind (Airflow)", "last week's data")
    assert (found(place).state, found(place).reason) == (IssueState.REJECTED, "last week's data")
    with pytest.raises(LedgerError, match=r"2026-10/1 is rejected: it is not sent; .* says why"):
        release(place, 1, late=False)


def test_without_an_answer_in_time_it_is_held_or_goes_with_a_note_that_nobody_looked(place: Workplace) -> None:
    rendered(place)
    policy(place, APPROVAL % "hold")
    release(place, 1, late=False)
    assert not unanswered(place, 1)
    assert (found(place).state, found(place).reason) == (IssueState.HELD, "nobody answered within 6 hours")

    policy(place, APPROVAL % "release")
    assert unanswered(place, 1)
    assert found(place).note == "Released without anybody having looked at it within 6 hours."


def test_what_is_held_can_be_released_by_a_person_later(place: Workplace) -> None:
    policy(place, APPROVAL % "hold")
    rendered(place)
    release(place, 1, late=False)
    unanswered(place, 1)
    approve(place, 1, "r.shaw (command line)", reason="back from leave")
    assert found(place).state is IssueState.RELEASED


def test_of_two_issues_of_a_period_one_is_released_and_the_other_says_how_it_is_corrected(place: Workplace) -> None:
    rendered(place)
    rendered(place, 2, "other data")
    assert release(place, 1, late=False) is None
    with pytest.raises(AlreadyIssued, match=r"already issued as 2026-10/1; .* lineofsight issues correct"):
        release(place, 2, late=False)
    assert found(place, 2).state is IssueState.RENDERED


def test_after_a_withdrawal_a_person_is_asked_before_the_period_is_sent_again(place: Workplace) -> None:
    rendered(place)
    release(place, 1, late=False)
    with closing(Ledger(place.ledger)) as ledger:
        ledger.issues.withdraw(1, "p.lind", "the wrong month")
    rendered(place, 2, "other data")
    question = release(place, 2, late=False)
    assert question is not None
    assert question.why == "an issue of this period was released before"


def test_a_gate_that_was_let_through_is_told_in_the_mail(place: Workplace) -> None:
    with closing(open_ledger(place)) as ledger:
        held = ledger.issues.hold(an_issue(), "local_supervision: stale")
        ledger.issues.let_through(held.id, "p.lind (Airflow)", "the source is down until Friday")
        assert ledger.issues.add(an_issue(), 1, a_figure(12)).id == held.id
    assert release(place, 1, late=False) is None
    assert found(place).note == (
        "The data did not pass every check; p.lind (Airflow) let them through: the source is down until Friday"
    )
