"""What can be done to any issue can be done to a team's: its people alone are told, and no other team's is touched."""

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from reports.errors import GateHeld, LedgerError
from reports.issues import IssueState, Message
from reports.periods import LONDON, Period
from reports.series import series
from reports.workflow import purge, sending, withdrawal
from reports.workflow.correction import correct, to_correct
from reports.workflow.data import check, pull
from reports.workflow.hold import hold_for_settings, let_through
from reports.workflow.readers import audience, sent_to
from reports.workflow.release import approve
from reports.workflow.status import status, why_late
from reports.workflow.teams import REPORT
from reports.workflow.verify import verify
from tests.teams import MONTH, Teams, issue_batch, manager, people

FIRST, LATER = series(REPORT, "T001"), "2024-11-06T06:00"
TWO = ("T001", "T002")


@pytest.fixture
def issued(authority: Teams) -> Teams:
    """Two teams have their issues."""
    authority.settings("recipients", people(*TWO))
    issue_batch(replace(authority.place, alerts=()), authority.snapshot)
    for path in authority.mailbox.folder.glob("*.eml"):
        path.unlink()
    return authority


def issue_of(authority: Teams, team: str) -> int:
    return next(issue.id for issue in authority.batch.current if issue.team == team)


def test_it_is_the_same_bytes_when_it_is_made_again(issued: Teams) -> None:
    verification = verify(issued.place, issue_of(issued, "T001"))
    assert verification.same, verification
    assert [each.name for each in verification.files][:2] == [
        f"{REPORT}-T001-{MONTH}.pdf",
        f"{REPORT}-T001-{MONTH}.xlsx",
    ]


def test_a_correction_is_of_one_team_and_goes_to_whoever_has_what_it_corrects(issued: Teams) -> None:
    """The team has another manager since: both get it."""
    place = issued.place
    with pytest.raises(LedgerError, match="only a released issue can be corrected"):
        to_correct(place, series(REPORT, "T003"), MONTH)
    snapshot = pull(place, MONTH, LATER)
    issued.settings("recipients", people("T002", T001="new.manager@westmere.example"))
    made = correct(place, FIRST, MONTH, snapshot, "entered twice")
    assert (made.issue.label, made.corrects.label, made.issue.correction) == (
        f"{MONTH}/2",
        f"{MONTH}/1",
        "entered twice",
    )
    approve(place, made.issue.id, "the analyst", reason="looked at")
    assert all(sent.good for sent in sending.send(place, made.issue.id, audience(place, made.issue.id)))
    assert [to for to, _ in issued.received()] == ["new.manager@westmere.example", manager("T001")]
    assert {subject.partition(":")[0] for _, subject in issued.received()} == {"Correction"}
    assert issued.states == dict.fromkeys(TWO, "released")
    assert [issue.name for issue in issued.batch.current] == [f"{FIRST} {MONTH}/2", f"{REPORT}:T002 {MONTH}/1"]


def test_it_is_sent_again_to_its_own_people_and_to_no_other_teams(issued: Teams) -> None:
    issue = issue_of(issued, "T001")
    sending.send(issued.place, issue, sent_to(issued.place, issue), again="she has lost it")
    assert [to for to, _ in issued.received()] == [manager("T001")]
    with pytest.raises(LedgerError, match="was never sent to"):
        sent_to(issued.place, issue, [manager("T002")])


def test_a_withdrawal_tells_its_own_people(issued: Teams) -> None:
    issue = issue_of(issued, "T002")
    told = withdrawal.withdraw(issued.place, issue, "the analyst", "the wrong month")
    sending.send(issued.place, issue, told, Message.WITHDRAWAL)
    assert [to for to, _ in issued.received()] == [manager("T002")]
    assert issued.states == {"T001": "released", "T002": "withdrawn"}


def test_what_is_old_goes_and_hashes_stay(issued: Teams) -> None:
    old = purge.find(issued.place, datetime.now(UTC) + timedelta(days=3000))
    assert f"{FIRST} {MONTH}/1" in {each.name for each in old}
    purge.remove(issued.place, old)
    assert list((issued.folder / "archive" / "issues").glob("*/*/*/*")) == []
    with closing(issued.ledger) as ledger:
        assert all(issue.purged_at and not len(ledger.figures([issue])) for issue in ledger.issues.of(REPORT))


def test_a_gate_holds_every_team_for_which_somebody_is_named_and_lets_each_through(authority: Teams) -> None:
    authority.settings("recipients", people(*TWO, "T099"))
    authority.settings("gates", "stale_after_days: 1\n")
    place = replace(authority.place, alerts=())
    snapshot = pull(place, MONTH, "2024-11-20T06:00")
    with pytest.raises(GateHeld):
        check(place, snapshot)
    assert authority.states == dict.fromkeys(TWO, "held")
    assert [issue.team_shown for issue in authority.batch.current] != ["", ""]
    let_through(place, snapshot, "the analyst", "they are right")
    check(place, snapshot)
    issue_batch(place, snapshot, TWO)
    assert authority.states == dict.fromkeys(TWO, "released")
    for mail in authority.mailbox.mails:
        assert "let them through: they are right" in mail.get_body(("html",)).get_content()


def test_wrong_settings_hold_the_batch_before_any_team_is_known(authority: Teams) -> None:
    held = hold_for_settings(authority.place, REPORT, Period.parse(MONTH), "recipients.yaml: no sender")
    assert (held.state, held.team, held.title) == (IssueState.HELD, "", f"{REPORT}, October 2024")
    assert str(late(authority)).startswith(f"issue {MONTH}/held is held since ")


def late(authority: Teams) -> object:
    return why_late(authority.place, REPORT, Period.parse(MONTH))


def test_a_batch_is_out_when_every_team_has_its_issue_and_else_says_whose_is_not(authority: Teams) -> None:
    """T009 is no team of this authority; of T002 the commentary is wrong; T003's manager is refused."""
    place = replace(authority.place, alerts=())
    assert str(late(authority)) == "2024-10: nothing has been made yet"
    authority.mailbox.misbehaviour.at_recipient[manager("T003")] = ["550 no such user"]
    with pytest.raises(Exception, match="2 of 3 teams"):
        issue_batch(place, authority.snapshot)
    said = late(authority)
    assert said.state == "2024-10: 2 of 3 teams have their issue, 1 not sent to all"
    assert "T003: issue 2024-10/1 is released, and of its deliveries are 1 refused" in str(said)
    authority.settings("recipients", people("T001", "T002", "T009"))
    assert str(late(authority)) == ("2024-10: 2 of 3 teams have their issue, 1 not made: T009: nothing has been made")
    authority.settings("recipients", people("T001", "T002"))
    assert late(authority) is None


def test_the_heartbeat_tells_of_the_last_batch_by_its_period(issued: Teams) -> None:
    (told,) = status(issued.place, datetime(2024, 11, 20, tzinfo=LONDON)).reports
    assert (told.report, told.last_out, told.late) == (REPORT, MONTH, None)
    later = status(issued.place, datetime(2124, 11, 20, tzinfo=LONDON))
    assert not later.good
    assert later.as_json()["reports"][0]["late"] == "2124-10: nothing has been made yet"
